import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { describe, expect, it } from 'vitest';
import { DistributionError, RandomStreams, zipfTable } from '../../src/random/index.js';

const N = 40_000;
const random = new RandomStreams('distributions');

/** Kolmogorov-Smirnov statistic times sqrt(n) of a sample against a continuous distribution. */
function kolmogorov(sample: readonly number[], cdf: (x: number) => number): number {
  const sorted = Float64Array.from(sample).sort();
  let distance = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    distance = Math.max(distance, p - i / sorted.length, (i + 1) / sorted.length - p);
  });
  return distance * Math.sqrt(sorted.length);
}

/** Chi-square statistic of counts against probabilities, cells of small expectation pooled, as a standard normal (Wilson-Hilferty). */
function chiSquareScore(sample: readonly number[], probability: (k: number) => number): number {
  const counts = new Map<number, number>();
  for (const k of sample) counts.set(k, (counts.get(k) ?? 0) + 1);
  const [low, high] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
  let [statistic, cells, seen, expected, seenAll, expectedAll] = [0, 0, 0, 0, 0, 0];
  for (let k = low; k <= high; k++) {
    seen += counts.get(k) ?? 0;
    expected += probability(k) * sample.length;
    if (expected >= 10) {
      statistic += (seen - expected) ** 2 / expected;
      cells++;
      seenAll += seen;
      expectedAll += expected;
      [seen, expected] = [0, 0];
    }
  }
  const rest = sample.length - expectedAll;
  if (rest > 1) {
    statistic += (sample.length - seenAll - rest) ** 2 / rest;
    cells++;
  }
  const df = cells - 1;
  return (Math.cbrt(statistic / df) - (1 - 2 / (9 * df))) / Math.sqrt(2 / (9 * df));
}

const logFactorial = (n: number): number => {
  let sum = 0;
  for (let i = 2; i <= n; i++) sum += Math.log(i);
  return sum;
};

describe('continuous draws follow their distributions (Kolmogorov-Smirnov, 1e-4)', () => {
  const cases: [string, () => number, (x: number) => number][] = [
    ['next', () => random.stream('next').next(), (x) => x],
    ['uniform', () => random.stream('uniform').uniform(-3, 5), (x) => (x + 3) / 8],
    ['normal', () => random.stream('normal').normal(4, 2), (x) => normalCdf(x, 4, 2)],
    ['logNormal', () => random.stream('logNormal').logNormal(1, 0.7), (x) => normalCdf(Math.log(x), 1, 0.7)],
    ['exponential', () => random.stream('exponential').exponential(0.25), (x) => 1 - Math.exp(-x / 4)],
  ];
  it.each(cases)('%s', (_, draw, cdf) => {
    const sample = Array.from({ length: N }, draw);
    expect(kolmogorov(sample, cdf)).toBeLessThan(2.23);
  });
});

describe('whole-number draws follow their distributions (chi-square, 1e-4)', () => {
  const poisson = (mean: number) => (k: number) =>
    k < 0 ? 0 : Math.exp(k * Math.log(mean) - mean - logFactorial(k));
  const binomial = (n: number, p: number) => (k: number) =>
    k < 0 || k > n
      ? 0
      : Math.exp(
          logFactorial(n) -
            logFactorial(k) -
            logFactorial(n - k) +
            k * Math.log(p) +
            (n - k) * Math.log1p(-p),
        );
  const table = zipfTable(30, 1.3);
  const cases: [string, () => number, (k: number) => number][] = [
    ['integer', () => random.stream('integer').integer(-2, 8), () => 1 / 11],
    ['poisson of a small mean', () => random.stream('p1').poisson(2.5), poisson(2.5)],
    ['poisson of a large mean', () => random.stream('p2').poisson(60), poisson(60)],
    ['binomial of few trials', () => random.stream('b1').binomial(12, 0.2), binomial(12, 0.2)],
    ['binomial of many trials', () => random.stream('b2').binomial(300, 0.7), binomial(300, 0.7)],
    ['zipf', () => random.stream('zipf').zipf(30, 1.3), (k) => table[k - 1] - (k > 1 ? table[k - 2] : 0)],
    ['bernoulli', () => Number(random.stream('bernoulli').bernoulli(0.3)), (k) => (k === 1 ? 0.3 : 0.7)],
    ['choice', () => random.stream('choice').choice([0, 1, 2, 3, 4, 5, 6]), () => 1 / 7],
  ];
  it.each(cases)('%s', (_, draw, probability) => {
    const sample = Array.from({ length: N }, draw);
    expect(Math.abs(chiSquareScore(sample, probability))).toBeLessThan(3.9);
  });
});

