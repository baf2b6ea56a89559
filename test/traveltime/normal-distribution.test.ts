import cdf from '@stdlib/stats-base-dists-normal-cdf';
import { describe, expect, it } from 'vitest';
import { normalCdf, normalCdfOf, normalDensity } from '../../src/traveltime/index.js';

describe('normalCdf', () => {
  it('agrees with an independent implementation to 1e-14, relatively in the lower tail', () => {
    for (let z = -37; z <= 9; z += 0.0137) {
      const truth = cdf(z, 0, 1);
      expect(Math.abs(normalCdf(z) - truth)).toBeLessThan(1e-15);
      expect(Math.abs(normalCdf(z) / truth - 1)).toBeLessThan(2e-13);
    }
  });

  it('is symmetric, monotone across the changes of formula, and ends at 0 and 1', () => {
    for (const at of [0.67448975, 5.656854249492381, 38.6, 0]) {
      for (const z of [at, -at]) {
        expect(normalCdf(z + 1e-9)).toBeGreaterThanOrEqual(normalCdf(z - 1e-9));
        expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 15);
      }
    }
    expect(normalCdf(0)).toBe(0.5);
    expect([normalCdf(-40), normalCdf(40), normalCdf(Infinity), normalCdf(-Infinity)]).toEqual([0, 1, 1, 0]);
  });

  it('has the density as its derivative', () => {
    for (let z = -5; z <= 5; z += 0.37) {
      expect((normalCdf(z + 1e-5) - normalCdf(z - 1e-5)) / 2e-5).toBeCloseTo(normalDensity(z), 9);
    }
  });

  it('steps at the mean when there is no spread', () => {
    expect([9.99, 10, 10.01].map((x) => normalCdfOf(x, 10, 0))).toEqual([0, 1, 1]);
    expect(normalCdfOf(12, 10, 2)).toBe(normalCdf(1));
  });
});
