import { type LinkTraversals, traversalFlag } from '../traces/index.js';
import { clipCells } from './internal/outliers.js';
import { fallbackLinks, type LinkTravelTimeModel } from './link-travel-time-model.js';

/** How link travel times are fitted. */
export interface LinkFitOptions {
  /** Free-flow time of every link in s; its length is the number of links. */
  readonly freeFlowTimes: ArrayLike<number>;
  /** Length of a time slot in s. */
  readonly slotLength: number;
  /** Number of time slots. */
  readonly slots: number;
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

/** Weight of a traversal one, two, three slots away against one of the slot itself, in the prior. */
const neighbourWeights = [0.5, 0.25, 0.125];
/** Weight of the link's own mean in the prior, in traversals. */
const linkWeight = 2;
/** A whole link driven faster than this part of its free-flow time was not driven. */
const impossiblePart = 1 / 3;

interface Selection {
  /** Times in s, sorted within each cell; cell c holds `values[offsets[c]] .. values[offsets[c + 1] - 1]`. */
  readonly values: Float64Array;
  readonly offsets: Int32Array;
  readonly partial: number;
  readonly outside: number;
  readonly impossible: number;
}

function select(rounds: readonly LinkTraversals[], options: LinkFitOptions): Selection {
  const { freeFlowTimes, slots, slotLength, start = 0 } = options;
  const links = freeFlowTimes.length;
  const left = { partial: 0, outside: 0, impossible: 0 };
  const offsets = new Int32Array(links * slots + 1);
  const cells = rounds.map((t) => new Int32Array(t.count).fill(-1));
  for (const [r, t] of rounds.entries()) {
    for (let i = 0; i < t.count; i++) {
      const link = t.link[i];
      if (!(link >= 0 && link < links))
        throw new RangeError(`a traversal of link ${link}, but there are ${links} links`);
      const slot = Math.floor((t.entry[i] - start) / slotLength);
      if (
        (t.flags[i] &
          (traversalFlag.partialFirst | traversalFlag.partialLast | traversalFlag.plannedStop)) !==
        0
      ) {
        left.partial++;
      } else if (slot < 0 || slot >= slots) left.outside++;
      else if (t.exit[i] - t.entry[i] < impossiblePart * freeFlowTimes[link]) left.impossible++;
      else {
        cells[r][i] = link * slots + slot;
        offsets[link * slots + slot + 1]++;
      }
    }
  }
  for (let c = 0; c < links * slots; c++) offsets[c + 1] += offsets[c];
  const values = new Float64Array(offsets[links * slots]);
  const next = offsets.slice();
  for (const [r, t] of rounds.entries()) {
    for (let i = 0; i < t.count; i++) {
      if (cells[r][i] >= 0) values[next[cells[r][i]]++] = t.exit[i] - t.entry[i];
    }
  }
  for (let c = 0; c < links * slots; c++) values.subarray(offsets[c], offsets[c + 1]).sort();
  return { values, offsets, ...left };
}

/** Checks what would silently give nonsense. */
function validate(o: LinkFitOptions): void {
  const positive = (name: string, x: number): void => {
    if (!(x > 0 && Number.isFinite(x))) throw new RangeError(`${name} is ${x}: it must be above 0`);
  };
  positive('slotLength', o.slotLength);
  if (!(Number.isInteger(o.slots) && o.slots > 0))
    throw new RangeError(`slots is ${o.slots}: it must be a whole number above 0`);
  for (let link = 0; link < o.freeFlowTimes.length; link++)
    positive(`free-flow time of link ${link}`, o.freeFlowTimes[link]);
}

interface LinkFitTarget {
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  readonly priorSamples: number;
  readonly minimumSd: number;
  /** Standard deviation of the pseudo-traversal that keeps the link's variance from vanishing, in s. */
  readonly spread: number;
}

/** Fits the slots of one link whose cells begin at `base`. */
function fitLink(
  values: Float64Array,
  offsets: Int32Array,
  base: number,
  slots: number,
  { mean, sd, priorSamples, minimumSd, spread }: LinkFitTarget,
): void {
  const own = new Float64Array(slots);
  const within = new Float64Array(slots);
  const count = (s: number): number => offsets[base + s + 1] - offsets[base + s];
  let sum = 0;
  let withinLink = spread * spread;
  for (let s = 0; s < slots; s++) {
    const cell = values.subarray(offsets[base + s], offsets[base + s + 1]);
    let total = 0;
    for (const t of cell) total += t;
    own[s] = cell.length > 0 ? total / cell.length : 0;
    for (const t of cell) within[s] += (t - own[s]) ** 2;
    sum += total;
    withinLink += within[s];
  }
  const samples = offsets[base + slots] - offsets[base];
  const linkMean = sum / samples;
  for (let s = 0; s < slots; s++) {
    // The prior: the slots around by distance, and the link as a whole.
    let weight = linkWeight;
    let location = linkWeight * linkMean;
    let spreadWithin = (linkWeight * withinLink) / (samples + 1);
    let squares = linkWeight * linkMean * linkMean;
    for (const [d, w] of neighbourWeights.entries()) {
      for (const other of [s - d - 1, s + d + 1]) {
        if (other < 0 || other >= slots) continue;
        weight += w * count(other);
        location += w * count(other) * own[other];
        spreadWithin += w * within[other];
        squares += w * count(other) * own[other] * own[other];
      }
    }
    const n = count(s);
    const p = location / weight;
    const k = n > 0 ? priorSamples : 1;
    const m = (n * own[s] + k * p) / (n + k);
    const between = Math.max(0, squares / weight - p * p);
    const prior = spreadWithin / weight + (k / (n + k)) * between;
    const variance = (within[s] + n * (own[s] - m) ** 2 + k * prior) / (n + k);
    mean[base + s] = m;
    sd[base + s] = Math.max(minimumSd, Math.sqrt(variance));
  }
}

/**
 * Fits a normal travel time to every link and time slot.
 *
 * A traversal counts for the slot in which it begins. First and last links of a trip, links with a planned stop and
 * traversals outside the slots are left out, as is anything faster than a third of the free-flow time.
 *
 * Outliers: in a cell (link, slot), with the slots within one or two of it where it has fewer than 20 traversals
 * itself, times above the fence q90 + 3 (q90 - q50) + half the free-flow time count as the fence; with fewer than
 * 20 even so, nothing is clipped. The fence is wide on purpose: waiting at a red light is not an outlier.
 *
 * The fit is the normal of maximum likelihood, shrunk: a cell's n traversals with mean m and variance v count with
 * `priorSamples` (k) further ones from a prior of mean p, so that the mean is mu = (n m + k p) / (n + k) and the
 * variance (n (v + (m - mu)^2) + k (w + b k / (n + k))) / (n + k). The prior is made of the traversals one, two and
 * three slots away with weights 1/2, 1/4, 1/8 and of the link over all slots with the weight of two traversals;
 * w is their variance within slots (for the link with one pseudo-traversal of the free-flow spread), b the variance
 * between their means, which matters as far as the prior decides. So many traversals give plain maximum likelihood,
 * few lean on their neighbours, and none are as uncertain as the neighbours differ.
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
  validate(options);
  const { freeFlowTimes, slots, slotLength, start = 0 } = options;
  const { freeFlowSpread = 0.3, minimumSamples = 3, priorSamples = 4, minimumSd = 0.3 } = options;
  const links = freeFlowTimes.length;
  const { values, offsets, ...left } = select('count' in traversals ? [traversals] : traversals, options);
  const clipped = clipCells(values, offsets, slots, freeFlowTimes);

  const mean = new Float64Array(links * slots);
  const sd = new Float64Array(links * slots);
  const samples = new Int32Array(links * slots);
  const fallback = new Uint8Array(links);
  for (let link = 0; link < links; link++) {
    const base = link * slots;
    const from = offsets[base];
    const to = offsets[base + slots];
    for (let s = 0; s < slots; s++) samples[base + s] = offsets[base + s + 1] - offsets[base + s];
    const freeFlow = freeFlowTimes[link];
    if (to - from < Math.max(1, minimumSamples)) {
      fallback[link] = 1;
      mean.fill(freeFlow, base, base + slots);
      sd.fill(Math.max(minimumSd, freeFlowSpread * freeFlow), base, base + slots);
      continue;
    }
    fitLink(values, offsets, base, slots, {
      mean,
      sd,
      priorSamples,
      minimumSd,
      spread: freeFlowSpread * freeFlow,
    });
  }
  const model: LinkTravelTimeModel = { start, slotLength, slots, links, mean, sd, samples, fallback };
  return { model, used: values.length, clipped, ...left, fallbackLinks: fallbackLinks(model) };
}
