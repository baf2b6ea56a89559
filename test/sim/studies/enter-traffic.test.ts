import { describe, expect, it } from 'vitest';
import type { StudyContext } from '../../../sim/index.js';
import { sharedWork } from '../../../sim/studies/engine/shared-work.js';
import study from '../../../sim/studies/enter-traffic.js';
import { RandomStreams } from '../../../src/random/index.js';
import { scenarioSchema } from '../../../src/scenario/index.js';
import { smallScenario } from '../small-run.js';
import { studyFolderForTests } from './study-run.js';

const studies = studyFolderForTests();

describe('enter-traffic', () => {
  it('measures every policy on the same arrivals of a replication', async () => {
    const scenario = scenarioSchema.parse({
      ...smallScenario(),
      crowdsourcing: { enabled: false },
      freshness: { points: [{ junction: 'B1' }, { junction: 'A1' }], radius: 35, beta: 0.01, observe: 30 },
    });
    const compute = (connected: number) => {
      const context: StudyContext = {
        point: { city: 'Manhattan', connected },
        replication: 0,
        random: new RandomStreams(1),
        quick: false,
        scenario,
        ...sharedWork(studies.path('shared')),
      };
      return study.compute?.(context);
    };
    const values = await compute(0.8);
    if (values === undefined) throw new Error('the study computes nothing');
    expect(Object.keys(values)).toEqual(study.series);
    for (const measured of Object.values(values))
      expect(Object.keys(measured)).toEqual(Object.keys(study.measures));
    const payoff = (series: string): number => values[series].payoff ?? Number.NaN;
    for (const series of Object.keys(values))
      expect(payoff(series), series).toBeLessThanOrEqual(payoff('clairvoyant') + 1e-9);
    expect(values.ENTER.wasted_cost).toBeLessThanOrEqual(values.ENTER.cost ?? 0);
    expect(values['zero-wait'].cost).toBeGreaterThanOrEqual(values.ENTER.cost ?? Infinity);
    const nobody = await compute(0);
    expect(nobody?.ENTER.cost).toBe(0);
    expect(nobody?.ENTER.dispersion).toBeNull();
    // 32 slots without an update: ages 1 to 32, charged at 2 to 33.
    expect(nobody?.ENTER.age).toBe(16.5);
    const squares = Array.from({ length: 32 }, (_, i) => (i + 2) ** 2).reduce((a, b) => a + b, 0);
    expect(nobody?.ENTER.payoff).toBeCloseTo((-0.01 * squares) / 32, 12);
  });

  it('names series in charts and claims that it measures', () => {
    const series = study.series as readonly string[];
    for (const chart of study.charts ?? [])
      for (const name of chart.series ?? []) expect(series).toContain(name);
    const expectations = (study.claims ?? []).flatMap((claim) => ('expect' in claim ? [claim.expect] : []));
    expect(expectations).toHaveLength(5);
    for (const expected of expectations)
      if ('higher' in expected)
        expect(series).toEqual(expect.arrayContaining([expected.higher, expected.than]));
  });
});
