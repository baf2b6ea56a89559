import type { LinkTraversals } from '../traces/index.js';
import { linkMoments } from './internal/cell-moments.js';
import { fallbackPoints, linkPoints, pointCount } from './internal/cell-points.js';
import { neighboursOf } from './internal/cell-prior.js';
import { selectCells } from './internal/cell-selection.js';
import { clipCells } from './internal/outliers.js';
import { fallbackLinks, type LinkFamily, type LinkTravelTimeModel } from './link-travel-time-model.js';
import { type Calendar, calendarSlots, type SlotPlan } from './slot-plan.js';

/** How link travel times are fitted. */
export interface LinkFitOptions {
  /** Free-flow time of every link in s; its length is the number of links. */
  readonly freeFlowTimes: ArrayLike<number>;
  /** Length of a time slot in s. */
  readonly slotLength: number;
  /** Number of consecutive time slots; a calendar has its own. */
  readonly slots?: number;
  /** Slots by time of day and kind of day in place of consecutive ones; entry times are then s since 1970-01-01 UTC. */
  readonly calendar?: Calendar;
  /** `normal` by default. */
  readonly family?: LinkFamily;
  /** Simulation time at which the first slot begins, in s; 0 by default. */
  readonly start?: number;
  /** Standard deviation of a link without traversals, as a part of its free-flow time; 0.3 by default. */
  readonly freeFlowSpread?: number;
  /** A link with fewer traversals than this falls back to its free-flow time; 3 by default. */
  readonly minimumSamples?: number;
  /** How many traversals the neighbouring slots and the link's own mean weigh together; 4 by default. */
  readonly priorSamples?: number;
  /** Smallest standard deviation in s; 0.3 by default, the rounding error of times in whole seconds. */
  readonly minimumSd?: number;
}

/** A fitted model, and what became of the traversals. */
export interface LinkFit {
  readonly model: LinkTravelTimeModel;
  /** Traversals that the model rests on. */
  readonly used: number;
  /** Of these, traversals so long that they count as the fence (see {@link fitLinkTravelTimes}). */
  readonly clipped: number;
  /** Traversals left out: of a first or last link, or with a planned stop. */
  readonly partial: number;
  /** Traversals left out: begun before the first or after the last slot. */
  readonly outside: number;
  /** Traversals left out: faster than a third of the free-flow time. */
  readonly impossible: number;
  /** Links that fell back to their free-flow time. */
  readonly fallbackLinks: number;
}

/** The slots of a fit. @throws RangeError for what would silently give nonsense */
function planOf(o: LinkFitOptions): SlotPlan {
  const positive = (name: string, x: number): void => {
    if (!(x > 0 && Number.isFinite(x))) throw new RangeError(`${name} is ${x}: it must be above 0`);
  };
  const { slotLength, slots = Number.NaN, start = 0, calendar } = o;
  positive('slotLength', slotLength);
  for (let link = 0; link < o.freeFlowTimes.length; link++)
    positive(`free-flow time of link ${link}`, o.freeFlowTimes[link]);
  if (calendar !== undefined) return calendarSlots(slotLength, calendar);
  if (!(Number.isInteger(slots) && slots > 0))
    throw new RangeError(`slots is ${slots}: it must be a whole number above 0`);
  return { start, slotLength, slots };
}

/** The moments of log-normal times from those of their logarithms. */
function fromLogarithms(mean: Float64Array, sd: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const variance = sd[i] * sd[i];
    mean[i] = Math.exp(mean[i] + variance / 2);
    sd[i] = mean[i] * Math.sqrt(Math.expm1(variance));
  }
}

