import { footOnPolyline, type RoadNetwork } from '../../network/index.js';
import type { GpsTrace } from '../gps-trace.js';
import { type LinkTraversalBuilder, traversalFlag } from '../link-traversals.js';

/** A fix on the way that was found: the number of the link in the path, and the lane position, m. */
export interface PlacedFix {
  /** Number of the fix in its trace. */
  readonly fix: number;
  readonly step: number;
  readonly offset: number;
}

/** The nearest sequence that never falls, by least squares (pool adjacent violators). */
export function isotonic(values: Float64Array): Float64Array {
  const means: number[] = [];
  const sizes: number[] = [];
  for (const value of values) {
    means.push(value);
    sizes.push(1);
    for (let k = means.length - 1; k > 0 && means[k - 1] > means[k]; k--) {
      const size = sizes[k - 1] + sizes[k];
      means[k - 1] = (means[k - 1] * sizes[k - 1] + means[k] * sizes[k]) / size;
      sizes[k - 1] = size;
      means.pop();
      sizes.pop();
    }
  }
  const smooth = new Float64Array(values.length);
  let at = 0;
  for (const [k, size] of sizes.entries()) {
    smooth.fill(means[k], at, at + size);
    at += size;
  }
  return smooth;
}

/** A way through the network and the fixes that decided it. */
export interface PlacedDrive {
  /** Indices of the links driven, in order. */
  readonly path: readonly number[];
  /** In the order of time, the first on the first link of the path and the last on its last. */
  readonly placed: readonly PlacedFix[];
}

/** Places fixes that lie between two placed ones on the part of the path between those. */
function withFixesBetween(
  network: RoadNetwork,
  path: readonly number[],
  placed: readonly PlacedFix[],
  trace: GpsTrace,
  counts: (fix: number) => boolean,
): PlacedFix[] {
  const all: PlacedFix[] = [];
  for (const [k, fix] of placed.entries()) {
    all.push(fix);
    const next = placed[k + 1];
    if (next === undefined) break;
    for (let i = fix.fix + 1; i < next.fix; i++) {
      if (!counts(i)) continue;
      let best = { fix: i, step: fix.step, offset: fix.offset };
      let nearest = Number.POSITIVE_INFINITY;
      for (let step = fix.step; step <= next.step; step++) {
        const link = path[step];
        const { along, distance } = footOnPolyline(network.links[link].shape, trace.x[i], trace.y[i]);
        if (distance >= nearest) continue;
        nearest = distance;
        best = { fix: i, step, offset: Math.min(network.lengths[link], along / network.shapeScale(link)) };
      }
      all.push(best);
    }
  }
  return all;
}

/**
 * Adds the traversals of a matched drive. How far the vehicle was along its path is smoothed, so that noise never takes it back;
 * between two fixes it drove at the same part of every speed limit. The way through a junction belongs to the link before it.
 * @param counts whether a fix between the placed ones belongs to the drive
 */
export function addMatchedTraversals(
  builder: LinkTraversalBuilder,
  network: RoadNetwork,
  trace: GpsTrace,
  { path, placed }: PlacedDrive,
  counts: (fix: number) => boolean,
): void {
  const fixes = withFixesBetween(network, path, placed, trace, counts);
  // The drive is measured in seconds at the speed limit: where each link begins, and where each fix is.
  const begins = new Float64Array(path.length);
  for (let k = 1; k < path.length; k++) {
    const turn = network.connection(path[k - 1], path[k])?.internalLength ?? 0;
    begins[k] = begins[k - 1] + (network.lengths[path[k - 1]] + turn) / network.links[path[k - 1]].speedLimit;
  }
  const places = isotonic(
    Float64Array.from(
      fixes,
      ({ step, offset }) => begins[step] + offset / network.links[path[step]].speedLimit,
    ),
  );
  const vehicle = builder.vehicle(trace.vehicle);
  const last = fixes.length - 1;
  let i = 0;
  let entry = trace.times[fixes[0].fix];
  for (let k = 0; k < path.length; k++) {
    const isLast = k === path.length - 1;
    let exit = trace.times[fixes[last].fix];
    if (!isLast) {
      const end = begins[k + 1];
      while (i < last && places[i + 1] < end) i++;
      const [from, to] = [fixes[i], fixes[Math.min(last, i + 1)]].map(({ fix }) => trace.times[fix]);
      const span = places[Math.min(last, i + 1)] - places[i];
      const share = span > 0 ? Math.min(1, Math.max(0, (end - places[i]) / span)) : 0;
      exit = Math.max(entry, from + share * (to - from));
    }
    const partial = (k === 0 ? traversalFlag.partialFirst : 0) | (isLast ? traversalFlag.partialLast : 0);
    builder.add(vehicle, path[k], entry, exit, traversalFlag.interpolated | partial);
    entry = exit;
  }
}
