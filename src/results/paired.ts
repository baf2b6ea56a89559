import { checkLevel, type Estimate, pairedDifference, standardDeviation } from './statistics.js';

/** How two series on common random numbers compare. */
export interface PairedComparison {
  /** Mean of a - b with its interval. */
  readonly difference: Estimate;
  /** Correlation of the pairs; NaN where one of them does not vary. */
  readonly correlation: number;
  /**
   * Variance of the difference as a share of what independent series would have: below 1 where common random numbers pay off;
   * its inverse is how many times as many independent replications would be needed.
   */
  readonly varianceRatio: number;
}

/**
 * Compares two series replication by replication.
 * @throws RangeError when the lengths differ, or for a level outside (0, 1)
 */
export function pairedComparison(a: ArrayLike<number>, b: ArrayLike<number>, level = 0.95): PairedComparison {
  const difference = pairedDifference(a, b, level);
  const [sa, sb] = [standardDeviation(a), standardDeviation(b)];
  const independent = sa * sa + sb * sb;
  const own = difference.sd * difference.sd;
  return { difference, correlation: (independent - own) / (2 * sa * sb), varianceRatio: own / independent };
}

/**
 * Compares several series with a reference so that all intervals hold together with the level: each gets the level
 * 1 - (1 - level) / m of Bonferroni's inequality, m being the number of series.
 * @throws RangeError when the lengths differ, or for a level outside (0, 1)
 */
export function pairedAgainst(
  reference: ArrayLike<number>,
  series: readonly ArrayLike<number>[],
  level = 0.95,
): PairedComparison[] {
  checkLevel(level);
  const each = 1 - (1 - level) / Math.max(1, series.length);
  return series.map((values) => pairedComparison(values, reference, each));
}
