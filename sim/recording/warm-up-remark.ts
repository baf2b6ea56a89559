import { warmUpByMser } from '../../src/results/index.js';

/** Moments below which nothing can be said. */
const least = 20;

/**
 * Whether the warm-up of a run was long enough, in a sentence for its report: the number of vehicles on the road against the
 * truncation that MSER-5 proposes.
 * @param time of the moments, equally spaced, s
 * @param vehicles on the road, mean of the replications
 * @param warmUp what the scenario leaves out, s
 * @returns nothing where the moments are too few
 */
export function warmUpRemark(time: readonly number[], vehicles: readonly number[], warmUp: number): string {
  if (time.length < least) return '';
  const { truncate, settled } = warmUpByMser(vehicles);
  // MSER looks no further than the middle.
  if (!settled)
    return `By MSER-5 the number of vehicles is not steady before the middle of the run: the warm-up of ${warmUp} s is short.`;
  const from = truncate === 0 ? 0 : time[truncate - 1];
  const steady = `By MSER-5 the number of vehicles is steady from about ${Math.round(from)} s on`;
  return from <= warmUp ? `${steady}.` : `${steady}: the warm-up of ${warmUp} s is short.`;
}
