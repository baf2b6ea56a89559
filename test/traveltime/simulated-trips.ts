import seedrandom from 'seedrandom';
import type { TripPath } from '../../src/traveltime/index.js';

/** Standard normal numbers from a named stream. */
export function normals(name: string): () => number {
  const uniform = seedrandom.alea(name);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/**
 * Completion times drawn from the very model: independent normal times on the links, each from the slot of the
 * simulated entry, entries before the first slot in the first and after the last in the last.
 */
export function simulateTrips(
  path: TripPath,
  linkFractions: readonly number[],
  processingTime: number,
  draws: number,
  name: string,
): Float64Array {
  const normal = normals(name);
  const { slots, slotLength, departure = 0 } = path;
  return Float64Array.from({ length: draws }, () => {
    let x = 0;
    let t = processingTime;
    for (let n = 0; n < path.rows.length; n++) {
      const slot = Math.min(slots - 1, Math.max(0, Math.floor((x + departure) / slotLength)));
      const at = path.rows[n] * slots + slot;
      const time = path.mean[at] + path.sd[at] * normal();
      x += (n === 0 ? path.firstLinkFraction : 1) * time;
      t += linkFractions[n] * time;
    }
    return t;
  });
}

export function moments(values: Float64Array): { mean: number; sd: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const sd = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length);
  return { mean, sd };
}

/** gamma of a task on this link: everything before it, part of it, nothing after it. */
export function fractions(links: number, alpha: number, link: number, fraction: number): number[] {
  return Array.from({ length: links }, (_, n) => {
    if (n > link) return 0;
    if (n === link) return n === 0 ? fraction * alpha : fraction;
    return n === 0 ? alpha : 1;
  });
}
