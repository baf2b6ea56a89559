import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/random/index.js';
import { isPrecise, nextDecision, type StoppingRule, untilPrecise } from '../../src/results/index.js';

describe('nextDecision', () => {
  it('falls at fixed numbers: the least, then a batch more each time, at last the most', () => {
    const rule: StoppingRule = { relative: 0.1, least: 10, batch: 4, most: 21 };
    const decisions = [0];
    while ((decisions.at(-1) ?? 0) < 21) decisions.push(nextDecision(decisions.at(-1) ?? 0, rule));
    expect(decisions).toEqual([0, 10, 14, 18, 21]);
    // From any number in between (a run resumed in mid-batch) it falls at the same places.
    expect([3, 11, 13, 20, 21].map((n) => nextDecision(n, rule))).toEqual([10, 14, 14, 21, 21]);
  });

  it('refuses rules that make no sense', () => {
    for (const rule of [
      {},
      { relative: 0 },
      { relative: 0.1, absolute: 1 },
      { absolute: 1, least: 1 },
      { absolute: 1, most: 5 },
    ])
      expect(() => nextDecision(0, rule)).toThrow(RangeError);
  });
});

describe('isPrecise', () => {
  it('compares the half-width with the mean, or with a number', () => {
    expect(isPrecise({ mean: 100, low: 98, high: 102 }, { relative: 0.02 })).toBe(true);
    expect(isPrecise({ mean: 100, low: 97, high: 103 }, { relative: 0.02 })).toBe(false);
    expect(isPrecise({ mean: -100, low: -102, high: -98 }, { relative: 0.02 })).toBe(true);
    expect(isPrecise({ mean: 0, low: -1, high: 1 }, { relative: 0.02 })).toBe(false);
    expect(isPrecise({ mean: 0, low: -1, high: 1 }, { absolute: 1 })).toBe(true);
    expect(isPrecise({ mean: 0, low: -Infinity, high: Infinity }, { absolute: 1 })).toBe(false);
  });
});

describe('untilPrecise', () => {
  const values = (seed: string, mean = 10) => {
    const stream = new RandomStream(seed);
    return (from: number, to: number): number[] =>
      Array.from({ length: to - from }, () => stream.normal(mean, 2));
  };

  it('stops at the first boundary at which the interval is narrow, and not before', async () => {
    const rule = { relative: 0.05, least: 10, batch: 10, most: 500 };
    const asked: number[] = [];
    const draw = values('stop');
    const found = await untilPrecise(rule, (from, to) => {
      asked.push(to);
      return draw(from, to);
    });
    expect(found.precise).toBe(true);
    expect((found.high - found.low) / 2).toBeLessThanOrEqual(0.05 * found.mean);
    expect(found.values).toHaveLength(asked.at(-1) ?? 0);
    expect(asked).toEqual(asked.map((_, i) => 10 * (i + 1)));
    // sd / mean = .2, so n of about (1.96 * .2 / .05)^2 = 61
    expect(found.n).toBeGreaterThanOrEqual(30);
    expect(found.n).toBeLessThanOrEqual(110);
  });

  it('says so when the most was not enough', async () => {
    const found = await untilPrecise({ absolute: 0.001, least: 5, most: 12 }, values('never'));
    expect([found.n, found.precise]).toEqual([12, false]);
  });

  it('covers somewhat less often than its level, as its documentation says', async () => {
    const rule = { relative: 0.05, least: 10, batch: 10, most: 1000 };
    const trials = 1500;
    let covered = 0;
    for (let trial = 0; trial < trials; trial++) {
      const { low, high } = await untilPrecise(rule, values(`coverage ${trial}`));
      if (low <= 10 && 10 <= high) covered++;
    }
    expect(covered / trials).toBeGreaterThan(0.9);
    expect(covered / trials).toBeLessThan(0.955);
  });
});
