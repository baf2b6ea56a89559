import { describe, expect, it } from 'vitest';
import { fittingDigits, formatNumber } from '../../src/report/index.js';

describe('formatNumber', () => {
  it.each([
    [1234, 0, '1234'],
    [12345.678, 1, '12\u202f345.7'],
    [1234567, 0, '1\u202f234\u202f567'],
    [-1.5, 2, '\u22121.50'],
    [-0.001, 2, '0.00'],
    [null, 1, '–'],
    [Number.NaN, 1, '–'],
    [Number.POSITIVE_INFINITY, 1, '∞'],
    [Number.NEGATIVE_INFINITY, 1, '\u2212∞'],
  ])('writes %s with %i decimals as %s', (value, digits, text) => {
    expect(formatNumber(value, digits)).toBe(text);
  });
});

describe('fittingDigits', () => {
  it('shows about three significant digits, none of whole numbers', () => {
    expect(fittingDigits([1, 20, null])).toBe(0);
    expect(fittingDigits([0.5, 120.3])).toBe(1);
    expect(fittingDigits([3.25])).toBe(2);
    expect(fittingDigits([0.138])).toBe(3);
    expect(fittingDigits([0.0138])).toBe(4);
    expect(fittingDigits([])).toBe(0);
  });
});
