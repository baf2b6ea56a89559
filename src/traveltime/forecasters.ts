import type { LinkTraversals } from '../traces/index.js';
import { fitLinkTravelTimes, type LinkFitOptions } from './link-fit.js';
import type { LinkTravelTimeModel } from './link-travel-time-model.js';
import { drivesOver, type ObservedTrip } from './observed-trips.js';
import { dayLength } from './slot-plan.js';
import {
  logNormalForecast,
  normalForecast,
  pointForecast,
  sampleForecast,
  type TripDistribution,
  tabulatedForecast,
} from './trip-distribution.js';
import type { TripEstimator } from './trip-estimator.js';
import { pathThrough } from './trip-path.js';
import { tripPredictor } from './trip-predictor.js';

/** Foretells the time of a trip from its links and its departure; undefined where it has nothing to say. */
export type TripForecaster = (
  trip: Pick<ObservedTrip, 'links' | 'departure'>,
) => TripDistribution | undefined;

/** Times at which the grid's distribution function is taken. */
const tablePoints = 160;
/** Fewer drives over a path say little about their distribution. */
const enoughDrives = 10;

/** Forecasts trips by a fitted model. */
export function modelForecaster(
  model: LinkTravelTimeModel,
  estimator: TripEstimator = 'coupled',
): TripForecaster {
  return ({ links, departure }) => {
    const predictor = tripPredictor(pathThrough(model, links, 1, departure), estimator);
    const n = links.length;
    const mean = predictor.entryMean[n];
    const sd = Math.sqrt(predictor.entryVariance[n]);
    if (estimator !== 'grid') {
      return model.family === 'lognormal' && sd > 0 ? logNormalForecast(mean, sd) : normalForecast(mean, sd);
    }
    const low = Math.max(0.001, mean - 6 * sd);
    const high = mean + 10 * sd + 1;
    const times = Float64Array.from(
      { length: tablePoints },
      (_, i) => low + ((high - low) * i) / (tablePoints - 1),
    );
    const { completion } = predictor.task(n - 1, 1, 0, times);
    let sum = 0;
    return tabulatedForecast(
      mean,
      times,
      completion.map((q) => {
        sum += q;
        return sum;
      }),
    );
  };
}

/**
 * What any travel-time model has to beat, from the same traversals.
 *
 * - `one slot`: one distribution per link, whatever the time (the paper's benchmark);
 * - `free flow`: the links' free-flow times with the stated spread;
 * - `historical mean`: the sum of the links' mean times, without a spread;
 * - `the very trip`: the times of earlier drives over exactly these links, where there are at least ten.
 */
export const baselineNames = ['one slot', 'free flow', 'historical mean', 'the very trip'] as const;

/** The baselines of {@link baselineNames}, from the traversals that the model was fitted from. */
export function baselineForecasters(
  rounds: readonly LinkTraversals[],
  options: LinkFitOptions,
): Record<(typeof baselineNames)[number], TripForecaster> {
  const { slotLength, slots = 1, calendar } = options;
  const single =
    calendar === undefined
      ? { ...options, slotLength: slotLength * slots, slots: 1 }
      : { ...options, slotLength: dayLength, calendar: { ...calendar, days: 'all' as const } };
  const oneSlot = fitLinkTravelTimes(rounds, single).model;
  const freeFlow = fitLinkTravelTimes([], { ...single, family: 'normal' }).model;
  const drives = drivesOver(rounds);
  const byModel = modelForecaster(oneSlot);
  return {
    'one slot': byModel,
    'free flow': modelForecaster(freeFlow),
    'historical mean': (trip) => pointForecast(byModel(trip)?.mean ?? Number.NaN),
    'the very trip': ({ links }) => {
      const times = drives(links);
      return times.length < enoughDrives ? undefined : sampleForecast(times);
    },
  };
}
