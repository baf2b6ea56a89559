import { normalQuantile } from '../../results/index.js';
import { linkWeight, type Neighbour } from './cell-prior.js';

/** How many equally likely times stand for the distribution of a cell. */
export const pointCount = 20;

/** The normal distribution by equally likely points of mean 0 and variance 1. */
let normalPoints: Float64Array | undefined;

function standardised(points: Float64Array): Float64Array {
  let sum = 0;
  for (const x of points) sum += x;
  const centre = sum / points.length;
  let squares = 0;
  for (const x of points) squares += (x - centre) ** 2;
  const sd = Math.sqrt(squares / points.length);
  return points.map((x) => (sd > 0 ? (x - centre) / sd : 0));
}

/** A value with its weight in a sample. */
type Weighted = readonly [value: number, weight: number];

/** The means of equal parts of the mass of a weighted sample, rising. */
export function equalParts(sample: readonly Weighted[], parts = pointCount): Float64Array {
  const sorted = [...sample].sort((a, b) => a[0] - b[0]);
  const total = sorted.reduce((sum, [, weight]) => sum + weight, 0);
  const points = new Float64Array(parts);
  const size = total / parts;
  let i = 0;
  let left = sorted[0]?.[1] ?? 0;
  for (let part = 0; part < parts; part++) {
    let room = size;
    let sum = 0;
    for (;;) {
      const isLast = i >= sorted.length - 1;
      const taken = isLast ? room : Math.min(room, left);
      sum += taken * (sorted[Math.min(i, sorted.length - 1)]?.[0] ?? 0);
      room -= taken;
      left -= taken;
      if (room <= 1e-12 * size) break;
      i++;
      left = sorted[i]?.[1] ?? 0;
    }
    points[part] = sum / size;
  }
  return points;
}

/** Points with a mean and standard deviation; times below a twentieth of the mean are not believed. */
function placed(shape: Float64Array, mean: number, sd: number): Float64Array {
  return standardised(shape).map((z) => Math.max(mean / 20, mean + sd * z));
}

/** Points of a link without traversals: the normal distribution. */
export function fallbackPoints(mean: number, sd: number): Float64Array {
  normalPoints ??= standardised(
    Float64Array.from({ length: pointCount }, (_, i) => normalQuantile((i + 0.5) / pointCount)),
  );
  return placed(normalPoints, mean, sd);
}

/**
 * The shapes of the slots of one link: the slot's own traversals, and of the prior (the slots around, and the link as a whole) as
 * much as the moments take from it, as equally likely points with the fitted mean and standard deviation.
 * @param values as for `linkMoments`
 * @param points are written from `(base + s) * pointCount` on
 */
export function linkPoints(
  values: Float64Array,
  offsets: Int32Array,
  base: number,
  fitted: { readonly mean: Float64Array; readonly sd: Float64Array; readonly points: Float32Array },
  {
    neighbours,
    priorSamples,
  }: { readonly neighbours: readonly (readonly Neighbour[])[]; readonly priorSamples: number },
): void {
  const slots = neighbours.length;
  const cell = (s: number): Float64Array => values.subarray(offsets[base + s], offsets[base + s + 1]);
  const whole = equalParts(
    Array.from(values.subarray(offsets[base], offsets[base + slots]), (t): Weighted => [t, 1]),
  );
  for (let s = 0; s < slots; s++) {
    const own = cell(s);
    const prior: Weighted[] = Array.from(whole, (t): Weighted => [t, linkWeight / whole.length]);
    let weight = linkWeight;
    for (const { slot, weight: w } of neighbours[s]) {
      for (const t of cell(slot)) prior.push([t, w]);
      weight += w * cell(slot).length;
    }
    const scale = (own.length > 0 ? priorSamples : 1) / weight;
    const sample = [
      ...Array.from(own, (t): Weighted => [t, 1]),
      ...prior.map(([t, w]): Weighted => [t, w * scale]),
    ];
    const at = base + s;
    fitted.points.set(placed(equalParts(sample), fitted.mean[at], fitted.sd[at]), at * pointCount);
  }
}
