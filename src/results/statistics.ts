import { tQuantile } from './quantile-functions.js';

/** A point with an interval around it. */
export interface Estimate {
  /** Mean of the values; NaN when there is none. */
  readonly mean: number;
  /** Lower end of the interval; -Infinity when there are too few values to say. */
  readonly low: number;
  /** Upper end of the interval; Infinity when there are too few values to say. */
  readonly high: number;
  /** Sample standard deviation (divisor n - 1); NaN below two values. */
  readonly sd: number;
  readonly n: number;
}

/** @throws RangeError for a confidence level outside (0, 1) */
export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`a confidence level is between 0 and 1, not ${level}`);
}

/** The mean of values; NaN when there is none. Summed by Kahan's rule, so the order hardly matters. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const term = values[i] - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
  }
  return sum / values.length;
}

/** The sample standard deviation (divisor n - 1), in two passes; NaN below two values. */
export function standardDeviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - centre) ** 2;
  return values.length < 2 ? Number.NaN : Math.sqrt(squares / (values.length - 1));
}

/**
 * The mean with Student's t interval, mean +- t_{n-1} sd / sqrt(n).
 * @param values independent replications of one measure
 * @param level confidence of the interval, in (0, 1)
 * @throws RangeError for a level outside (0, 1)
 */
export function meanInterval(values: ArrayLike<number>, level = 0.95): Estimate {
  checkLevel(level);
  const n = values.length;
  const centre = mean(values);
  const sd = standardDeviation(values);
  const half = n < 2 ? Number.POSITIVE_INFINITY : (tQuantile((1 + level) / 2, n - 1) * sd) / Math.sqrt(n);
  return { mean: centre, low: centre - half, high: centre + half, sd, n };
}

/**
 * Paired differences `a[i] - b[i]` with the t interval of their mean: two mechanisms on common random numbers.
 * @throws RangeError when the lengths differ
 */
export function pairedDifference(a: ArrayLike<number>, b: ArrayLike<number>, level = 0.95): Estimate {
  if (a.length !== b.length)
    throw new RangeError(`pairs need equal lengths, not ${a.length} and ${b.length}`);
  return meanInterval(
    Float64Array.from({ length: a.length }, (_, i) => a[i] - b[i]),
    level,
  );
}

/**
 * The quantile of values at probability `p`, linear between order statistics (Hyndman and Fan's type 7, as R and NumPy
 * have by default); NaN when there are no values.
 * @throws RangeError for p outside [0, 1]
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  return quantiles(values, [p])[0];
}

/** Several quantiles of the same values; see {@link quantile}. Sorts once. */
export function quantiles(values: ArrayLike<number>, probabilities: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  return probabilities.map((p) => {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability is between 0 and 1, not ${p}`);
    if (sorted.length === 0) return Number.NaN;
    const place = p * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    const low = sorted[below];
    const high = sorted[above];
    return low === high ? low : low + (place - below) * (high - low);
  });
}
