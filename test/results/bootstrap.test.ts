import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/random/index.js';
import { bootstrapInterval, pairedBootstrap, quantile, standardDeviation } from '../../src/results/index.js';

const uniform = (seed: string): (() => number) => {
  const stream = new RandomStream(seed);
  return () => stream.next();
};

describe('bootstrapInterval', () => {
  it('gives the same for the same stream', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    for (const method of ['percentile', 'bca'] as const) {
      const a = bootstrapInterval(values, { random: uniform('x'), method });
      expect(bootstrapInterval(values, { random: uniform('x'), method })).toEqual(a);
      expect(bootstrapInterval(values, { random: uniform('y'), method })).not.toEqual(a);
    }
  });

  it('is nearly the normal interval for the mean of many values', () => {
    const stream = new RandomStream('values');
    const values = Array.from({ length: 1000 }, () => stream.normal(10, 3));
    const half = (1.959964 * standardDeviation(values)) / Math.sqrt(1000);
    for (const method of ['percentile', 'bca'] as const) {
      const { low, high, mean } = bootstrapInterval(values, {
        random: uniform(method),
        resamples: 2000,
        method,
      });
      expect(mean - low).toBeCloseTo(half, 1.5);
      expect(high - mean).toBeCloseTo(half, 1.5);
    }
  });

  it('misses a skewed mean on both sides more evenly by BCa than by percentiles', () => {
    const stream = new RandomStream('coverage');
    const misses = { percentile: [0, 0], bca: [0, 0] };
    const trials = 500;
    for (let trial = 0; trial < trials; trial++) {
      const values = Array.from({ length: 20 }, () => stream.exponential(1));
      for (const method of ['percentile', 'bca'] as const) {
        const { low, high } = bootstrapInterval(values, {
          random: uniform(`${trial}`),
          method,
          resamples: 400,
        });
        if (high < 1) misses[method][0]++;
        if (low > 1) misses[method][1]++;
      }
    }
    const imbalance = ([above, below]: number[]): number => above - below;
    expect(imbalance(misses.percentile)).toBeGreaterThan(imbalance(misses.bca));
    // Both cover less than 95 % with 20 so skewed values: BCa in about 91 % of 3000 trials.
    const covered = 1 - (misses.bca[0] + misses.bca[1]) / trials;
    expect(Math.abs(covered - 0.91)).toBeLessThan(0.045);
  });

  it('agrees with BCa worked out from its formula', () => {
    const values = [1, 2, 3, 10];
    // The acceleration of a mean is sum d^3 / (6 (sum d^2)^1.5) with d = value - mean: here 162 / (6 * 50^1.5).
    const a = 162 / (6 * 50 ** 1.5);
    const replicates: number[] = [];
    const record = (sample: Float64Array): number => {
      const value = sample.reduce((s, v) => s + v, 0) / sample.length;
      replicates.push(value);
      return value;
    };
    const resamples = 999;
    const interval = bootstrapInterval(values, {
      random: uniform('f'),
      method: 'bca',
      statistic: record,
      resamples,
    });
    // The first value is that of the sample itself, the last four are the jackknife's.
    const resampled = replicates.slice(1, resamples + 1);
    const below = resampled.filter((v) => v < 4).length + resampled.filter((v) => v === 4).length / 2;
    const bias = normalQuantile(below / resamples, 0, 1);
    const ends = [0.025, 0.975].map((p) => {
      const z = bias + normalQuantile(p, 0, 1);
      return quantile(resampled, normalCdf(bias + z / (1 - a * z), 0, 1));
    });
    expect([interval.low, interval.high]).toEqual(ends.map((end) => expect.closeTo(end, 12) as number));
    expect(interval.high).toBeGreaterThan(quantile(resampled, 0.975));
  });

  it('is a point for values that are all alike, and without end for one value', () => {
    expect(bootstrapInterval([2, 2, 2], { random: uniform('c'), method: 'bca' })).toMatchObject({
      low: 2,
      high: 2,
    });
    expect(bootstrapInterval([2], { random: uniform('c') })).toMatchObject({
      low: -Infinity,
      high: Infinity,
    });
  });
});

describe('pairedBootstrap', () => {
  it('covers the difference of medians on common random numbers, more narrowly than apart', () => {
    const stream = new RandomStream('pairs');
    const base = Array.from({ length: 60 }, () => stream.exponential(0.1));
    const better = base.map((v) => v + 1 + stream.normal(0, 0.1));
    const median = (sample: Float64Array): number => quantile(sample, 0.5);
    const paired = pairedBootstrap(better, base, { random: uniform('p'), statistic: median });
    expect(paired.low).toBeLessThan(1);
    expect(paired.high).toBeGreaterThan(1);
    expect(paired.n).toBe(60);
    const alone = bootstrapInterval(better, { random: uniform('p'), statistic: median });
    expect(paired.high - paired.low).toBeLessThan((alone.high - alone.low) / 2);
    expect(() => pairedBootstrap([1], [1, 2], { random: uniform('p') })).toThrow(/equal lengths/);
  });
});
