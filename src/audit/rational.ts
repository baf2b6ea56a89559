/** A rational number in lowest terms; the denominator is above 0. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** A fraction in lowest terms. @param denominator above 0 */
export function reduced(numerator: bigint, denominator: bigint): Rational {
  const common = greatestCommonDivisor(numerator, denominator);
  return common === 1n
    ? { numerator, denominator }
    : { numerator: numerator / common, denominator: denominator / common };
}

/**
 * The rational that the decimal writing of a number says: .1 is 1/10. What a counterexample prints is thus what is computed with.
 * @throws RangeError when the number is not finite
 */
export function rationalOf(value: number): Rational {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (match === null) throw new RangeError(`${value} is not finite`);
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const power = Number(exponent) - fraction.length;
  return power >= 0
    ? { numerator: digits * 10n ** BigInt(power), denominator: 1n }
    : reduced(digits, 10n ** BigInt(-power));
}

/** The number nearest to a rational of a size between 1e-280 and 1e280, up to a relative error of 1e-15. */
export function numberOf({ numerator, denominator }: Rational): number {
  // Beyond this either part may leave the range of numbers.
  const bits = Math.max(numerator.toString(16).length, denominator.toString(16).length) * 4;
  if (bits <= 1000) return Number(numerator) / Number(denominator);
  const isNegative = numerator < 0n;
  const magnitude = isNegative ? -numerator : numerator;
  const shift = BigInt(magnitude.toString(16).length * 4 - denominator.toString(16).length * 4 - 80);
  const quotient = shift >= 0n ? magnitude / (denominator << shift) : (magnitude << -shift) / denominator;
  const result = Number(quotient) * 2 ** Number(shift);
  return isNegative ? -result : result;
}
