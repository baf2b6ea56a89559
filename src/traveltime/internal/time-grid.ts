import { type CompletionTime, normalCompletion } from '../completion.js';
import type { TripPredictor } from '../trip-estimator.js';
import { departureSlot, type TripPath } from '../trip-path.js';
import { shapeAt } from './link-shape.js';

/** Masses of the entry time in the cells `first`, `first + 1`, ..; cell i is [i h, (i + 1) h) after the first slot's beginning. */
interface Cells {
  readonly first: number;
  readonly mass: Float64Array;
}

/** Mass that may be cut off at either end. */
const negligible = 1e-15;
const maximalCells = 20_000;

/**
 * The width of a cell, a whole part of a slot: a 128th of the slot or a quarter of the smallest standard deviation,
 * but wide enough that the whole trip fits into {@link maximalCells}.
 */
function cellsPerSlot(path: TripPath): number {
  const { rows, slots, slotLength, mean, sd } = path;
  let smallest = Number.POSITIVE_INFINITY;
  let range = 0;
  for (let n = 0; n < rows.length; n++) {
    let longest = 0;
    for (let at = rows[n] * slots; at < (rows[n] + 1) * slots; at++) {
      if (sd[at] > 0) smallest = Math.min(smallest, sd[at]);
      longest = Math.max(longest, Math.abs(mean[at]) + 4 * sd[at]);
    }
    range += longest;
  }
  const wanted = Math.max(128, (4 * slotLength) / smallest);
  const affordable = (maximalCells * slotLength) / Math.max(range, slotLength / 8);
  return Math.max(1, Math.ceil(Math.min(wanted, affordable)));
}

function trimmed(first: number, mass: Float64Array): Cells {
  let low = 0;
  let high = mass.length;
  for (let sum = 0; low < high - 1 && sum + mass[low] < negligible; low++) sum += mass[low];
  for (let sum = 0; high - 1 > low && sum + mass[high - 1] < negligible; high--) sum += mass[high - 1];
  return { first: first + low, mass: mass.slice(low, high) };
}

/**
 * The estimator `grid`: the mass of the entry time in cells of equal width that the slots consist of, carried from
 * link to link by convolution, slot by slot. Its `taskOf` is that of the grid for tasks with every link before theirs
 * driven whole (the first from where the vehicle is); for other fractions it is normal with the grid's moments.
 */
