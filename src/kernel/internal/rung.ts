/** No slot: the end of a chain. */
export const NONE = -1;

/**
 * One rung of an event queue's ladder: a stretch of time in buckets of equal width, the last of which takes everything later too.
 *
 * A bucket is the head of a chain of slots. Which bucket a time belongs to is a function of the time that never falls, rounding
 * included, so that all of one bucket come before all of the next and equal times share a bucket.
 */
export class Rung {
  /** First slot of each bucket. Buckets up to the current one are empty. */
  heads = new Int32Array(0);
  /** The bucket that was taken last; -1 before the first. */
  current = -1;
  /** Index of the last bucket. */
  last = 0;
  #start = 0;
  #perTime = 0;

  /**
   * Divides the times from `start` to `end`, with end - start positive and finite. All buckets are empty: the rung is new or used up.
   * @param buckets at least 2
   */
  divide(start: number, end: number, buckets: number): void {
    this.#open(start, buckets / (end - start), buckets, -1);
  }

  /** Parts what is later than a time, as the only bucket to come, from the rest, which counts as taken. */
  partAfter(time: number): void {
    this.#open(time, Number.MAX_VALUE, 1, 0);
  }

  bucketOf(time: number): number {
    const position = (time - this.#start) * this.#perTime;
    if (position >= this.last) return this.last;
    // Also for times before the start, and where infinities leave no number.
    return position > 0 ? Math.trunc(position) : 0;
  }

  /** Makes the next bucket that is not empty the current one and hands out its chain, or NONE when the rung is used up. */
  advance(): number {
    const heads = this.heads;
    for (let bucket = this.current + 1; bucket <= this.last; bucket++) {
      const head = heads[bucket];
      if (head === NONE) continue;
      heads[bucket] = NONE;
      this.current = bucket;
      return head;
    }
    this.current = this.last;
    return NONE;
  }

  #open(start: number, perTime: number, buckets: number, current: number): void {
    this.#start = start;
    this.#perTime = Math.min(perTime, Number.MAX_VALUE);
    this.last = buckets;
    this.current = current;
    if (this.heads.length <= buckets) this.heads = new Int32Array(buckets + 1).fill(NONE);
  }
}
