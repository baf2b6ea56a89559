import { type CompletionTime, normalCompletion } from './completion.js';
import { slotChain } from './internal/slot-chain.js';
import { gridPredictor } from './internal/time-grid.js';
import type { TripPath } from './trip-path.js';

/**
 * How the distribution of the entry time is carried along the path.
 *
 * - `paper`: eq. (5)-(10) of Li et al. (TBUMA) as printed;
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

/**
 * Carries the entry time along a path once; all tasks on the path share it.
 * @throws RangeError (from `task`) when the link is not on the path
 */
export function tripPredictor(path: TripPath, estimator: TripEstimator = 'coupled'): TripPredictor {
  if (estimator === 'grid') return gridPredictor(path);
  const chain = slotChain(path, estimator);
  const { linkMean, linkVariance, linkCovariance, entryMean, entryVariance } = chain;
  const links = path.rows.length;
  return {
    estimator,
    slotProbabilities: chain.slotProbabilities,
    entryMean,
    entryVariance,
    task(link, fraction, processingTime, boundaries) {
      if (!(link >= 0 && link < links)) throw new RangeError(`link ${link} of a path of ${links} links`);
      const mean = processingTime + entryMean[link] + fraction * linkMean[link];
      const own = fraction * fraction * linkVariance[link] + 2 * fraction * linkCovariance[link];
      return normalCompletion(mean, Math.sqrt(Math.max(0, entryVariance[link] + own)), boundaries);
    },
    taskOf(linkFractions, processingTime, boundaries) {
      let mean = processingTime;
      let variance = 0;
      for (let n = 0; n < links; n++) {
        const gamma = linkFractions[n];
        mean += gamma * linkMean[n];
        variance += gamma * gamma * linkVariance[n] + 2 * gamma * linkCovariance[n];
      }
      return normalCompletion(mean, Math.sqrt(Math.max(0, variance)), boundaries);
    },
  };
}

/** A task on a path. */
export interface TripTask {
  /** gamma per link of the path: the part of the link's time before the task; 0 after the task's link. */
  readonly linkFractions: ArrayLike<number>;
  /** Time from arrival to completion in s. */
  readonly processingTime: number;
}

/** Predictions for several tasks of one vehicle. */
export interface TripPrediction {
  readonly tasks: readonly CompletionTime[];
  readonly slotProbabilities: Float64Array;
}

/**
 * Completion times of tasks along a path.
 * @param boundaries T_1 < .. < T_K in s after departure
 */
export function predictTrip(
  path: TripPath,
  tasks: readonly TripTask[],
  boundaries: ArrayLike<number>,
  estimator: TripEstimator = 'coupled',
): TripPrediction {
  const predictor = tripPredictor(path, estimator);
  return {
    tasks: tasks.map((t) => predictor.taskOf(t.linkFractions, t.processingTime, boundaries)),
    slotProbabilities: predictor.slotProbabilities,
  };
}
