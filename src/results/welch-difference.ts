import { tQuantile } from './quantile-functions.js';
import type { Estimate } from './statistics.js';

/** Mean, sample standard deviation and size of a sample. */
export type SampleMoments = Pick<Estimate, 'mean' | 'sd' | 'n'>;

/**
 * Difference `a - b` of the means of two independent samples, with the t interval of Welch (1947): variances may differ, and the
 * degrees of freedom are those of Welch and Satterthwaite.
 * @returns the interval is infinite where a sample has fewer than two values; `n` is the smaller size, `sd` the standard
 *   error times sqrt(n)
 * @throws RangeError for a level outside (0, 1)
 */
export function welchDifference(a: SampleMoments, b: SampleMoments, level = 0.95): Estimate {
  if (!(level > 0 && level < 1)) throw new RangeError(`a confidence level is between 0 and 1, not ${level}`);
  const difference = a.mean - b.mean;
  const n = Math.min(a.n, b.n);
  if (n < 2) {
    const ends = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    return { mean: difference, ...ends, sd: Number.NaN, n };
  }
  const ofA = a.sd ** 2 / a.n;
  const ofB = b.sd ** 2 / b.n;
  const error = Math.sqrt(ofA + ofB);
  if (error === 0) return { mean: difference, low: difference, high: difference, sd: 0, n };
  const freedom = (ofA + ofB) ** 2 / (ofA ** 2 / (a.n - 1) + ofB ** 2 / (b.n - 1));
  const half = tQuantile((1 + level) / 2, freedom) * error;
  return { mean: difference, low: difference - half, high: difference + half, sd: error * Math.sqrt(n), n };
}
