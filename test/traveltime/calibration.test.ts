import fc from 'fast-check';
import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { brierScore, reliabilityBins, wilsonInterval } from '../../src/traveltime/index.js';

const forecasts = fc.array(
  fc.record({ probability: fc.double({ min: 0, max: 1, noNaN: true }), happened: fc.boolean() }),
  { minLength: 1, maxLength: 60 },
);

describe('brierScore', () => {
  it('is the mean squared error, and its parts add up', () => {
    const two = brierScore([
      { probability: 0.8, happened: true },
      { probability: 0.4, happened: false },
    ]);
    expect(two.score).toBeCloseTo((0.04 + 0.16) / 2, 12);
    expect([two.baseRate, two.baseRateScore]).toEqual([0.5, 0.25]);
    expect(two.skill).toBeCloseTo(0.6, 12);
    fc.assert(
      fc.property(forecasts, (f) => {
        const b = brierScore(f);
        expect(b.reliability - b.resolution + b.uncertainty + b.withinBins).toBeCloseTo(b.score, 12);
        expect(b.reliability).toBeGreaterThanOrEqual(0);
        expect(b.resolution).toBeLessThanOrEqual(b.uncertainty + 1e-12);
        // Forecasts that are all alike within their bins leave nothing over.
        const tenths = f.map((x) => ({
          ...x,
          probability: Math.min(9, Math.floor(x.probability * 10)) / 10 + 0.05,
        }));
        expect(brierScore(tenths).withinBins).toBeCloseTo(0, 12);
      }),
    );
    expect(() => brierScore([])).toThrow(RangeError);
  });

  it('of the base rate has no skill, of the truth full skill', () => {
    const outcomes = Array.from({ length: 100 }, (_, i) => i % 4 === 0);
    expect(brierScore(outcomes.map((happened) => ({ probability: 0.25, happened }))).skill).toBeCloseTo(
      0,
      12,
    );
    expect(brierScore(outcomes.map((happened) => ({ probability: Number(happened), happened }))).skill).toBe(
      1,
    );
    expect(brierScore([{ probability: 0.3, happened: true }]).skill).toBeNaN();
  });
});

describe('reliabilityBins', () => {
  it('lie on the diagonal within their intervals for calibrated forecasts', () => {
    const uniform = seedrandom.alea('reliability');
    const honest = Array.from({ length: 30_000 }, () => {
      const probability = uniform();
      return { probability, happened: uniform() < probability };
    });
    const bins = reliabilityBins(honest, 10, 0.9999);
    expect(bins).toHaveLength(10);
    for (const b of bins) {
      expect(b.low).toBeLessThan(b.predicted);
      expect(b.high).toBeGreaterThan(b.predicted);
      expect(b.predicted >= b.from && b.predicted < b.to).toBe(true);
    }
  });

  it('hold every forecast once, 1 in the last, and leave out empty bins', () => {
    fc.assert(
      fc.property(forecasts, (f) => {
        expect(reliabilityBins(f).reduce((sum, b) => sum + b.count, 0)).toBe(f.length);
      }),
    );
    const [only] = reliabilityBins([{ probability: 1, happened: true }]);
    expect([only.from, only.to, only.count]).toEqual([0.9, 1, 1]);
  });
});

describe('wilsonInterval', () => {
  it('agrees with published numbers, and never leaves [0, 1]', () => {
    // Newcombe (1998), Table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    const published = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ];
    for (const [x, n, low, high] of published) {
      const interval = wilsonInterval(x, n);
      expect(interval.low).toBeCloseTo(low, 4);
      expect(interval.high).toBeCloseTo(high, 4);
    }
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
    expect(wilsonInterval(5, 5).high).toBe(1);
  });
});
