import { describe, expect, it } from 'vitest';
import { StudyResults } from '../../../../sim/index.js';
import { resampledInterval } from '../../../../sim/studies/engine/resampled-interval.js';
import { RandomStream } from '../../../../src/random/index.js';

describe('resampledInterval', () => {
  it('is the value with the spread of its replicates, however biased they are', () => {
    const replicates = Array.from({ length: 101 }, (_, i) => 7 + (i - 50) / 100);
    const { mean, low, high, n } = resampledInterval([3, ...replicates], 0.9);
    expect(mean).toBe(3);
    expect(low).toBeCloseTo(3 - 0.45, 9);
    expect(high).toBeCloseTo(3 + 0.45, 9);
    expect(n).toBe(102);
  });

  it('has no ends without replicates', () => {
    expect(resampledInterval([3])).toMatchObject({
      mean: 3,
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    });
    expect(resampledInterval([]).mean).toBeNaN();
  });

  it('covers the expectation of a biased statistic about as often as it says', () => {
    // The sum of squared deviations from 0 of a mean: biased upwards by its variance, and again by that of resampling.
    const random = new RandomStream('coverage');
    const statistic = (sample: readonly number[]): number =>
      (sample.reduce((a, b) => a + b, 0) / sample.length) ** 2;
    const n = 40;
    const expectation = 1 + 1 / n;
    let covered = 0;
    for (let trial = 0; trial < 300; trial++) {
      const data = Array.from({ length: n }, () => random.normal(1, 1));
      const values = [
        statistic(data),
        ...Array.from({ length: 200 }, () => statistic(data.map(() => data[random.integer(0, n - 1)]))),
      ];
      const { low, high } = resampledInterval(values);
      if (low <= expectation && expectation <= high) covered++;
    }
    expect(covered / 300).toBeGreaterThan(0.88);
    expect(covered / 300).toBeLessThan(0.99);
  });
});

describe('StudyResults of resamples', () => {
  it('gives estimates and paired differences by replicates', () => {
    const noise = Array.from({ length: 50 }, (_, i) => ((i * 37) % 50) / 10);
    const values = new Map([
      ['a', new Map([['m', [10, ...noise.map((x) => 11 + x)]]])],
      ['b', new Map([['m', [8, ...noise.map((x) => 9.5 + x)]]])],
    ]);
    const results = new StudyResults({
      points: [{}],
      series: ['a', 'b'],
      measures: ['m'],
      values: [values],
      resampled: true,
    });
    expect(results.estimate({ series: 'a' }).mean).toBe(10);
    const gap = results.difference({ series: 'a' }, { series: 'b' });
    // What both share cancels: every replicate of the difference is 1.5.
    expect(gap).toMatchObject({ mean: 2, low: 2, high: 2 });
  });
});
