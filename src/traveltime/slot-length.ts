import type { LinkTraversals } from '../traces/index.js';
import { heldOut } from './held-out.js';
import { isWhole } from './internal/cell-selection.js';
import { fitLinkTravelTimes, type LinkFitOptions } from './link-fit.js';
import type { LinkTravelTimeModel } from './link-travel-time-model.js';
import { dayLength, slotAt } from './slot-plan.js';
import {
  logNormalForecast,
  normalForecast,
  sampleForecast,
  type TripDistribution,
} from './trip-distribution.js';

/** How well one slot length did on traversals that it was not fitted to. */
export interface SlotLengthScore {
  /** s */
  readonly slotLength: number;
  /** Mean continuous ranked probability score of a traversal, s; less is better. */
  readonly crps: number;
}

/** The slot length that cross-validation chose, and how all did. */
export interface SlotLengthChoice {
  readonly slotLength: number;
  readonly scores: readonly SlotLengthScore[];
}

/** What a model forecasts for a link in a slot. */
function cellForecast(model: LinkTravelTimeModel, cell: number): TripDistribution {
  const { family, mean, sd, points } = model;
  if (family === 'lognormal') return logNormalForecast(mean[cell], sd[cell]);
  if (family !== 'empirical' || points === undefined) return normalForecast(mean[cell], sd[cell]);
  const size = points.length / mean.length;
  return sampleForecast(points.subarray(cell * size, (cell + 1) * size));
}

/** Fit options whose slots cover the same time with another length. */
export function withSlotLength(options: LinkFitOptions, slotLength: number): LinkFitOptions {
  if (options.calendar !== undefined) return { ...options, slotLength };
  const { slots = 1 } = options;
  return {
    ...options,
    slotLength,
    slots: Math.max(1, Math.ceil((slots * options.slotLength) / slotLength - 1e-9)),
  };
}

/**
 * Chooses a slot length by cross-validation: each of `parts` parts of the traversals (see {@link heldOut}) is forecast by a fit to the
 * others. The least mean score wins, the longer slot where two are equal.
 * @param options slot length and slots say which time is covered
 * @param candidates slot lengths, s; with a calendar those that fill no day evenly are left out
 * @throws RangeError when there is no candidate
 */
export function chooseSlotLength(
  rounds: readonly LinkTraversals[],
  options: LinkFitOptions,
  candidates: readonly number[],
  parts = 5,
): SlotLengthChoice {
  const fitting = candidates.filter(
    (candidate) => options.calendar === undefined || Number.isInteger(dayLength / candidate),
  );
  const { start = 0, slotLength: length, slots = 1, calendar } = options;
  // A last slot may reach beyond the time covered: what lies there must not decide.
  const isCovered = (time: number): boolean =>
    calendar !== undefined || slotAt({ start, slotLength: length, slots }, time) >= 0;
  const sums = fitting.map(() => ({ score: 0, count: 0 }));
  for (let part = 0; part < parts; part++) {
    const { fitted, held } = heldOut(rounds, part, parts);
    for (const [c, slotLength] of fitting.entries()) {
      const { model } = fitLinkTravelTimes(fitted, withSlotLength(options, slotLength));
      const forecasts = new Map<number, TripDistribution>();
      for (const { count, link, entry, exit, flags } of held) {
        for (let row = 0; row < count; row++) {
          const slot = slotAt(model, entry[row]);
          if (!isWhole(flags[row]) || slot < 0 || !isCovered(entry[row])) continue;
          const cell = link[row] * model.slots + slot;
          const forecast = forecasts.get(cell) ?? cellForecast(model, cell);
          forecasts.set(cell, forecast);
          sums[c].score += forecast.crps(exit[row] - entry[row]);
          sums[c].count++;
        }
      }
    }
  }
  const scores = fitting.map((slotLength, c) => ({ slotLength, crps: sums[c].score / sums[c].count }));
  const [best] = [...scores].sort((a, b) => a.crps - b.crps || b.slotLength - a.slotLength);
  if (best === undefined) throw new RangeError('no slot length to choose from');
  return { slotLength: best.slotLength, scores };
}
