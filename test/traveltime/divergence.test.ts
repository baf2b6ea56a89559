import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binProbabilities,
  binsFor,
  histogram,
  klDivergence,
  normalCdfOf,
  tripDivergence,
} from '../../src/traveltime/index.js';
import { normals } from './simulated-trips.js';

describe('klDivergence', () => {
  it('agrees with numbers worked out by hand', () => {
    expect(klDivergence([1, 1], [1, 3])).toBeCloseTo(0.5 * Math.log(2) + 0.5 * Math.log(2 / 3), 12);
    expect(klDivergence([0, 5], [1, 1])).toBeCloseTo(Math.log(2), 12);
    expect(klDivergence([1, 1], [0, 1])).toBe(Number.POSITIVE_INFINITY);
  });

  it('is not negative, 0 for equal shares, and indifferent to scale', () => {
    const weights = fc.array(fc.double({ min: 0.01, max: 9, noNaN: true }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(weights, weights, (p, q) => {
        expect(klDivergence(p, q)).toBeGreaterThanOrEqual(0);
        expect(
          klDivergence(
            p,
            p.map((x) => 7 * x),
          ),
        ).toBeCloseTo(0, 12);
        expect(
          klDivergence(
            p.map((x) => 3 * x),
            q,
          ),
        ).toBeCloseTo(klDivergence(p, q), 12);
      }),
    );
  });

  it('refuses bins that do not match and distributions without mass', () => {
    expect(() => klDivergence([1], [1, 2])).toThrow(/1 bins against 2/);
    expect(() => klDivergence([0, 0], [1, 2])).toThrow(/without mass/);
    expect(() => binsFor([], 10)).toThrow(RangeError);
  });
});

describe('tripDivergence', () => {
  it('puts times into bins at whole multiples of the width', () => {
    const bins = binsFor([31, 40, 59.9], 10);
    expect(bins).toEqual({ from: 30, width: 10, count: 3 });
    expect([...histogram([31, 40, 59.9, 5, 99], bins)]).toEqual([2, 1, 2]);
    const p = binProbabilities((t) => normalCdfOf(t, 45, 5), bins);
    expect(p.reduce((a, b) => a + b)).toBeCloseTo(1, 15);
    expect(p[1]).toBeCloseTo(0.6827, 4);
  });

  it('is the smaller the nearer the prediction is', () => {
    const normal = normals('divergence');
    const times = Float64Array.from({ length: 200 }, () => 150 + 20 * normal());
    const at = (mean: number, sd: number): number => tripDivergence(times, (t) => normalCdfOf(t, mean, sd));
    expect(at(150, 20)).toBeLessThan(0.05);
    expect(at(160, 20)).toBeGreaterThan(at(150, 20));
    expect(at(190, 20)).toBeGreaterThan(at(160, 20));
    expect(at(150, 5)).toBeGreaterThan(at(150, 20));
    expect(at(9000, 1)).toBeLessThan(10);
  });
});
