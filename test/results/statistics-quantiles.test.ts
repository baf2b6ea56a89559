import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/random/index.js';
import { medianInterval, quantileInterval } from '../../src/results/index.js';

const first = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe('quantileInterval', () => {
  it('takes the order statistics of the tables: n = 10 gives the 2nd and 9th at 97.85 %', () => {
    // P(2 <= B(10, .5) <= 8) = 1 - 2 (1 + 10) / 1024
    const { low, high, level, value } = medianInterval(first(10));
    expect([low, high, value]).toEqual([2, 9, 5.5]);
    expect(level).toBeCloseTo(1 - 22 / 1024, 12);
  });

  it('takes the extremes of six values at 96.875 %, and cannot bound the median of five', () => {
    expect(medianInterval(first(6))).toMatchObject({ low: 1, high: 6 });
    expect(medianInterval(first(6)).level).toBeCloseTo(1 - 2 / 64, 12);
    expect(medianInterval(first(5))).toMatchObject({ low: -Infinity, high: Infinity });
  });

  it('bounds a high quantile from below only, where values are few', () => {
    const { low, high } = quantileInterval(first(30), 0.95);
    expect(low).toBeGreaterThan(20);
    expect(high).toBe(Infinity);
  });

  it('covers at least as often as it says, whatever the distribution', () => {
    const stream = new RandomStream('quantiles');
    const truth = -Math.log(1 - 0.8);
    let covered = 0;
    let level = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const interval = quantileInterval(
        Array.from({ length: 50 }, () => stream.exponential(1)),
        0.8,
        0.9,
      );
      level = interval.level;
      if (interval.low <= truth && truth <= interval.high) covered++;
    }
    expect(level).toBeGreaterThanOrEqual(0.9);
    expect(Math.abs(covered / 2000 - level)).toBeLessThan(0.02);
  });

  it('does not underflow for many values, and refuses what is no probability', () => {
    const { low, high, level } = medianInterval(first(5000));
    expect(level).toBeGreaterThan(0.95);
    expect(level).toBeLessThan(0.953);
    expect((high - low) / 2).toBeCloseTo(1.96 * Math.sqrt(5000 / 4), -1);
    expect(() => quantileInterval([1, 2], 1)).toThrow(RangeError);
  });
});
