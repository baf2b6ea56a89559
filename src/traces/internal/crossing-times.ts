import type { RoadNetwork } from '../../network/index.js';

/** A place on a link at a time. */
export interface TimedPlace {
  /** Lane position, m. */
  readonly offset: number;
  /** s */
  readonly time: number;
}

/**
 * When a vehicle entered the second and each later link of a way, where only its places on the first and the last link are
 * known. Between them it is taken to have driven at the same part of the speed limit everywhere; the way through a junction
 * belongs to the link before it.
 * @param path indices of the links, at least two
 * @param from the place on the first link
 * @param to the place on the last one
 * @returns one time per link but the first, s, never falling
 */
export function crossingTimes(
  network: RoadNetwork,
  path: readonly number[],
  from: TimedPlace,
  to: TimedPlace,
): Float64Array {
  const last = path.length - 1;
  const needs = new Float64Array(last);
  let total = 0;
  for (let k = 0; k < last; k++) {
    const { length, speedLimit } = network.links[path[k]];
    const turn = network.connection(path[k], path[k + 1])?.internalLength ?? 0;
    const part = k === 0 ? Math.max(0, length - from.offset) : length;
    total += (part + turn) / speedLimit;
    needs[k] = total;
  }
  total += Math.max(0, to.offset) / network.links[path[last]].speedLimit;
  const span = to.time - from.time;
  return needs.map((need) => (total > 0 ? from.time + (span * need) / total : to.time));
}
