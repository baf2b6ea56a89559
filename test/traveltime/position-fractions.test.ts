import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { remainingTimeFraction, timeFractionBetween, timeFractionUpTo } from '../../src/traveltime/index.js';

const link = { length: 200, freeFlowTime: 15, meanTime: 60 };

describe('position fractions', () => {
  it('uniform: the part of the length', () => {
    expect(timeFractionUpTo(50, link)).toBe(0.25);
    expect(remainingTimeFraction(50, link)).toBe(0.75);
    expect(timeFractionBetween(50, 100, link)).toBe(0.25);
  });

  it('signal: free flow along the link, the rest at its end', () => {
    expect(timeFractionUpTo(100, link, 'signal') * link.meanTime).toBe(7.5);
    expect(timeFractionUpTo(199.999, link, 'signal') * link.meanTime).toBeCloseTo(15, 3);
    expect(timeFractionUpTo(200, link, 'signal')).toBe(1);
    expect(remainingTimeFraction(100, link, 'signal') * link.meanTime).toBe(52.5);
    const free = { ...link, meanTime: 14 };
    expect(timeFractionUpTo(100, free, 'signal')).toBe(0.5);
  });

  it('grow from 0 to 1 and add up', () => {
    const model = fc.constantFrom('uniform' as const, 'signal' as const);
    const place = fc.double({ min: -10, max: 250, noNaN: true });
    fc.assert(
      fc.property(place, place, place, model, (x, y, z, m) => {
        const [a, b, c] = [x, y, z].sort((p, q) => p - q);
        expect(timeFractionUpTo(a, link, m)).toBeLessThanOrEqual(timeFractionUpTo(b, link, m));
        const parts = timeFractionBetween(a, b, link, m) + timeFractionBetween(b, c, link, m);
        expect(parts).toBeCloseTo(timeFractionBetween(a, c, link, m), 12);
        expect(timeFractionUpTo(b, link, m) + remainingTimeFraction(b, link, m)).toBeCloseTo(1, 12);
        expect(timeFractionBetween(c, a, link, m)).toBe(0);
      }),
    );
    expect(timeFractionUpTo(0, { length: 0, freeFlowTime: 1, meanTime: 1 })).toBe(1);
  });
});
