import { describe, expect, it } from 'vitest';
import { campaignMeasures } from '../../../sim/recording/campaign-measures.js';
import { measuresOver, trafficMeasures } from '../../../sim/recording/measures.js';
import { TrafficRecorder } from '../../../sim/recording/traffic-recorder.js';
import { type Done, outcomeOf } from './sample-outcome.js';

function measured(done: readonly Done[], winners: readonly number[]) {
  const traffic = new TrafficRecorder();
  const nobody = {
    count: 0,
    vehicle: new Int32Array(),
    routeIndex: new Int32Array(),
    position: new Float64Array(),
    driven: new Float64Array(),
    lifted: [],
    arrived: [],
  };
  for (const departed of [3, 4]) {
    traffic.step({ time: 1, departed, arrived: 0, running: departed, teleported: 0, followed: nobody });
  }
  const measures = [...trafficMeasures(traffic), ...campaignMeasures([outcomeOf(done, winners)])];
  return { measures, of: new Map(measures.map(({ name, value }) => [name, value])) };
}

describe('the measures of a replication', () => {
  it('agrees with a count by hand', () => {
    const done: Done[] = [
      { bidder: 0, task: 0, completion: 12, forecast: [0.2, 0.6] },
      { bidder: 0, task: 1, completion: undefined, forecast: [0, 0.1] },
      { bidder: 1, task: 0, completion: 6, forecast: [1, 0] },
    ];
    const { of } = measured(done, [0]);
    expect(Object.fromEntries(of)).toMatchObject({
      vehicles: 7,
      participants: 4,
      bidders: 3,
      winners: 1,
      payment_total: 2,
      within_budget: 1,
      expected_value: 1.5,
      realised_value: 0.5,
      expected_utility: -0.5,
      realised_utility: -1.5,
      completed_share: 0.5,
      completion_bias: (2 - 4) / 2,
      completion_error: 3,
    });
    const brier = (0.2 ** 2 + 0.4 ** 2 + 0 + 0.1 ** 2 + 0 + 0) / 6;
    expect(of.get('brier')).toBeCloseTo(brier, 12);
    expect(of.get('brier_of_base_rate')).toBeCloseTo((1 / 3) * (2 / 3), 12);
    expect(of.get('brier_skill')).toBeCloseTo(1 - brier / (2 / 9), 12);
  });

  it('is null where there is nothing to measure', () => {
    const { of } = measured([], []);
    for (const name of ['completed_share', 'completion_bias', 'completion_error', 'brier', 'brier_skill'])
      expect(of.get(name), name).toBeNull();
    expect(of.get('realised_value')).toBe(0);
  });
});

describe('measuresOver', () => {
  const one = (value: number | null) => [{ name: 'm', unit: 's', documentation: 'd', value }];

  it('leaves replications without the measure out, and says how many have it', () => {
    const [measure] = measuresOver([one(1), one(null), one(3)], 0.95);
    expect(measure).toMatchObject({ name: 'm', unit: 's', mean: 2, n: 2 });
    expect(measure.sd).toBeCloseTo(Math.SQRT2, 12);
    // Student's t with 1 degree of freedom: 12.706.
    expect((measure.high ?? 0) - 2).toBeCloseTo(12.7062, 3);
  });

  it('is null where nothing can be said', () => {
    expect(measuresOver([one(5)], 0.95)[0]).toMatchObject({ mean: 5, low: null, high: null, sd: null, n: 1 });
    expect(measuresOver([one(null)], 0.95)[0]).toMatchObject({
      mean: null,
      low: null,
      high: null,
      n: 0,
    });
    expect(measuresOver([], 0.95)).toEqual([]);
  });
});
