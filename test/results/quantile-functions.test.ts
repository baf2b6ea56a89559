import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalReference from '@stdlib/stats-base-dists-normal-quantile';
import tReference from '@stdlib/stats-base-dists-t-quantile';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile, referenceNormalCdf, tQuantile } from '../../src/results/quantile-functions.js';

const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe('quantile functions', () => {
  it('give every digit of the library at the usual probability', () => {
    for (let freedom = 1; freedom <= 60; freedom++)
      expect(tQuantile(0.975, freedom), `${freedom} degrees`).toBe(tReference(0.975, freedom));
    for (const freedom of [0, -1, 0.5, 1.5, 29.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(tQuantile(0.975, freedom), `${freedom} degrees`).toBe(tReference(0.975, freedom));
    expect(normalQuantile(0.975)).toBe(normalReference(0.975, 0, 1));
  });

  it('give every digit of the library anywhere else', () => {
    fc.assert(
      fc.property(probability, fc.double({ min: 0.5, max: 200, noNaN: true }), (p, freedom) => {
        expect(tQuantile(p, freedom)).toBe(tReference(p, freedom));
        expect(tQuantile(p, Math.ceil(freedom))).toBe(tReference(p, Math.ceil(freedom)));
        expect(normalQuantile(p)).toBe(normalReference(p, 0, 1));
        expect(referenceNormalCdf(10 * p - 5)).toBe(normalCdf(10 * p - 5, 0, 1));
      }),
    );
  });
});
