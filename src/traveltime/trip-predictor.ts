import { type CompletionTime, logNormalCompletion, normalCompletion } from './completion.js';
import { slotChain } from './internal/slot-chain.js';
import { gridPredictor } from './internal/time-grid.js';
import type { TripEstimator, TripPredictor } from './trip-estimator.js';
import type { TripPath } from './trip-path.js';

/**
 * Carries the entry time along a path once; all tasks on the path share it.
 *
 * All estimators but `grid` carry two moments, of whatever family the links are; a trip over log-normal links is then log-normal, any
 * other normal. `grid` carries the whole shape.
 * @throws RangeError (from `task`) when the link is not on the path
 */
export function tripPredictor(path: TripPath, estimator: TripEstimator = 'coupled'): TripPredictor {
  if (estimator === 'grid') return gridPredictor(path);
  const chain = slotChain(path, estimator);
  const { linkMean, linkVariance, linkCovariance, entryMean, entryVariance } = chain;
  const links = path.rows.length;
  const completionOf = (
    mean: number,
    variance: number,
    processingTime: number,
    boundaries: ArrayLike<number>,
  ): CompletionTime => {
    const deviation = Math.sqrt(Math.max(0, variance));
    return path.family === 'lognormal'
      ? logNormalCompletion(mean - processingTime, deviation, processingTime, boundaries)
      : normalCompletion(mean, deviation, boundaries);
  };
  return {
    estimator,
    slotProbabilities: chain.slotProbabilities,
    entryMean,
    entryVariance,
    task(link, fraction, processingTime, boundaries) {
      if (!(link >= 0 && link < links)) throw new RangeError(`link ${link} of a path of ${links} links`);
      const mean = processingTime + entryMean[link] + fraction * linkMean[link];
      const own = fraction * fraction * linkVariance[link] + 2 * fraction * linkCovariance[link];
      return completionOf(mean, entryVariance[link] + own, processingTime, boundaries);
    },
    taskOf(linkFractions, processingTime, boundaries) {
      let mean = processingTime;
      let variance = 0;
      for (let n = 0; n < links; n++) {
        const gamma = linkFractions[n];
        mean += gamma * linkMean[n];
        variance += gamma * gamma * linkVariance[n] + 2 * gamma * linkCovariance[n];
      }
      return completionOf(mean, variance, processingTime, boundaries);
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
