import { dayLength, type SlotPlan } from '../slot-plan.js';

/** Fewer traversals than this say nothing of what is an outlier. */
const enough = 20;
/** How many slots on either side may help. */
const widest = 2;

function quantile(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}

/**
 * Lowers times above the fence q90 + 3 (q90 - q50) + freeFlow / 2 of their cell, with its neighbours where it is
 * small, to the fence. All fences are found before anything is lowered.
 * @param values times in s, sorted within each cell; changed in place
 * @param offsets where each cell (link * slots + slot) begins in `values`
 * @returns how many were lowered
 */
export function clipCells(
  values: Float64Array,
  offsets: Int32Array,
  { slots, slotLength, calendar }: SlotPlan,
  freeFlowTimes: ArrayLike<number>,
): number {
  // Slots beside one another in time: those of one kind of day, or all.
  const run = calendar === undefined ? slots : dayLength / slotLength;
  const fences = new Float64Array(slots);
  let clipped = 0;
  for (let link = 0; link < freeFlowTimes.length; link++) {
    const base = link * slots;
    for (let s = 0; s < slots; s++) {
      fences[s] = Number.POSITIVE_INFINITY;
      if (offsets[base + s] === offsets[base + s + 1]) continue;
      for (let d = 0; d <= widest; d++) {
        const first = s - (s % run);
        const from = offsets[base + Math.max(first, s - d)];
        const to = offsets[base + Math.min(first + run, s + d + 1)];
        if (to - from < enough) continue;
        const sorted = d === 0 ? values.subarray(from, to) : values.slice(from, to).sort();
        const q90 = quantile(sorted, 0.9);
        fences[s] = q90 + 3 * (q90 - quantile(sorted, 0.5)) + freeFlowTimes[link] / 2;
        break;
      }
    }
    for (let s = 0; s < slots; s++) {
      for (let i = offsets[base + s + 1] - 1; i >= offsets[base + s] && values[i] > fences[s]; i--) {
        values[i] = fences[s];
        clipped++;
      }
    }
  }
  return clipped;
}
