import type { RoadNetwork } from '../../../src/network/index.js';
import type { RandomStream } from '../../../src/random/index.js';
import { placeTasks } from '../../services/crowdsourcing/tasks.js';

/** A place on a link. */
export interface LinkPlace {
  readonly link: number;
  /** m from the start of the link. */
  readonly offset: number;
}

/** A task at the side of a road: the places where vehicles pass it, one for each direction. */
export type RoadsideTask = readonly LinkPlace[];

/** The link in the other direction of the same road: between the same junctions, the one most alike in length. */
function linkBack(link: number, { links }: RoadNetwork): number | undefined {
  const { from, to, length } = links[link];
  const back = links.filter((other) => other.passenger && other.from === to && other.to === from);
  back.sort((a, b) => Math.abs(a.length - length) - Math.abs(b.length - length) || a.index - b.index);
  return back[0]?.index;
}

/**
 * Places tasks, such as cameras, at random along the roads: every metre of road is equally likely, and vehicles of both directions
 * can do a task as they pass. The first n of more tasks are those of n.
 * @param leastLimit roads with a lower speed limit, m/s, get none
 */
export function roadsideTasks(
  count: number,
  network: RoadNetwork,
  random: RandomStream,
  leastLimit = 0,
): RoadsideTask[] {
  const back = network.links.map(({ index, passenger }) =>
    passenger ? linkBack(index, network) : undefined,
  );
  // A two-way road counts once, by the link of the lower number.
  const metres = network.links.map(({ index, length, passenger, speedLimit }) => {
    const other = back[index];
    const counted =
      passenger &&
      speedLimit >= leastLimit &&
      (other === undefined || index < other || back[other] !== index);
    return counted ? length : 0;
  });
  return placeTasks(count, metres, random).map((place) => {
    const other = back[place.link];
    if (other === undefined) return [place];
    const share = place.offset / network.lengths[place.link];
    return [place, { link: other, offset: (1 - share) * network.lengths[other] }];
  });
}

/** A task as a link passes it. */
export interface TaskOnLink {
  readonly task: number;
  readonly offset: number;
}

/** The tasks of each link, in the order in which a vehicle on the link passes them. */
export function tasksOfLinks(tasks: readonly RoadsideTask[]): ReadonlyMap<number, readonly TaskOnLink[]> {
  const byLink = new Map<number, TaskOnLink[]>();
  for (const [task, places] of tasks.entries())
    for (const { link, offset } of places) {
      const list = byLink.get(link) ?? [];
      list.push({ task, offset });
      byLink.set(link, list);
    }
  for (const list of byLink.values()) list.sort((a, b) => a.offset - b.offset || a.task - b.task);
  return byLink;
}
