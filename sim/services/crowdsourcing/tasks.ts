import type { RoadNetwork } from '../../../src/network/index.js';
import type { RandomStream } from '../../../src/random/index.js';

/** A place on a link. */
export interface LinkPlace {
  readonly link: number;
  /** Distance of the place from the start of the link, m. */
  readonly offset: number;
}

/** A task at a place along a road, such as a roadside camera with a video to analyse. */
export interface PlacedTask extends LinkPlace {
  /** The same place on the link of the other direction, where the task can be done from there too. */
  readonly opposite?: LinkPlace;
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

/** The link that leads back from the end of a link to its start, of those the one most alike in length; undefined without one. */
function linkBack(link: number, { links }: RoadNetwork): number | undefined {
  const { from, to, length } = links[link];
  const back = links.filter((other) => other.passenger && other.from === to && other.to === from);
  back.sort((a, b) => Math.abs(a.length - length) - Math.abs(b.length - length) || a.index - b.index);
  return back[0]?.index;
}

/** The tasks with their places on the links of the other direction, where there are such links. */
export function onBothDirections(tasks: readonly PlacedTask[], network: RoadNetwork): PlacedTask[] {
  return tasks.map((task) => {
    const { link, offset } = task;
    const back = linkBack(link, network);
    if (back === undefined) return task;
    const share = offset / network.lengths[link];
    return { ...task, opposite: { link: back, offset: (1 - share) * network.lengths[back] } };
  });
}
