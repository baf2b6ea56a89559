import { binProbabilities, binsFor, histogram, smoothedDivergence } from './divergence.js';
import type { TripForecaster } from './forecasters.js';
import type { ObservedTrip, PathDrives } from './observed-trips.js';
import type { TripDistribution } from './trip-distribution.js';

/** The central intervals whose coverage is looked at. */
export const intervalLevels = [0.5, 0.8, 0.95] as const;
/** Bins of the histogram of probability integral transforms. */
export const transformBins = 10;

/** How good the forecasts of some trips were. */
export interface ForecastScores {
  /** Trips that it had a forecast for. */
  readonly trips: number;
  /** Continuous ranked probability score of each trip, s; NaN for trips without forecast. */
  readonly crps: Float64Array;
  /** Mean of the scores, s. */
  readonly meanCrps: number;
  /** Mean of forecast mean - observed, s. */
  readonly bias: number;
  /** Mean of |forecast mean - observed|, s. */
  readonly absoluteError: number;
  /** Share of trips within the central intervals of {@link intervalLevels}. */
  readonly coverage: readonly number[];
  /** Counts of the probability integral transforms in equal bins of [0, 1]; flat where the forecasts are calibrated. */
  readonly transforms: readonly number[];
}

/** Where in a forecast an observed time lies; in the middle of what a distribution with jumps has there. */
function transformOf(forecast: TripDistribution, observed: number): number {
  const below = forecast.cdf(observed - 1e-9);
  return (below + forecast.cdf(observed)) / 2;
}

/** Scores the forecasts of trips that were not used for fitting. */
export function scoreForecasts(trips: readonly ObservedTrip[], forecaster: TripForecaster): ForecastScores {
  const crps = new Float64Array(trips.length).fill(Number.NaN);
  const inside = intervalLevels.map(() => 0);
  const transforms = Array.from({ length: transformBins }, () => 0);
  let [n, sum, error, absolute] = [0, 0, 0, 0];
  for (const [i, trip] of trips.entries()) {
    const forecast = forecaster(trip);
    if (forecast === undefined) continue;
    const { time } = trip;
    n++;
    crps[i] = forecast.crps(time);
    sum += crps[i];
    error += forecast.mean - time;
    absolute += Math.abs(forecast.mean - time);
    for (const [level, p] of intervalLevels.entries()) {
      const [low, high] = [forecast.quantile((1 - p) / 2), forecast.quantile((1 + p) / 2)];
      if (time >= low && time <= high) inside[level]++;
    }
    transforms[Math.min(transformBins - 1, Math.floor(transformOf(forecast, time) * transformBins))]++;
  }
  return {
    trips: n,
    crps,
    meanCrps: sum / n,
    bias: error / n,
    absoluteError: absolute / n,
    coverage: inside.map((count) => count / n),
    transforms,
  };
}

/**
 * Kullback-Leibler divergence of the drives over a path from what was forecast for them, in nats: bins of `width` over the observed times, the
 * mean of the forecasts' probabilities, one added to every bin (section 6.2 of Chen et al., TBUMA).
 * @param most the forecasts of so many drives, spread over all, stand for the others; all by default
 * @returns undefined when a drive has no forecast
 */
export function pathDivergence(
  { drives }: Pick<PathDrives, 'drives'>,
  forecaster: TripForecaster,
  most: number = Number.POSITIVE_INFINITY,
  width = 10,
): number | undefined {
  const times = drives.map(({ time }) => time);
  const bins = binsFor(times, width);
  const expected = new Float64Array(bins.count);
  const stride = Math.max(1, Math.ceil(drives.length / most));
  const some = drives.filter((_, i) => i % stride === 0);
  for (const drive of some) {
    const forecast = forecaster(drive);
    if (forecast === undefined) return undefined;
    const probabilities = binProbabilities(forecast.cdf, bins);
    for (let bin = 0; bin < bins.count; bin++) expected[bin] += probabilities[bin] / some.length;
  }
  return smoothedDivergence(histogram(times, bins), expected);
}
