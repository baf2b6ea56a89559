import { normalCdf, normalCdfOf } from './normal-distribution.js';

/** When a vehicle completes a task, and with what probability in each subinterval of its valuation. */
export interface CompletionTime {
  /** Mean of the completion time in s. */
  readonly mean: number;
  /** Standard deviation of the completion time in s. */
  readonly sd: number;
  /** q^k = P(T_(k-1) < t <= T_k), k = 1..K, with T_0 = 0. */
  readonly completion: Float64Array;
  /** P(t > T_K). */
  readonly late: number;
}

/**
 * Completion probabilities of a normal completion time, eq. (10): Phi((T_k - mean)/sd) - Phi((T_(k-1) - mean)/sd),
 * T_0 = 0, so mass at negative times belongs to no subinterval. With `sd` 0 the task is completed at `mean`;
 * at a boundary it counts with the subinterval that ends there, and at 0 with the first.
 * @param boundaries T_1 < .. < T_K in s, all above 0
 */
export function normalCompletion(mean: number, sd: number, boundaries: ArrayLike<number>): CompletionTime {
  const completion = new Float64Array(boundaries.length);
  let before = sd > 0 ? normalCdf(-mean / sd) : Number(mean < 0);
  let above = sd > 0 ? normalCdf(mean / sd) : Number(mean >= 0);
  for (let k = 0; k < boundaries.length; k++) {
    const z = (boundaries[k] - mean) / sd;
    const upTo = normalCdfOf(boundaries[k], mean, sd);
    const over = sd > 0 ? normalCdf(-z) : 1 - upTo;
    // In the upper half differences of the upper tail are the accurate ones.
    completion[k] = Math.max(0, sd > 0 && z > 0 && before > 0.5 ? above - over : upTo - before);
    before = upTo;
    above = over;
  }
  return { mean, sd, completion, late: above };
}

/** Moments of the logarithm of a log-normal variable with this mean and standard deviation, both above 0. */
export function logarithmMoments(
  mean: number,
  sd: number,
): { readonly location: number; readonly scale: number } {
  const ratio = sd / mean;
  const variance = Math.log1p(ratio * ratio);
  return { location: Math.log(mean) - variance / 2, scale: Math.sqrt(variance) };
}

/** P(X <= x) for X log-normal with this mean and standard deviation; all of X lies at the mean where `sd` or `mean` is 0. */
export function logNormalCdfOf(x: number, mean: number, sd: number): number {
  if (!(sd > 0 && mean > 0)) return x >= mean ? 1 : 0;
  if (!(x > 0)) return 0;
  const { location, scale } = logarithmMoments(mean, sd);
  return normalCdf((Math.log(x) - location) / scale);
}

/**
 * Completion probabilities of a trip whose time is log-normal (Fenton and Wilkinson: a sum of log-normal times is nearly so, with the
 * moments of the sum), plus a processing time.
 * @param mean mean of the trip time in s, `sd` its standard deviation
 * @param boundaries T_1 < .. < T_K in s, all above 0
 */
export function logNormalCompletion(
  mean: number,
  sd: number,
  processingTime: number,
  boundaries: ArrayLike<number>,
): CompletionTime {
  const completion = new Float64Array(boundaries.length);
  let before = 0;
  for (let k = 0; k < boundaries.length; k++) {
    const upTo = logNormalCdfOf(boundaries[k] - processingTime, mean, sd);
    completion[k] = upTo - before;
    before = upTo;
  }
  return { mean: mean + processingTime, sd, completion, late: 1 - before };
}
