import type { RoadNetwork } from '../../../src/network/index.js';
import type { RandomStream } from '../../../src/random/index.js';
import { onBothDirections, type PlacedTask, placeTasks } from '../../services/crowdsourcing/tasks.js';

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
): PlacedTask[] {
  const starts = network.links.map(({ index }) => ({ link: index, offset: 0 }));
  const back = onBothDirections(starts, network).map(({ opposite }) => opposite?.link);
  // A two-way road counts once, by the link of the lower number.
  const metres = network.links.map(({ index, length, passenger, speedLimit }) => {
    const other = back[index];
    const counted =
      passenger &&
      speedLimit >= leastLimit &&
      (other === undefined || index < other || back[other] !== index);
    return counted ? length : 0;
  });
  return onBothDirections(placeTasks(count, metres, random), network);
}