/**
 * Fits travel times to every link and time slot, normal ones by default.
 *
 * A traversal counts for the slot in which it begins. First and last links of a trip, links with a planned stop and
 * traversals outside the slots are left out, as is anything faster than a third of the free-flow time.
 *
 * Outliers: in a cell (link, slot), with the slots within one or two of it where it has fewer than 20 traversals
 * itself, times above the fence q90 + 3 (q90 - q50) + half the free-flow time count as the fence; with fewer than
 * 20 even so, nothing is clipped. The fence is wide on purpose: waiting at a red light is not an outlier.
 *
 * The fit is of maximum likelihood, shrunk: a cell's n traversals with mean m and variance v count with
 * `priorSamples` (k) further ones from a prior of mean p, so that the mean is mu = (n m + k p) / (n + k) and the
 * variance (n (v + (m - mu)^2) + k (w + b k / (n + k))) / (n + k). The prior is made of the traversals one, two and
 * three slots away with weights 1/2, 1/4, 1/8 and of the link over all slots with the weight of two traversals;
 * w is their variance within slots (for the link with one pseudo-traversal of the free-flow spread), b the variance
 * between their means, which matters as far as the prior decides. So many traversals give plain maximum likelihood,
 * few lean on their neighbours, and none are as uncertain as the neighbours differ.
 * `lognormal` does the same with the logarithms of the times. `empirical` has mean and variance of `normal` and the shape of the same
 * mixture of the cell's own traversals and its prior.
 *
 * A link with fewer than `minimumSamples` gets its free-flow time as mean and `freeFlowSpread` times it as
 * standard deviation, in all slots.
 *
 * The result depends on the traversals as a set: their order changes no bit of it. A slot near the end of the
 * recording lacks the slow ones that were not over yet; record beyond the last slot.
 *
 * @param traversals one or several probe rounds
 * @throws RangeError when an option is not a sensible number or a traversal has a link without free-flow time
 */
export function fitLinkTravelTimes(
  traversals: LinkTraversals | readonly LinkTraversals[],
  options: LinkFitOptions,
): LinkFit {
  const plan = planOf(options);
  const { slots } = plan;
  const { freeFlowTimes, family = 'normal' } = options;
  const { freeFlowSpread = 0.3, minimumSamples = 3, priorSamples = 4, minimumSd = 0.3 } = options;
  const links = freeFlowTimes.length;
  const rounds = 'count' in traversals ? [traversals] : traversals;
  const { values, offsets, ...left } = selectCells(rounds, freeFlowTimes, plan);
  const clipped = clipCells(values, offsets, plan, freeFlowTimes);

  const mean = new Float64Array(links * slots);
  const sd = new Float64Array(links * slots);
  const samples = Int32Array.from(mean, (_, cell) => offsets[cell + 1] - offsets[cell]);
  const fallback = new Uint8Array(links);
  const points = family === 'empirical' ? new Float32Array(links * slots * pointCount) : undefined;
  const neighbours = neighboursOf(plan);
  const isLogarithmic = family === 'lognormal';
  const fitted = isLogarithmic ? values.map(Math.log) : values;
  for (let link = 0; link < links; link++) {
    const base = link * slots;
    const freeFlow = freeFlowTimes[link];
    if (offsets[base + slots] - offsets[base] < Math.max(1, minimumSamples)) {
      const spread = Math.max(minimumSd, freeFlowSpread * freeFlow);
      fallback[link] = 1;
      mean.fill(freeFlow, base, base + slots);
      sd.fill(spread, base, base + slots);
      for (let s = 0; s < slots; s++) points?.set(fallbackPoints(freeFlow, spread), (base + s) * pointCount);
      continue;
    }
    const spread = isLogarithmic ? freeFlowSpread : freeFlowSpread * freeFlow;
    linkMoments(fitted, offsets, base, { mean, sd }, { neighbours, priorSamples, spread });
    if (isLogarithmic) fromLogarithms(mean, sd, base, base + slots);
    for (let s = base; s < base + slots; s++) sd[s] = Math.max(minimumSd, sd[s]);
    if (points !== undefined)
      linkPoints(values, offsets, base, { mean, sd, points }, { neighbours, priorSamples });
  }
  const model: LinkTravelTimeModel = {
    ...plan,
    links,
    ...(family === 'normal' ? {} : { family }),
    ...(points === undefined ? {} : { points }),
    mean,
    sd,
    samples,
    fallback,
  };
  return { model, used: values.length, clipped, ...left, fallbackLinks: fallbackLinks(model) };
}
