import { normalCdf } from '../normal-distribution.js';

/** Masses at the whole multiples `first`, `first + 1`, .. of a cell's width. */
export interface Masses {
  readonly first: number;
  readonly mass: Float64Array;
}

const reach = 8.5;

/**
 * A normal time on cells of width `h`: masses of shifts by whole cells, with the mean of the time.
 * Sheppard's correction makes up for the rounding to cells; a time that spreads over less than a cell is split
 * between the two nearest shifts.
 */
export function kernelOf(mean: number, sd: number, h: number): Masses {
  if (sd < h) {
    const first = Math.floor(mean / h);
    const part = mean / h - first;
    return { first, mass: Float64Array.of(1 - part, part) };
  }
  const s = Math.sqrt(sd * sd - (h * h) / 12);
  const first = Math.floor((mean - reach * s) / h);
  const length = Math.ceil((mean + reach * s) / h) - first + 1;
  const mass = new Float64Array(length);
  let below = 0;
  for (let j = 0; j < length; j++) {
    const upTo = j === length - 1 ? 1 : normalCdf(((first + j + 0.5) * h - mean) / s);
    mass[j] = upTo - below;
    below = upTo;
  }
  return { first, mass };
}

/**
 * A normal time in cells: cell i holds the mass of [i h, (i + 1) h). One that spreads over less than a cell is
 * split between the two cells whose centres it lies between, where both belong to the slot it lies in.
 */
export function cellsOf(mean: number, sd: number, h: number, perSlot: number): Masses {
  if (sd < h) {
    // On the edge between two slots the time belongs to the slot that ends there.
    const own = Math.max(0, Math.ceil(mean / h) - 1);
    const left = Math.floor(mean / h - 0.5);
    const part = mean / h - 0.5 - left;
    const slot = (cell: number): number => Math.floor(cell / perSlot);
    if (slot(left) !== slot(own) || slot(left + 1) !== slot(own))
      return { first: own, mass: Float64Array.of(1) };
    return { first: left, mass: Float64Array.of(1 - part, part) };
  }
  const first = Math.floor((mean - reach * sd) / h);
  const length = Math.ceil((mean + reach * sd) / h) - first + 1;
  const mass = new Float64Array(length);
  let below = 0;
  for (let i = 0; i < length; i++) {
    const upTo = i === length - 1 ? 1 : normalCdf(((first + i + 1) * h - mean) / sd);
    mass[i] = upTo - below;
    below = upTo;
  }
  return { first, mass };
}
