import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/random/index.js';
import { meanInterval, pairedAgainst, pairedComparison } from '../../src/results/index.js';

describe('pairedComparison', () => {
  it('knows correlation and the variance that common random numbers save', () => {
    const a = [1, 2, 3, 4];
    const b = [2, 4, 6, 8];
    const { difference, correlation, varianceRatio } = pairedComparison(b, a);
    expect(difference.mean).toBe(2.5);
    expect(correlation).toBeCloseTo(1, 12);
    // var(b - a) / (var a + var b) = 1 / (1 + 4)
    expect(varianceRatio).toBeCloseTo(0.2, 12);
    expect(pairedComparison(a, [...a].reverse()).varianceRatio).toBeCloseTo(2, 12);
  });

  it('tells a small difference apart that independent series hide', () => {
    const stream = new RandomStream('crn');
    const common = Array.from({ length: 30 }, () => stream.normal(100, 20));
    const a = common.map((v) => v + 1 + stream.normal(0, 0.5));
    const paired = pairedComparison(a, common).difference;
    expect(paired.low).toBeGreaterThan(0);
    expect(meanInterval(a).low).toBeLessThan(meanInterval(common).mean);
  });
});

describe('pairedAgainst', () => {
  it('widens the intervals so that they hold together', () => {
    const stream = new RandomStream('bonferroni');
    let allCovered = 0;
    let singleCovered = 0;
    const trials = 1500;
    for (let trial = 0; trial < trials; trial++) {
      const reference = Array.from({ length: 12 }, () => stream.normal(0, 1));
      const series = Array.from({ length: 5 }, () => reference.map((v) => v + stream.normal(2, 1)));
      const covers = ({ low, high }: { low: number; high: number }): boolean => low <= 2 && 2 <= high;
      if (pairedAgainst(reference, series).every(({ difference }) => covers(difference))) allCovered++;
      if (series.every((s) => covers(pairedComparison(s, reference).difference))) singleCovered++;
    }
    expect(allCovered / trials).toBeGreaterThan(0.94);
    expect(singleCovered / trials).toBeLessThan(0.85);
  });
});
