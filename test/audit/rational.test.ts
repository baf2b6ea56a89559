import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rationals, sumOf } from '../../src/audit/arithmetic.js';
import { numberOf, rationalOf } from '../../src/audit/rational.js';

describe('a rational', () => {
  it('is what the decimal writing says, in lowest terms', () => {
    expect(rationalOf(0.1)).toEqual({ numerator: 1n, denominator: 10n });
    expect(rationalOf(-2.5)).toEqual({ numerator: -5n, denominator: 2n });
    expect(rationalOf(0)).toEqual({ numerator: 0n, denominator: 1n });
    expect(rationalOf(1.5e21)).toEqual({ numerator: 15n * 10n ** 20n, denominator: 1n });
    expect(rationalOf(2e-7)).toEqual({ numerator: 1n, denominator: 5_000_000n });
  });

  it.each([NaN, Infinity, -Infinity])('is none for %s', (value) => {
    expect(() => rationalOf(value)).toThrow(RangeError);
  });

  it('becomes the number again that it was', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e280, max: 1e280 }), (x) => {
        fc.pre(x === 0 || Math.abs(x) > 1e-280);
        const back = numberOf(rationalOf(x));
        expect(Math.abs(back - x)).toBeLessThanOrEqual(4e-16 * Math.abs(x));
      }),
    );
  });

  it('adds, multiplies and divides without rounding', () => {
    const { of, add, subtract, multiply, divide, compare } = rationals;
    expect(add(of(0.1), of(0.2))).toEqual(of(0.3));
    const third = divide(of(1), of(-3));
    expect(third).toEqual({ numerator: -1n, denominator: 3n });
    expect(multiply(third, of(-3))).toEqual(of(1));
    expect(compare(sumOf(rationals, [third, third, third]), of(-1))).toBe(0);
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer({ min: 1 }), (a, b, c) => {
        const [x, y, z] = [of(a / 1000), of(b / 100), of(c)];
        expect(subtract(add(x, y), y)).toEqual(x);
        expect(divide(multiply(x, z), z)).toEqual(x);
        expect(multiply(z, add(x, y))).toEqual(add(multiply(z, x), multiply(z, y)));
        expect(Math.sign(compare(x, y))).toBe(Math.sign(a - 10 * b));
      }),
    );
  });
});
