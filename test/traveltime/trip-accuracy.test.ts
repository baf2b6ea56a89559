import { describe, expect, it } from 'vitest';
import { pathOfTable, predictTrip, type TripPath, tripPredictor } from '../../src/traveltime/index.js';
import { fractions, moments, simulateTrips } from './simulated-trips.js';

const estimators = ['paper', 'mixture', 'coupled', 'grid'] as const;
const boundaries = [60, 120, 180, 240, 300];

/** Congestion that builds up, clears, or stays, over six links. */
function scenario(kind: 'builds' | 'clears' | 'steady'): TripPath {
  const table = Array.from({ length: 6 }, (_, n) =>
    Array.from({ length: 8 }, (_, slot): [number, number] => {
      const jam = { builds: slot / 7, clears: 1 - slot / 7, steady: 0.4 }[kind];
      const mean = 22 + 3 * n + 40 * jam;
      return [mean, 0.22 * mean];
    }),
  );
  return pathOfTable(table, 50, 0.6);
}

describe('against Monte Carlo of the same model', () => {
  const worst: Record<string, Record<string, number>> = {};
  it.each(['builds', 'clears', 'steady'] as const)('traffic that %s', (kind) => {
    const path = scenario(kind);
    const gamma = fractions(6, 0.6, 5, 0.5);
    const draws = 120_000;
    const times = simulateTrips(path, gamma, 8, draws, `trips/${kind}`);
    const truth = moments(times);
    const K = [100, 150, 200, 250, 300, 350];
    const q = K.map((t, k) => times.filter((x) => x <= t && x > (k === 0 ? 0 : K[k - 1])).length / draws);
    worst[kind] = {};
    for (const estimator of estimators) {
      const [result] = predictTrip(path, [{ linkFractions: gamma, processingTime: 8 }], K, estimator).tasks;
      worst[kind][estimator] = Math.max(...q.map((x, k) => Math.abs(x - result.completion[k])));
      if (estimator === 'grid' || estimator === 'coupled') {
        expect(Math.abs(result.mean - truth.mean)).toBeLessThan(estimator === 'grid' ? 0.5 : 1.5);
        expect(Math.abs(result.sd / truth.sd - 1)).toBeLessThan(estimator === 'grid' ? 0.02 : 0.06);
      }
    }
    expect(worst[kind].grid).toBeLessThan(0.005);
    expect(worst[kind].coupled).toBeLessThan(0.03);
  });

  it('coupled is nearer than mixture where entry time and link time go together', () => {
    for (const kind of ['builds', 'clears']) expect(worst[kind].coupled).toBeLessThan(worst[kind].mixture);
  });

  it('has the covariance of a normal entry time and the link time', () => {
    // Two links: the entry time of the second is normal, so the closed form is exact.
    const path = pathOfTable(
      [
        [
          [50, 12],
          [1, 1],
          [1, 1],
        ],
        [
          [20, 2],
          [70, 5],
          [30, 3],
        ],
      ],
      45,
    );
    const times = simulateTrips(path, [1, 1], 0, 400_000, 'two links');
    const { mean, sd } = moments(times);
    const coupled = tripPredictor(path, 'coupled').task(1, 1, 0, boundaries);
    expect(Math.abs(coupled.mean - mean)).toBeLessThan(0.15);
    expect(Math.abs(coupled.sd - sd)).toBeLessThan(0.1);
    expect(Math.abs(tripPredictor(path, 'mixture').task(1, 1, 0, boundaries).sd - sd)).toBeGreaterThan(1);
    const half = moments(simulateTrips(path, [1, 0.5], 0, 400_000, 'half'));
    expect(Math.abs(tripPredictor(path, 'coupled').task(1, 0.5, 0, boundaries).sd - half.sd)).toBeLessThan(
      0.1,
    );
  });
});
