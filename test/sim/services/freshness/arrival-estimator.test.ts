import { describe, expect, it } from 'vitest';
import { ArrivalEstimator } from '../../../../sim/services/freshness/arrival-estimator.js';
import { expectedReports } from '../../../../sim/services/freshness/expected-reports.js';
import type { ExpectedArrival } from '../../../../sim/services/freshness/forecast.js';
import type { Geofence } from '../../../../sim/services/freshness/geofence.js';
import { RandomStream } from '../../../../src/random/index.js';
import type { LinkTravelTimeModel } from '../../../../src/traveltime/index.js';
import { freshnessSettings, terms } from './course-fixture.js';

/** Two links; 600 s in slots of 60 s; 12 traversals of link 0 and 8 of link 1 in each slot, in 4 rounds together. */
const slots = 10;
const model: LinkTravelTimeModel = {
  start: 100,
  slotLength: 60,
  slots,
  links: 2,
  mean: new Float64Array(2 * slots),
  sd: new Float64Array(2 * slots),
  samples: Int32Array.from({ length: 2 * slots }, (_, i) => (i < slots ? 12 : 8)),
  fallback: new Uint8Array(2),
};
const fence: Geofence = {
  name: 'A',
  x: 0,
  y: 0,
  entries: [
    { link: 0, offset: 10 },
    { link: 1, offset: 20 },
  ],
  signal: undefined,
};

function estimator(penetration: number, phases = 1, seed = 'probes'): ArrivalEstimator {
  const settings = freshnessSettings({ penetration, connected: 0.5, slotLength: 6 });
  return new ArrivalEstimator(settings, terms.types, [fence], model, 4, [phases], new RandomStream(seed));
}

describe('arrivals from probe traces', () => {
  // 20 traversals in 4 rounds and 60 s, of which half are connected, in 6 s.
  const rate = (20 / 4 / 60) * 0.5 * 6;

  it('are what the probe rounds counted, where every way is known', () => {
    for (const time of [0, 100, 400, 9999]) expect(estimator(1).probed(0, time)).toBeCloseTo(rate, 12);
    const { probes } = estimator(1).estimate(0, 100, [], 10);
    expect(Array.from(probes)).toEqual([expect.closeTo(rate * 0.6, 12), expect.closeTo(rate * 0.4, 12)]);
  });

  it('are right on average where only some ways are known', () => {
    const rates = Array.from({ length: 400 }, (_, i) => estimator(0.2, 1, `seed ${i}`).probed(0, 400));
    const mean = rates.reduce((a, b) => a + b, 0) / rates.length;
    expect(Math.abs(mean / rate - 1)).toBeLessThan(0.03);
    expect(new Set(rates).size).toBeGreaterThan(20);
  });
});

describe('arrivals from vehicles on their way', () => {
  const onTheWay: ExpectedArrival[] = [
    { point: 0, vehicle: 1, type: 0, probability: [0.5, 0.25] },
    { point: 0, vehicle: 2, type: 1, probability: [0, 0.75] },
    { point: 1, vehicle: 1, type: 0, probability: [1, 0] },
  ];

  it('add those that nobody could foresee: at first what probe traces have beyond, then as learnt', () => {
    const known = estimator(1);
    const probed = known.probed(0, 100);
    const first = known.estimate(0, 100, onTheWay, 10);
    const foreseen = [0.075, 0.075];
    const beyond = probed - 0.15;
    expect(beyond).toBeGreaterThan(0);
    expect(first.predicted[0]).toBeCloseTo(foreseen[0] + beyond * 0.6, 12);
    expect(first.predicted[1]).toBeCloseTo(foreseen[1] + beyond * 0.4, 12);
    for (let slot = 0; slot < 990; slot++) known.learn(0, 0, 1, slot % 10 === 0 ? 1 : 0);
    expect(known.unforeseen(0)).toBeCloseTo((99 + 10 * beyond) / 1000, 12);
  });

  it('learn the phases of a signal, beginning with flat ones', () => {
    const known = estimator(1, 3);
    expect(Array.from(known.estimate(0, 100, [], 10).profile)).toEqual([1, 1, 1]);
    for (let slot = 0; slot < 3000; slot++) known.learn(0, slot % 3, slot % 3 === 1 ? 2 : 0.5, 0);
    const { profile } = known.estimate(0, 100, [], 10);
    expect(profile.reduce((a, b) => a + b, 0)).toBeCloseTo(3, 12);
    expect(profile[1]).toBeCloseTo(2, 1);
    expect(profile[0]).toBeCloseTo(0.5, 1);
  });

  it('give success and payment of a slot as counting all cases does', () => {
    const unforeseen = 0.2;
    const reports = expectedReports(onTheWay, 0, 1, unforeseen, terms.types);
    // Type 0: one vehicle with .25; type 1: one with .75; and a Poisson number of unforeseen ones.
    const miss = (q: number, share: number, r: number): number => {
      let total = 0;
      let poisson = Math.exp(-unforeseen * share);
      for (let n = 0; n < 30; n++) {
        total += poisson * (1 - r) ** n * (1 - q + q * (1 - r));
        poisson *= (unforeseen * share) / (n + 1);
      }
      return total;
    };
    expect(reports.success[0]).toBeCloseTo(1 - miss(0.25, 0.6, 0.4), 12);
    expect(reports.success[1]).toBeCloseTo(1 - miss(0.75, 0.4, 0.8), 12);
    expect(reports.payment[0]).toBeCloseTo(0.25 + 0.12, 12);
    expect(reports.payment[1]).toBeCloseTo(2.5 * (0.75 + 0.08), 12);
  });
});
