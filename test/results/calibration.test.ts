import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibration, wilsonInterval } from '../../src/results/index.js';

describe('wilsonInterval', () => {
  it('has the textbook values', () => {
    // R: prop.test(8, 10, correct = FALSE)
    const { low, high } = wilsonInterval(8, 10);
    expect(low).toBeCloseTo(0.4901625, 6);
    expect(high).toBeCloseTo(0.9433178, 6);
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
    expect(wilsonInterval(0, 10).low).toBe(0);
    expect(wilsonInterval(10, 10).high).toBe(1);
  });

  it('refuses more successes than trials', () => {
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
  });
});

describe('calibration', () => {
  it('bins, scores and compares with the base rate', () => {
    const result = calibration([0.05, 0.15, 0.15, 0.95, 1], [false, false, true, true, true]);
    expect(result.baseRate).toBeCloseTo(0.6, 12);
    expect(result.brier).toBeCloseTo((0.0025 + 0.0225 + 0.7225 + 0.0025) / 5, 12);
    expect(result.brierOfBaseRate).toBeCloseTo(0.24, 12);
    expect(result.skill).toBeCloseTo(1 - 0.15 / 0.24, 12);
    expect(result.bins.map((b) => b.count)).toEqual([1, 2, 0, 0, 0, 0, 0, 0, 0, 2]);
    expect(result.bins[1]).toMatchObject({ predicted: 0.15, observed: 0.5 });
    expect(result.bins[2].observed).toBeNaN();
  });

  it('scores the base rate itself with skill 0, and nothing above the perfect forecast', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 2, maxLength: 50 }), (outcomes) => {
        const rate = outcomes.filter(Boolean).length / outcomes.length;
        fc.pre(rate > 0 && rate < 1);
        expect(
          calibration(
            outcomes.map(() => rate),
            outcomes,
          ).skill,
        ).toBeCloseTo(0, 9);
        expect(calibration(outcomes.map(Number), outcomes).skill).toBe(1);
      }),
    );
  });

  it('refuses what is not a probability and unequal lengths', () => {
    expect(() => calibration([1.2], [true])).toThrow(/prediction 0 is 1.2/);
    expect(() => calibration([0.2], [])).toThrow(/needs an outcome/);
  });
});
