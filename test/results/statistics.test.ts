import fc from 'fast-check';
import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import {
  bootstrapInterval,
  mean,
  meanInterval,
  pairedDifference,
  quantile,
  quantiles,
  standardDeviation,
} from '../../src/results/index.js';

describe('meanInterval', () => {
  it("is Student's: t_{.975, 4} = 2.776445105", () => {
    const { mean: centre, low, high, sd, n } = meanInterval([1, 2, 3, 4, 5]);
    expect([centre, n]).toEqual([3, 5]);
    expect(sd).toBeCloseTo(Math.sqrt(2.5), 12);
    expect(high - centre).toBeCloseTo((2.7764451051977987 * Math.sqrt(2.5)) / Math.sqrt(5), 9);
    expect(centre - low).toBeCloseTo(high - centre, 12);
  });

  it('says nothing from one value, and refuses a level that is none', () => {
    expect(meanInterval([7])).toEqual({ mean: 7, low: -Infinity, high: Infinity, sd: Number.NaN, n: 1 });
    expect(meanInterval([]).mean).toBeNaN();
    expect(() => meanInterval([1, 2], 95)).toThrow(RangeError);
  });

  it('covers the true mean about as often as it says', () => {
    const random = seedrandom.alea('coverage');
    let covered = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const values = Array.from(
        { length: 8 },
        () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
      );
      const { low, high } = meanInterval(values, 0.9);
      if (low <= 0 && high >= 0) covered++;
    }
    expect(covered / 2000).toBeGreaterThan(0.88);
    expect(covered / 2000).toBeLessThan(0.92);
  });

  it('sums what loses digits in a plain loop', () => {
    expect(mean([1e16, 1, 1, 1, 1])).toBe((1e16 + 4) / 5);
    expect(standardDeviation([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBe(1);
  });
});

describe('pairedDifference', () => {
  it('is narrow where both vary together', () => {
    const base = [10, 50, 20, 90, 70];
    const better = base.map((v, i) => v + 1 + (i % 2) / 10);
    const difference = pairedDifference(better, base);
    expect(difference.mean).toBeCloseTo(1.04, 12);
    expect(difference.low).toBeGreaterThan(0.9);
    expect(() => pairedDifference([1], [1, 2])).toThrow(/equal lengths/);
  });
});

describe('quantiles', () => {
  it('are those of R and NumPy (type 7)', () => {
    expect(quantiles([15, 20, 35, 40, 50], [0, 0.05, 0.3, 0.4, 0.5, 1])).toEqual([15, 16, 23, 29, 35, 50]);
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantile([1, Infinity, Infinity], 0.75)).toBe(Infinity);
    expect(() => quantile([1], 1.5)).toThrow(RangeError);
  });

  it('lie between the least and the greatest and grow with p', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, p, q) => {
          const [low, high] = quantiles(values, [Math.min(p, q), Math.max(p, q)]);
          expect(low).toBeLessThanOrEqual(high + 1e-6);
          expect(low).toBeGreaterThanOrEqual(Math.min(...values));
          expect(high).toBeLessThanOrEqual(Math.max(...values));
        },
      ),
    );
  });
});

describe('bootstrapInterval', () => {
  const values = Array.from({ length: 60 }, (_, i) => (i * 37) % 61);

  it('is the same for the same stream, and near the t interval for a mean', () => {
    const once = bootstrapInterval(values, { random: seedrandom.alea('a') });
    expect(bootstrapInterval(values, { random: seedrandom.alea('a') })).toEqual(once);
    const t = meanInterval(values);
    expect(once.mean).toBeCloseTo(t.mean, 12);
    expect(Math.abs(once.low - t.low)).toBeLessThan(1);
    expect(Math.abs(once.high - t.high)).toBeLessThan(1);
  });

  it('takes any statistic', () => {
    const {
      mean: median,
      low,
      high,
    } = bootstrapInterval(values, {
      random: seedrandom.alea('b'),
      statistic: (sample) => quantile(sample, 0.5),
    });
    expect(median).toBe(quantile(values, 0.5));
    expect(low).toBeLessThan(median);
    expect(high).toBeGreaterThan(median);
  });

  it('says nothing from one value', () => {
    expect(bootstrapInterval([3], { random: () => 0.5 })).toMatchObject({
      mean: 3,
      low: -Infinity,
      high: Infinity,
    });
  });
});
