import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  logNormalForecast,
  normalForecast,
  pointForecast,
  sampleForecast,
  type TripDistribution,
  tabulatedForecast,
} from '../../src/traveltime/index.js';

const times = Float64Array.from({ length: 400 }, (_, i) => 1 + i);
const bell = normalForecast(120, 25);

const forecasts: Record<string, TripDistribution> = {
  normal: bell,
  'log-normal': logNormalForecast(120, 40),
  sample: sampleForecast([80, 95, 95, 110, 160, 200, 201]),
  point: pointForecast(120),
  table: tabulatedForecast(120, times, Float64Array.from(times, bell.cdf)),
};

/** The integral of (F - 1{t >= observed})^2 in small steps. */
function integral({ cdf }: TripDistribution, observed: number): number {
  const step = 0.01;
  let sum = 0;
  for (let t = step / 2; t < 1200; t += step) sum += (cdf(t) - Number(t >= observed)) ** 2 * step;
  return sum;
}

describe.each(Object.entries(forecasts))('a forecast as %s', (_, forecast) => {
  it('has the score that the definition gives', () => {
    for (const observed of [30, 94.9, 120, 163, 420])
      expect(forecast.crps(observed)).toBeCloseTo(integral(forecast, observed), 1);
  });

  it('has quantiles that its distribution function gives back, in order', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 0.98, noNaN: true }), (p) => {
        const q = forecast.quantile(p);
        expect(forecast.cdf(q + 1e-6)).toBeGreaterThanOrEqual(p - 0.075);
        expect(forecast.cdf(q - 1e-6)).toBeLessThanOrEqual(p + 0.075);
        expect(forecast.quantile(Math.min(0.99, p + 0.01))).toBeGreaterThanOrEqual(q);
      }),
    );
  });
});

describe('forecasts', () => {
  it('log-normal and table have quantiles to many digits', () => {
    for (const name of ['normal', 'log-normal', 'table']) {
      const { quantile, cdf } = forecasts[name];
      for (const p of [0.025, 0.1, 0.5, 0.9, 0.975]) expect(cdf(quantile(p))).toBeCloseTo(p, 9);
    }
    expect(forecasts.table.quantile(0.9)).toBeCloseTo(bell.quantile(0.9), 1);
  });

  it('a point scores its absolute error', () => {
    expect(pointForecast(100).crps(137)).toBe(37);
  });

  it('refuse to be empty', () => {
    expect(() => sampleForecast([])).toThrow(RangeError);
    expect(() => tabulatedForecast(1, [1], [1])).toThrow(RangeError);
  });
});
