import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/random/index.js';
import { afterTime, mean, warmUpByMser } from '../../src/results/index.js';

/** A first-order process that begins far from its mean of 0. */
function settling(n: number, start: number, persistence: number, seed: string): number[] {
  const stream = new RandomStream(seed);
  let x = start;
  return Array.from({ length: n }, () => {
    x = persistence * x + stream.normal(0, 1);
    return x;
  });
}

describe('warmUpByMser', () => {
  it('finds the end of a step exactly', () => {
    const values = [
      ...new Array<number>(40).fill(100),
      ...Array.from({ length: 360 }, (_, i) => (i % 5) - 2),
    ];
    expect(warmUpByMser(values)).toEqual({ truncate: 40, settled: true });
  });

  it('leaves a stationary output nearly whole, and a constant one whole', () => {
    const { truncate, settled } = warmUpByMser(settling(2000, 0, 0.5, 'stationary'));
    expect(settled).toBe(true);
    expect(truncate).toBeLessThan(700);
    expect(warmUpByMser(new Array<number>(100).fill(3))).toEqual({ truncate: 0, settled: true });
  });

  it('takes the bias out of the mean', () => {
    const errors = Array.from({ length: 40 }, (_, i) => {
      const values = settling(1000, 200, 0.97, `biased ${i}`);
      return [mean(values), mean(values.slice(warmUpByMser(values).truncate))];
    });
    const whole = mean(errors.map(([w]) => w));
    const rest = mean(errors.map(([, r]) => r));
    expect(whole).toBeGreaterThan(5);
    expect(Math.abs(rest)).toBeLessThan(1.5);
  });

  it('says when an output never settles', () => {
    expect(warmUpByMser(Array.from({ length: 500 }, (_, i) => i)).settled).toBe(false);
    expect(() => warmUpByMser([1, 2, 3])).toThrow(RangeError);
  });

  it('is what the definition says', () => {
    const values = settling(200, 30, 0.9, 'definition');
    const means = Array.from({ length: 40 }, (_, b) => mean(values.slice(5 * b, 5 * b + 5)));
    const error = (d: number): number => {
      const rest = means.slice(d);
      return rest.reduce((s, v) => s + (v - mean(rest)) ** 2, 0) / rest.length ** 2;
    };
    const { truncate } = warmUpByMser(values);
    for (let d = 0; d <= 20; d++) expect(error(truncate / 5)).toBeLessThanOrEqual(error(d) + 1e-12);
  });
});

describe('afterTime', () => {
  it('keeps what begins at the time or later', () => {
    expect([...afterTime([0, 5, 10, 15], [1, 2, 3, 4], 10)]).toEqual([3, 4]);
    expect(() => afterTime([0], [1, 2], 0)).toThrow(/a time each/);
  });
});
