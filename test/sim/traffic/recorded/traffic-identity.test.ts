import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { trafficKey } from '../../../../sim/traffic/recorded/traffic-identity.js';
import type { Scenario } from '../../../../src/scenario/index.js';
import { type Change, files, smallScenario } from '../../small-run.js';

const folder = mkdtempSync(join(tmpdir(), 'bidlane-key-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const key = (scenario: Scenario, replication = 0, sumo = '1.15.0') => trafficKey(scenario, replication, sumo);
const base = await key(smallScenario());

describe('the key of traffic', () => {
  it.each([
    ['a budget', { auction: { budget: 99 } }],
    ['a valuation', { auction: { valuation: 'paper' } }],
    ['tasks', { tasks: { count: 3, deadline: 5, values: [1], work: 0 } }],
    ['more replications', { replications: 9 }],
    ['how long it goes on', { traffic: { warmUp: 5, duration: 900 } }],
  ] as [string, Change][])('does not change with %s', async (_, change) => {
    expect(await key(smallScenario(change))).toBe(base);
  });

  it('does not change with names and places', async () => {
    const network = join(folder, 'other.net.xml');
    copyFileSync(files.network, network);
    expect(await key({ ...smallScenario({ traffic: { network } }), name: 'other', description: 'x' })).toBe(
      base,
    );
    expect(await key({ ...smallScenario(), probes: { rounds: 50 } })).toBe(base);
  });

  it('changes with all that drives the vehicles', async () => {
    const network = join(folder, 'changed.net.xml');
    copyFileSync(files.network, network);
    writeFileSync(network, '<!-- changed -->', { flag: 'a' });
    const changes: Change[] = [
      { seed: 2 },
      { traffic: { network } },
      { traffic: { stepLength: 0.5 } },
      { traffic: { options: { scale: 2 } } },
      { traffic: { demand: { file: files.demand } } },
      { traffic: { demand: { routes: files.routes, rate: 41 } } },
      { traffic: { demand: { routes: files.routes, rate: [{ from: 0, rate: 40 }] } } },
      { traffic: { demand: { routes: files.routes, rate: 40, process: 'poisson' } } },
      { traffic: { demand: { routes: files.routes, rate: 40, trials: 6 } } },
    ];
    const keys = [
      base,
      await key(smallScenario(), 1),
      await key(smallScenario(), 0, '1.16.0'),
      ...(await Promise.all(changes.map((change) => key(smallScenario(change))))),
    ];
    expect(new Set(keys).size).toBe(changes.length + 3);
    for (const one of keys) expect(one).toMatch(/^[0-9a-f]{64}$/);
  });
});
