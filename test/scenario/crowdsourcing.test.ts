import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadScenario, parseScenario } from '../../src/scenario/index.js';

const folder = mkdtempSync(join(tmpdir(), 'bidlane-scenario-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const textWith = (crowdsourcing: object): string =>
  JSON.stringify({
    name: 'x',
    traffic: { network: 'n.net.xml', demand: { file: 'd.rou.xml', additional: 'a.rou.xml' } },
    crowdsourcing,
  });

describe('the crowdsourcing of a scenario', () => {
  it.each([
    [
      'a mechanism that is none',
      { auction: { mechanism: 'tbumma' } },
      /crowdsourcing\.auction\.mechanism is "tbumma": must be one of tbuma, .* module/,
    ],
    [
      'a mechanism compared with itself',
      { auction: { compare: ['tbuma'] } },
      /crowdsourcing\.auction\.compare\.0 is "tbuma": must be another mechanism/,
    ],
    [
      'requesters of one name',
      { requesters: [{ name: 'a' }, { name: 'a' }] },
      /crowdsourcing\.requesters .*: must be requesters with names of their own/,
    ],
    [
      'campaigns between two traffic steps',
      { every: 0.7 },
      /crowdsourcing\.every is 0\.7: must be a multiple of traffic\.stepLength, 1 s/,
    ],
    [
      'a value that rises to the deadline',
      { tasks: { value: { start: 1, end: 2, rate: 0.05 } } },
      /crowdsourcing\.tasks\.value\.end is 2: must be a number of at most start/,
    ],
    [
      'a misspelt setting of a requester',
      { requesters: [{ name: 'a', tasks: { cuont: 3 } }] },
      /crowdsourcing\.requesters\.0\.tasks\.cuont unknown key: did you mean count\?/,
    ],
  ])('refuses %s', (_, crowdsourcing, message) => {
    expect(() => parseScenario(textWith(crowdsourcing), 's.yaml')).toThrow(message);
    expect(() => parseScenario(textWith(crowdsourcing), 's.yaml')).toThrow(/^s\.yaml:1:\d+: /);
  });

  it('fills in the settings of WBS where it takes part, and nowhere else', () => {
    const auctionOf = (auction: object) =>
      parseScenario(textWith({ auction }), 's.yaml').crowdsourcing.auction;
    const defaults = { trajectories: 3, maxDetour: 1.5, tolerance: 30, payment: 'critical' };
    expect(auctionOf({ mechanism: 'wbs' }).wbs).toEqual(defaults);
    expect(auctionOf({ compare: ['wbs'], wbs: { tolerance: 5 } }).wbs).toEqual({ ...defaults, tolerance: 5 });
    expect(auctionOf({}).wbs).toBeUndefined();
  });

  it('makes the paths of modules and of additional files absolute, and misses those that are not there', async () => {
    for (const name of ['n.net.xml', 'd.rou.xml', 'a.rou.xml', 'm.mjs', 'v.mjs', 'w.mjs'])
      writeFileSync(join(folder, name), '');
    const file = join(folder, 'x.yaml');
    const crowdsourcing = {
      tasks: { value: { module: './v.mjs' } },
      requesters: [{ name: 'a' }, { name: 'b', tasks: { value: { module: 'w.mjs' } } }],
      auction: { mechanism: 'bvm', compare: ['./m.mjs', 'tbuma'] },
    };
    writeFileSync(file, textWith(crowdsourcing));
    const { scenario } = await loadScenario(file);
    expect(scenario.traffic.demand).toEqual({
      file: join(folder, 'd.rou.xml'),
      additional: join(folder, 'a.rou.xml'),
    });
    const { tasks, requesters, auction } = scenario.crowdsourcing;
    expect(tasks.value).toMatchObject({ module: join(folder, 'v.mjs') });
    expect(requesters?.[1].tasks?.value).toMatchObject({ module: join(folder, 'w.mjs') });
    expect(auction.mechanism).toBe('bvm');
    expect(auction.compare).toEqual([join(folder, 'm.mjs'), 'tbuma']);

    writeFileSync(file, textWith({ auction: { compare: ['buma', './none.mjs'] } }));
    await expect(loadScenario(file)).rejects.toThrow(
      /x\.yaml:1:\d+: crowdsourcing\.auction\.compare\.1: no file at .*none\.mjs/,
    );
  });
});
