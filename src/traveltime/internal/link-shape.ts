import { logNormalCdfOf } from '../completion.js';
import { normalCdf } from '../normal-distribution.js';
import type { TripPath } from '../trip-path.js';
import { cellsOf, kernelOf, type Masses } from './grid-kernel.js';

/** The travel time of a link in a slot, as the time grid needs it. */
export interface LinkShape {
  /** Masses of shifts by whole cells of width `h`. */
  kernel(h: number): Masses;
  /** Masses in cells of the time `from + fraction x time on the link`; see `cellsOf`. */
  cells(from: number, fraction: number, h: number, perSlot: number): Masses;
  /** P(entry + fraction x time on the link <= `rest`) for an entry spread evenly over a cell of width `h` around 0. */
  below(rest: number, fraction: number, h: number): number;
}

function normalShape(mean: number, sd: number): LinkShape {
  return {
    kernel: (h) => kernelOf(mean, sd, h),
    cells: (from, fraction, h, perSlot) => cellsOf(from + fraction * mean, fraction * sd, h, perSlot),
    below(rest, fraction, h) {
      const ahead = rest - fraction * mean;
      const spread = (fraction * sd) ** 2 - (h * h) / 12;
      return spread > h * h
        ? normalCdf(ahead / Math.sqrt(spread))
        : Math.min(1, Math.max(0, ahead / h + 0.5));
    },
  };
}

/** Masses between the edges (first + offset + i) h of a distribution function, up to where next to nothing is left. */
function between(
  cdf: (time: number) => number,
  low: number,
  high: number,
  offset: number,
  h: number,
): Masses {
  const first = Math.floor(low / h - offset);
  const length = Math.max(1, Math.ceil(high / h - offset) - first + 1);
  const mass = new Float64Array(length);
  let below = 0;
  for (let i = 0; i < length; i++) {
    const upTo = i === length - 1 ? 1 : cdf((first + i + 1 + offset) * h);
    mass[i] = upTo - below;
    below = upTo;
  }
  return { first, mass };
}

/** A log-normal time has less than 1e-14 of its mass above the mean by this many standard deviations of its logarithm. */
const reach = 8;

function logNormalShape(mean: number, sd: number): LinkShape {
  const scale = Math.sqrt(Math.log1p((sd / mean) ** 2));
  const high = mean * Math.exp(reach * scale);
  return {
    kernel(h) {
      if (sd < h) return kernelOf(mean, sd, h);
      // Sheppard's correction makes up for the rounding to cells.
      const s = Math.sqrt(sd * sd - (h * h) / 12);
      return between((t) => logNormalCdfOf(t, mean, s), 0, high, -0.5, h);
    },
    cells(from, fraction, h, perSlot) {
      const [m, s] = [fraction * mean, fraction * sd];
      if (s < h) return cellsOf(from + m, s, h, perSlot);
      return between((t) => logNormalCdfOf(t - from, m, s), from, from + fraction * high, 0, h);
    },
    below(rest, fraction, h) {
      const [m, s] = [fraction * mean, fraction * sd];
      const spread = s * s - (h * h) / 12;
      return spread > h * h
        ? logNormalCdfOf(rest, m, Math.sqrt(spread))
        : Math.min(1, Math.max(0, (rest - m) / h + 0.5));
    },
  };
}

function empiricalShape(points: Float32Array): LinkShape {
  const share = 1 / points.length;
  /** Each point split between the two whole numbers that it lies between. */
  const spread = (places: Float64Array): Masses => {
    const first = Math.floor(places.reduce((a, b) => Math.min(a, b)));
    const mass = new Float64Array(Math.floor(places.reduce((a, b) => Math.max(a, b))) - first + 2);
    for (const place of places) {
      const at = Math.floor(place);
      mass[at - first] += (1 - (place - at)) * share;
      mass[at - first + 1] += (place - at) * share;
    }
    return { first, mass };
  };
  return {
    kernel: (h) => spread(Float64Array.from(points, (t) => t / h)),
    cells: (from, fraction, h) => spread(Float64Array.from(points, (t) => (from + fraction * t) / h - 0.5)),
    below(rest, fraction, h) {
      let sum = 0;
      for (const t of points) sum += Math.min(1, Math.max(0, (rest - fraction * t) / h + 0.5));
      return sum * share;
    },
  };
}

/** The shape of an entry of the tables of a path: row x slots + slot. */
export function shapeAt({ family, mean, sd, points }: TripPath, cell: number): LinkShape {
  if (family === 'empirical' && points !== undefined) {
    const size = points.length / mean.length;
    return empiricalShape(points.subarray(cell * size, (cell + 1) * size));
  }
  const isLogNormal = family === 'lognormal' && mean[cell] > 0 && sd[cell] > 0;
  return isLogNormal ? logNormalShape(mean[cell], sd[cell]) : normalShape(mean[cell], sd[cell]);
}
