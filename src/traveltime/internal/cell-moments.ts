import { linkWeight, type Neighbour } from './cell-prior.js';

/** How the moments of a link's slots are found. */
export interface MomentOptions {
  /** Of each slot; see `neighboursOf`. */
  readonly neighbours: readonly (readonly Neighbour[])[];
  /** How many traversals the prior weighs. */
  readonly priorSamples: number;
  /** Standard deviation of the pseudo-traversal that keeps the link's variance from vanishing. */
  readonly spread: number;
}

/**
 * Mean and standard deviation of each slot of one link, shrunk to the slots around and to the link as a whole; the rule is that of
 * `fitLinkTravelTimes`.
 * @param values of all links; slot s of this one holds `values[offsets[base + s]] .. values[offsets[base + s + 1] - 1]`
 * @param mean and `sd` are written at `base + s`
 */
export function linkMoments(
  values: Float64Array,
  offsets: Int32Array,
  base: number,
  { mean, sd }: { readonly mean: Float64Array; readonly sd: Float64Array },
  { neighbours, priorSamples, spread }: MomentOptions,
): void {
  const slots = neighbours.length;
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
    for (const { slot: other, weight: w } of neighbours[s]) {
      weight += w * count(other);
      location += w * count(other) * own[other];
      spreadWithin += w * within[other];
      squares += w * count(other) * own[other] * own[other];
    }
    const n = count(s);
    const p = location / weight;
    const k = n > 0 ? priorSamples : 1;
    const m = (n * own[s] + k * p) / (n + k);
    const between = Math.max(0, squares / weight - p * p);
    const prior = spreadWithin / weight + (k / (n + k)) * between;
    const variance = (within[s] + n * (own[s] - m) ** 2 + k * prior) / (n + k);
    mean[base + s] = m;
    sd[base + s] = Math.sqrt(variance);
  }
}
