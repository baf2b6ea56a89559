import { mean } from './statistics.js';

/** How much of the beginning of an output to leave out. */
export interface Settling {
  /** Number of values to leave out. */
  readonly truncate: number;
  /**
   * False where the best truncation found lies at the end of what was searched (half of the values): the output was probably
   * too short to settle, and the truncation must not be trusted.
   */
  readonly settled: boolean;
}

/**
 * The end of the warm-up by MSER-5 (White 1997; White, Cobb and Spratt 2000): of the means of batches of five, so many are left
 * out that the standard error of the mean of the rest is least. No parameter to tune, no run to look at.
 * @param values of one run, in order of time, equally spaced; for several runs, their average by time
 * @param batch values a batch; 5 unless there is a reason
 * @throws RangeError for fewer than two batches
 */
export function warmUpByMser(values: ArrayLike<number>, batch = 5): Settling {
  const batches = Math.floor(values.length / batch);
  if (!(batches >= 2))
    throw new RangeError(`MSER-${batch} needs at least ${2 * batch} values, not ${values.length}`);
  const means = Float64Array.from({ length: batches }, (_, b) =>
    mean(Float64Array.from({ length: batch }, (_, i) => values[b * batch + i])),
  );
  const most = Math.floor(batches / 2);
  let best = 0;
  let least = Infinity;
  // From the end, so that each batch is added once: Welford's running mean and sum of squares.
  let count = 0;
  let centre = 0;
  let squares = 0;
  for (let d = batches - 1; d >= 0; d--) {
    count++;
    const step = means[d] - centre;
    centre += step / count;
    squares += step * (means[d] - centre);
    const error = squares / (count * count);
    // Where two are as good, the one that leaves out less.
    if (d <= most && error <= least) {
      least = error;
      best = d;
    }
  }
  return { truncate: best * batch, settled: best < most };
}

/**
 * The values from a fixed time on.
 * @param times of the values, not falling, s
 * @param start of what counts, s
 * @throws RangeError when the lengths differ
 */
export function afterTime(times: ArrayLike<number>, values: ArrayLike<number>, start: number): Float64Array {
  if (times.length !== values.length)
    throw new RangeError(`values need a time each, not ${times.length} times for ${values.length} values`);
  let first = 0;
  while (first < times.length && times[first] < start) first++;
  return Float64Array.from({ length: times.length - first }, (_, i) => values[first + i]);
}
