import type { CompletionTime } from './completion.js';

/**
 * How the distribution of the entry time is carried along the path.
 *
 * - `paper`: eq. (5)-(10) of Chen et al. (TBUMA) as printed;
 * - `mixture`: mass outside the slots goes to the first and the last one, and the variance is that of the mixture;
 * - `coupled`: `mixture` with the covariance of entry time and link time, closed form for normal entry times;
 * - `grid`: the density on a fine time grid, no normality; some thousand times slower, the yardstick.
 */
export type TripEstimator = 'paper' | 'mixture' | 'coupled' | 'grid';

/** What a path alone determines, ready for any number of tasks along it. */
export interface TripPredictor {
  readonly estimator: TripEstimator;
  /** rho: probability of entering the n-th link of the path in slot tau, `links * slots`, row-major. */
  readonly slotProbabilities: Float64Array;
  /** Mean time in s from departure to the entry of the n-th link, n = 0..links; the last is that of the whole path. */
  readonly entryMean: Float64Array;
  /** Variance of that time in s^2. */
  readonly entryVariance: Float64Array;
  /**
   * Completion of a task on the path in constant time (but for `grid`).
   * @param link position on the path of the task's link, from 0
   * @param fraction gamma, the part of that link's time up to the task; on the first link counted from where the vehicle is
   * @param processingTime time from arrival at the task to its completion in s
   * @param boundaries T_1 < .. < T_K in s after departure
   */
  task(link: number, fraction: number, processingTime: number, boundaries: ArrayLike<number>): CompletionTime;
  /**
   * Completion of a task with any fraction gamma_m on every link: mean p + sum gamma_m mean_m, variance
   * sum gamma_m^2 variance_m + 2 sum gamma_m covariance_m, eq. (8)-(9) with the estimator's variances.
   * @param linkFractions gamma per link of the path; the first already contains the first link's fraction
   */
  taskOf(
    linkFractions: ArrayLike<number>,
    processingTime: number,
    boundaries: ArrayLike<number>,
  ): CompletionTime;
}