describe('orders', () => {
  const rank = (order: readonly number[]): number => order.reduce((code, item) => code * 10 + item, 0);

  it('shuffle gives all orders equally often and leaves its argument alone', () => {
    const items = [0, 1, 2, 3] as const;
    const counts = new Map<number, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = rank(random.stream('shuffle').shuffle(items));
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const statistic = [...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
    expect(statistic).toBeLessThan(57.1); // 1e-4 quantile of 23 degrees of freedom
    expect(items).toEqual([0, 1, 2, 3]);
  });

  it('sample gives all ordered choices equally often', () => {
    const counts = new Map<number, number>();
    for (let i = 0; i < 12_000; i++) {
      const pair = random.stream('sample').sample([1, 2, 3, 4], 2);
      expect(pair[0]).not.toBe(pair[1]);
      counts.set(rank(pair), (counts.get(rank(pair)) ?? 0) + 1);
    }
    expect(counts.size).toBe(12);
    const statistic = [...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
    expect(statistic).toBeLessThan(37.4); // 1e-4 quantile of 11 degrees of freedom
  });
});

describe('edges', () => {
  const s = random.stream('edges');

  it('degenerate parameters give their only value', () => {
    expect([s.uniform(3, 3), s.integer(4, 4), s.normal(5, 0), s.poisson(0), s.binomial(0, 0.5)]).toEqual([
      3, 4, 5, 0, 0,
    ]);
    expect([s.binomial(9, 0), s.binomial(9, 1), s.zipf(1, 2), s.bernoulli(0), s.bernoulli(1)]).toEqual([
      0,
      9,
      1,
      false,
      true,
    ]);
    expect([s.shuffle([]), s.sample(['a'], 1)]).toEqual([[], ['a']]);
    expect(zipfTable(4, 0)).toEqual(Float64Array.of(0.25, 0.5, 0.75, 1));
  });

  it('parameters out of range are refused by name', () => {
    const refused: [() => unknown, RegExp][] = [
      [() => s.uniform(1, 0), /uniform: high is 0: must be a finite number of at least 1/],
      [() => s.uniform(Number.NaN, 0), /uniform: low is NaN/],
      [() => s.integer(1.5, 3), /integer: low is 1.5/],
      [() => s.integer(3, 2), /integer: high is 2/],
      [() => s.bernoulli(1.1), /bernoulli: probability is 1.1: must be a number from 0 to 1/],
      [() => s.normal(0, -1), /normal: standardDeviation is -1/],
      [() => s.logNormal(Number.NaN, 1), /logNormal: meanOfLog is NaN/],
      [() => s.exponential(0), /exponential: rate is 0: must be a finite number above 0/],
      [() => s.poisson(-1), /poisson: mean is -1/],
      [() => s.binomial(2.5, 0.5), /binomial: trials is 2.5/],
      [() => s.binomial(2, Number.NaN), /binomial: probability is NaN/],
      [() => s.zipf(0, 1), /zipf: size is 0/],
      [() => s.zipf(5, -1), /zipf: exponent is -1/],
      [() => s.choice([]), /choice: items is empty/],
      [() => s.sample([1, 2], 3), /sample: count is 3: must be a whole number from 0 to 2/],
    ];
    for (const [call, message] of refused) {
      expect(call).toThrow(DistributionError);
      expect(call).toThrow(message);
    }
  });
});
