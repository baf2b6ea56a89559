import type { RandomStream } from '../../../src/random/index.js';

/** A task at a place along a road, such as a roadside camera with a video to analyse. */
export interface PlacedTask {
  /** Link that passes the place. */
  readonly link: number;
  /** Distance of the place from the start of the link, m. */
  readonly offset: number;
}

/**
 * Places tasks at random along the roads: every metre of the given links is equally likely.
 * @param lengths length of each link, m; a link of length 0 gets no task
 */
export function placeTasks(count: number, lengths: ArrayLike<number>, random: RandomStream): PlacedTask[] {
  const ends = new Float64Array(lengths.length);
  let total = 0;
  for (let link = 0; link < lengths.length; link++) {
    total += lengths[link];
    ends[link] = total;
  }
  if (!(total > 0)) throw new RangeError('tasks need at least one link with a length above 0');
  return Array.from({ length: count }, () => {
    const metre = random.next() * total;
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle] > metre) high = middle;
      else low = middle + 1;
    }
    return { link: low, offset: lengths[low] - (ends[low] - metre) };
  });
}
