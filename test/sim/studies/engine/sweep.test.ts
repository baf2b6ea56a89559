import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Executor } from '../../../../sim/execution/executor.js';
import type { WorkUnit } from '../../../../sim/execution/work-unit.js';
import { loadSweep, parseUntil, recordings } from '../../../../sim/index.js';
import type { Scenario } from '../../../../src/scenario/index.js';
import { smallScenario } from '../../small-run.js';
import { studyFolderForTests } from '../study-run.js';

const studies = studyFolderForTests();
const scenario = studies.write('small.yaml', JSON.stringify(smallScenario()));

describe('parseUntil', () => {
  it('reads shares and numbers', () => {
    expect(parseUntil('realised_utility 2%')).toEqual({ measure: 'realised_utility', relative: 0.02 });
    expect(parseUntil(' winners .5 ', 40)).toEqual({ measure: 'winners', absolute: 0.5, most: 40 });
    for (const text of ['', 'winners', '2%', 'winners 0%', 'winners -1', 'winners 2 %%'])
      expect(() => parseUntil(text)).toThrow(/^--until: is /);
  });
});

describe('loadSweep', () => {
  const load = (vary: string[], more = {}) => loadSweep(scenario, { vary, ...more });

  it('completes paths, and tries every value before the first run', async () => {
    const { definition } = await load(['crowdsourcing.budget=4..12:4', 'valuation=paper,exact']);
    expect(definition.vary).toEqual({
      'crowdsourcing.auction.budget': [4, 8, 12],
      'crowdsourcing.auction.valuation': ['paper', 'exact'],
    });
    await expect(load(['budget=4,x'])).rejects.toThrow(
      '--vary crowdsourcing.auction.budget: is "x": must be a number',
    );
    await expect(load(['crowdsourcing.budgt=1'])).rejects.toThrow(
      '--vary crowdsourcing.budgt: no such setting of a scenario: did you mean crowdsourcing.auction.budget?',
    );
    await expect(load(['budget'])).rejects.toThrow('--vary: is "budget": a setting and its values');
    await expect(load(['budget=1', 'auction.budget=2'])).rejects.toThrow('is there twice');
    await expect(load([])).rejects.toThrow('--vary: is missing');
  });

  it('runs co-simulations on common random numbers, with one model of link travel times, and resumes', async () => {
    const study = await load(['budget=2,12', 'tasks.values[4]=0,0.2'], { replications: 3 });
    const { results, document, folder } = await studies.run(study, { jobs: 2 });
    const at = (budget: number, last: number) => ({
      at: { 'crowdsourcing.auction.budget': budget, 'crowdsourcing.tasks.values.4': last },
    });
    const vehicles = results.values({ measure: 'vehicles', ...at(2, 0) });
    expect(new Set(vehicles).size).toBeGreaterThan(1);
    expect(results.values({ measure: 'vehicles', ...at(12, 0.2) })).toEqual(vehicles);
    expect(results.estimate({ measure: 'payment_total', ...at(2, 0) }).mean).toBeLessThanOrEqual(2);
    expect(
      results.difference(
        { measure: 'expected_value', ...at(12, 0.2) },
        { measure: 'expected_value', ...at(2, 0.2) },
      ).mean,
    ).toBeGreaterThan(0);
    expect(document.points).toHaveLength(4);
    expect(readdirSync(join(folder, 'shared'))).toHaveLength(1);
    expect(readdirSync(join(folder, 'points', '0', 'series', '0', 'replications', '0'))).toContain(
      'auction.parquet',
    );
    // More replications of the same go on from there.
    const more = await load(['budget=2,12', 'tasks.values[4]=0,0.2'], { replications: 4 });
    const longer = await studies.run(more, { out: folder });
    expect(longer.progress[0]).toEqual({ study: 'small', done: 12, total: 16, active: [] });
    expect(longer.results.values({ measure: 'vehicles', ...at(2, 0) }).slice(0, 3)).toEqual(vehicles);
  });

  it('asks for recorded traffic where points have the same, once for each replication of each of them', async () => {
    const asked: string[] = [];
    const units: WorkUnit[] = [];
    const executor: Executor = {
      perform: (list) => {
        units.push(...list);
        return Promise.resolve(
          list.map(({ replication }) => ({
            replication,
            digest: '',
            measures: [{ name: 'winners', unit: '', documentation: '', value: replication }],
            cosimulation: null,
          })),
        );
      },
      close: () => Promise.resolve(),
    };
    const traffic = (of: Scenario, replication: number): Promise<string> => {
      asked.push(`${JSON.stringify(of.traffic.demand)} ${replication}`);
      return Promise.resolve(`recording-${replication}`);
    };
    const study = await load(['budget=2,12', 'rate=30,40'], { replications: 2, measures: ['winners'] });
    await studies.run(study, { executor, traffic });
    expect(asked).toHaveLength(8);
    expect(new Set(asked).size).toBe(4);
    for (const unit of units)
      expect(unit.kind === 'replication' && unit.traffic).toBe(`recording-${unit.replication}`);
    // Alone with its traffic, a point has nobody to share a recording with.
    await studies.run(await load(['rate=30,40'], { replications: 2, measures: ['winners'] }), {
      executor,
      traffic,
    });
    expect(asked).toHaveLength(8);
  });

  it('on recorded traffic gives what it gives on live SUMO, to the last digit', async () => {
    const study = await load(['budget=2,12', 'deadline=60,100'], { replications: 2 });
    const live = await studies.run(study);
    const cache = studies.path('recordings');
    const replayed = await studies.run(study, { traffic: recordings(cache) });
    expect(replayed.document.digest).toBe(live.document.digest);
    // Four points, two replications: SUMO drove each replication once.
    expect(readdirSync(join(cache, 'traffic')).filter((name) => name.endsWith('.traffic'))).toHaveLength(2);
  });

  it('asks after the first replication whether a measure is there', async () => {
    const study = await load(['budget=2,12'], { replications: 3, measures: ['realized_utility'] });
    const out = studies.path('nothing');
    await expect(studies.run(study, { out })).rejects.toThrow(
      /measure realized_utility: is not measured: did you mean realised_utility\?/,
    );
    expect(readdirSync(join(out, 'points', '0', 'series', '0', 'replications'))).toEqual(['0']);
    expect(readdirSync(join(out, 'points', '1', 'series', '0', 'replications'))).toEqual([]);
  });
});
