import { describe, expect, it } from 'vitest';
import { drawArrivals, rateAt } from '../../../sim/traffic/arrivals.js';
import { RandomStreams } from '../../../src/random/index.js';

const stream = (seed: string) => new RandomStreams(seed).stream('traffic/arrivals');
const counts = (departs: readonly number[], end: number): number[] => {
  const perSecond = new Array<number>(end).fill(0);
  for (const depart of departs) perSecond[depart]++;
  return perSecond;
};
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: readonly number[]): number => {
  const centre = mean(values);
  return mean(values.map((x) => (x - centre) ** 2));
};

describe('rateAt', () => {
  it('is the rate of the latest period that has begun, in whatever order they stand', () => {
    const rate = [
      { from: 120, rate: 60 },
      { from: 10, rate: 6 },
    ];
    expect([0, 9.9, 10, 119, 120, 999].map((time) => rateAt(rate, time))).toEqual([0, 0, 6, 6, 60, 60]);
    expect(rateAt(30, 77)).toBe(30);
  });
});

describe('drawArrivals', () => {
  const end = 40_000;
  const settings = { routes: 'pool', rate: 90, trials: 3 };
  const draw = (process: 'binomial' | 'poisson') =>
    drawArrivals({ ...settings, process }, 7, end, stream('a'));

  // 1.5 departures per second; four standard errors of the mean, and of the variance.
  it('has the mean and the variance of the binomial law', () => {
    const perSecond = counts(
      draw('binomial').map(({ depart }) => depart),
      end,
    );
    expect(Math.abs(mean(perSecond) - 1.5)).toBeLessThan(4 * Math.sqrt(0.75 / end));
    expect(Math.abs(variance(perSecond) - 0.75)).toBeLessThan(0.025);
    expect(Math.max(...perSecond)).toBe(3);
  });

  it('has the mean and the variance of the Poisson law', () => {
    const perSecond = counts(
      draw('poisson').map(({ depart }) => depart),
      end,
    );
    expect(Math.abs(mean(perSecond) - 1.5)).toBeLessThan(4 * Math.sqrt(1.5 / end));
    expect(Math.abs(variance(perSecond) - 1.5)).toBeLessThan(0.06);
    expect(Math.max(...perSecond)).toBeGreaterThan(5);
  });

  it('takes every route of the pool equally often, and no other', () => {
    const arrivals = draw('poisson');
    const ofRoute = new Array<number>(7).fill(0);
    for (const { route } of arrivals) ofRoute[route]++;
    expect(ofRoute).toHaveLength(7);
    const expected = arrivals.length / 7;
    // Chi-square with 6 degrees of freedom: beyond 27.9 once in 10 000.
    expect(ofRoute.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)).toBeLessThan(27.9);
  });

  it('follows piecewise rates, in order of time, and ends before the end', () => {
    const rate = [
      { from: 0, rate: 0 },
      { from: 1000, rate: 120 },
      { from: 2000, rate: 12 },
    ];
    const departs = drawArrivals({ ...settings, process: 'poisson', rate }, 1, 3000, stream('b')).map(
      ({ depart }) => depart,
    );
    expect(departs).toEqual([...departs].sort((a, b) => a - b));
    const within = (from: number, to: number): number => departs.filter((t) => t >= from && t < to).length;
    expect(within(0, 1000)).toBe(0);
    expect(Math.abs(within(1000, 2000) - 2000)).toBeLessThan(4 * Math.sqrt(2000));
    expect(Math.abs(within(2000, 3000) - 200)).toBeLessThan(4 * Math.sqrt(200));
    expect(Math.max(...departs)).toBeLessThan(3000);
  });

  it('is the same for the same seed and another for another', () => {
    const of = (seed: string) => drawArrivals({ ...settings, process: 'binomial' }, 7, 100, stream(seed));
    expect(of('x')).toEqual(of('x'));
    expect(of('x')).not.toEqual(of('y'));
  });

  it('refuses more departures than trials', () => {
    const tooMany = { ...settings, process: 'binomial' as const, rate: 181 };
    expect(() => drawArrivals(tooMany, 1, 10, stream('c'))).toThrow(RangeError);
  });
});
