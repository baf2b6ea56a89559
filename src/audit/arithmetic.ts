import { numberOf, type Rational, rationalOf, reduced } from './rational.js';

/** The arithmetic in which a rule is computed: floating point for the search, rationals to confirm what it finds. */
export interface Arithmetic<T> {
  readonly zero: T;
  readonly one: T;
  /** A number of the input. */
  of(value: number): T;
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  /** b is not 0. */
  divide(a: T, b: T): T;
  /** Above 0 where a > b, below 0 where a < b, 0 where they are equal. */
  compare(a: T, b: T): number;
  toNumber(value: T): number;
}

/** Floating point. */
export const floats: Arithmetic<number> = {
  zero: 0,
  one: 1,
  of: (value) => value,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  compare: (a, b) => a - b,
  toNumber: (value) => value,
};

/** Rationals, without any rounding. */
export const rationals: Arithmetic<Rational> = {
  zero: { numerator: 0n, denominator: 1n },
  one: { numerator: 1n, denominator: 1n },
  of: rationalOf,
  add: (a, b) =>
    reduced(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator),
  subtract: (a, b) =>
    reduced(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator),
  multiply: (a, b) => reduced(a.numerator * b.numerator, a.denominator * b.denominator),
  divide: (a, b) => {
    const sign = b.numerator < 0n ? -1n : 1n;
    return reduced(sign * a.numerator * b.denominator, sign * b.numerator * a.denominator);
  },
  compare: (a, b) => {
    const difference = a.numerator * b.denominator - b.numerator * a.denominator;
    if (difference === 0n) return 0;
    return difference > 0n ? 1 : -1;
  },
  toNumber: numberOf,
};

/** The larger of two. */
export function larger<T>({ compare }: Arithmetic<T>, a: T, b: T): T {
  return compare(a, b) >= 0 ? a : b;
}

/** The smaller of two. */
export function smaller<T>({ compare }: Arithmetic<T>, a: T, b: T): T {
  return compare(a, b) <= 0 ? a : b;
}

/** The sum of some; zero for none. */
export function sumOf<T>(arithmetic: Arithmetic<T>, terms: Iterable<T>): T {
  let sum = arithmetic.zero;
  for (const term of terms) sum = arithmetic.add(sum, term);
  return sum;
}