export function gridPredictor(path: TripPath): TripPredictor {
  const { rows, slots, slotLength, mean, sd } = path;
  const links = rows.length;
  const departure = path.departure ?? 0;
  const perSlot = cellsPerSlot(path);
  const h = slotLength / perSlot;
  const slotOf = (cell: number): number => Math.min(slots - 1, Math.max(0, Math.floor(cell / perSlot)));
  const centre = (cells: Cells, i: number): number => (cells.first + i + 0.5) * h - departure;

  const rho = new Float64Array(links * slots);
  const entryMean = new Float64Array(links + 1);
  const entryVariance = new Float64Array(links + 1);
  const linkMean = new Float64Array(links);
  const linkVariance = new Float64Array(links);
  const linkCovariance = new Float64Array(links);
  const entries: Cells[] = [];

  const slot0 = departureSlot(path);
  const alpha = path.firstLinkFraction;
  rho[slot0] = 1;
  linkMean[0] = mean[rows[0] * slots + slot0];
  linkVariance[0] = sd[rows[0] * slots + slot0] ** 2;
  entryMean[1] = alpha * linkMean[0];
  entryVariance[1] = alpha * alpha * linkVariance[0];
  // The distribution of the departure itself is a point; the first link carries it to the first cells.
  entries.push({ first: 0, mass: new Float64Array(0) });
  entries.push(shapeAt(path, rows[0] * slots + slot0).cells(departure, alpha, h, perSlot));

  for (let n = 1; n < links; n++) {
    const cells = entries[n];
    const row = rows[n] * slots;
    if (entryVariance[n] === 0) {
      // A certain entry needs no grid; on the edge between two slots it belongs to the one that ends there.
      const slot = slotOf(Math.max(0, Math.ceil((entryMean[n] + departure) / slotLength) - 1) * perSlot);
      rho[n * slots + slot] = 1;
      linkMean[n] = mean[row + slot];
      linkVariance[n] = sd[row + slot] ** 2;
      entryMean[n + 1] = entryMean[n] + linkMean[n];
      entryVariance[n + 1] = linkVariance[n];
      entries.push(shapeAt(path, row + slot).cells(departure + entryMean[n], 1, h, perSlot));
      continue;
    }
    const gridMean = cells.mass.reduce((sum, m, i) => sum + m * centre(cells, i), 0);
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    const kernels = new Map<number, Cells>();
    for (let i = 0; i < cells.mass.length; i++) {
      const slot = slotOf(cells.first + i);
      const m = cells.mass[i];
      rho[n * slots + slot] += m;
      linkCovariance[n] += m * (centre(cells, i) - gridMean) * mean[row + slot];
      let kernel = kernels.get(slot);
      if (kernel === undefined) {
        kernel = shapeAt(path, row + slot).kernel(h);
        kernels.set(slot, kernel);
      }
      low = Math.min(low, cells.first + i + kernel.first);
      high = Math.max(high, cells.first + i + kernel.first + kernel.mass.length);
    }
    const next = new Float64Array(high - low);
    for (let i = 0; i < cells.mass.length; i++) {
      const m = cells.mass[i];
      const kernel = kernels.get(slotOf(cells.first + i));
      if (m === 0 || kernel === undefined) continue;
      const at = cells.first + i + kernel.first - low;
      const weights = kernel.mass;
      for (let j = 0; j < weights.length; j++) next[at + j] += m * weights[j];
    }
    entries.push(trimmed(low, next));
    for (let slot = 0; slot < slots; slot++) linkMean[n] += rho[n * slots + slot] * mean[row + slot];
    for (let slot = 0; slot < slots; slot++) {
      const spread = sd[row + slot] ** 2 + (mean[row + slot] - linkMean[n]) ** 2;
      linkVariance[n] += rho[n * slots + slot] * spread;
    }
    entryMean[n + 1] = entryMean[n] + linkMean[n];
    entryVariance[n + 1] = Math.max(0, entryVariance[n] + linkVariance[n] + 2 * linkCovariance[n]);
  }

  /** P(t <= T) for t = processing time + entry time of the link + gamma times the time on it. */
  function upTo(link: number, gamma: number, processingTime: number, time: number): number {
    const cells = entries[link];
    const row = rows[link] * slots;
    const shapes = Array.from({ length: slots }, (_, slot) => shapeAt(path, row + slot));
    let sum = 0;
    for (let i = 0; i < cells.mass.length; i++) {
      const shape = shapes[slotOf(cells.first + i)];
      sum += cells.mass[i] * shape.below(time - processingTime - centre(cells, i), gamma, h);
    }
    return Math.min(1, sum);
  }

  function task(
    link: number,
    gamma: number,
    processingTime: number,
    boundaries: ArrayLike<number>,
  ): CompletionTime {
    if (!(link >= 0 && link < links)) throw new RangeError(`link ${link} of a path of ${links} links`);
    const m = processingTime + entryMean[link] + gamma * linkMean[link];
    const own = gamma * gamma * linkVariance[link] + 2 * gamma * linkCovariance[link];
    const s = Math.sqrt(Math.max(0, entryVariance[link] + own));
    if (entryVariance[link] === 0 || s === 0) return normalCompletion(m, s, boundaries);
    const completion = new Float64Array(boundaries.length);
    let before = upTo(link, gamma, processingTime, 0);
    for (let k = 0; k < boundaries.length; k++) {
      const now = upTo(link, gamma, processingTime, boundaries[k]);
      completion[k] = Math.max(0, now - before);
      before = now;
    }
    return { mean: m, sd: s, completion, late: 1 - before };
  }

  return {
    estimator: 'grid',
    slotProbabilities: rho,
    entryMean,
    entryVariance,
    task,
    taskOf(linkFractions, processingTime, boundaries) {
      let link = links - 1;
      while (link > 0 && linkFractions[link] === 0) link--;
      const throughout = Array.from(
        { length: link },
        (_, n) => linkFractions[n] === (n === 0 ? alpha : 1),
      ).every(Boolean);
      if (throughout) return task(link, linkFractions[link], processingTime, boundaries);
      let m = processingTime;
      let variance = 0;
      for (let n = 0; n < links; n++) {
        m += linkFractions[n] * linkMean[n];
        variance += linkFractions[n] ** 2 * linkVariance[n] + 2 * linkFractions[n] * linkCovariance[n];
      }
      return normalCompletion(m, Math.sqrt(Math.max(0, variance)), boundaries);
    },
  };
}
