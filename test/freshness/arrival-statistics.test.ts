import { describe, expect, it } from 'vitest';
import { autocorrelation, dispersionIndex } from '../../src/freshness/index.js';
import { RandomStream } from '../../src/random/index.js';

const slots = 40_000;
const draws = (of: (random: RandomStream, slot: number) => number): number[] => {
  const random = new RandomStream('arrivals');
  return Array.from({ length: slots }, (_, slot) => of(random, slot));
};

describe('dispersionIndex', () => {
  it('is 1 - p for Bernoulli, 1 for Poisson, more for platoons', () => {
    expect(dispersionIndex(draws((random) => (random.bernoulli(0.3) ? 1 : 0)))).toBeCloseTo(0.7, 1);
    expect(dispersionIndex(draws((random) => random.poisson(0.5)))).toBeCloseTo(1, 1);
    expect(dispersionIndex(draws((random) => 4 * random.poisson(0.1)))).toBeCloseTo(4, 0);
  });

  it('agrees with a count by hand, and is NaN where there is nothing to say', () => {
    // Mean 1, squares (1 + 0 + 1 + 0) / 3.
    expect(dispersionIndex([0, 1, 2, 1])).toBeCloseTo(2 / 3, 12);
    expect(dispersionIndex([0, 0, 0])).toBeNaN();
    expect(dispersionIndex([3])).toBeNaN();
  });
});

describe('autocorrelation', () => {
  it('is near 0 for independent counts and 1 at the round of a signal', () => {
    const independent = draws((random) => random.poisson(0.5));
    for (const lag of [1, 2, 7]) expect(Math.abs(autocorrelation(independent, lag))).toBeLessThan(0.02);
    const platoons = Array.from({ length: 600 }, (_, slot) => (slot % 6 === 0 ? 3 : 0));
    expect(autocorrelation(platoons, 6)).toBeCloseTo(1, 1);
    expect(autocorrelation(platoons, 3)).toBeCloseTo(-0.2, 1);
  });

  it('agrees with a count by hand, and is NaN where there is nothing to say', () => {
    // Deviations -1, 0, 1, 0: products of neighbours 0 + 0 + 0; two apart -1 + 0; over squares of 2.
    expect(autocorrelation([0, 1, 2, 1], 1)).toBeCloseTo(0, 12);
    expect(autocorrelation([0, 1, 2, 1], 2)).toBeCloseTo(-0.5, 12);
    expect(autocorrelation([2, 2, 2], 1)).toBeNaN();
    expect(autocorrelation([1, 2], 2)).toBeNaN();
  });
});
