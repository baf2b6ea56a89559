import type { RoadNetwork } from '../../network/index.js';
import type { LinkTravelTimeModel } from '../../traveltime/index.js';

/** How fast a vehicle gets on along a link of its route. */
export interface RoutePace {
  /**
   * @param link index of the link
   * @param next index of the link after it on the route; undefined at the end of the route
   * @param time simulated time, s
   * @returns m/s over the link and the junction behind it, above 0
   */
  speed(link: number, next: number | undefined, time: number): number;
}

/**
 * The pace that link travel times give: the link and the turn behind it in the mean time of the slot (the time on a junction
 * belongs to the link before it). Before the first slot and after the last one, the nearest counts.
 */
export function linkTimePace(network: RoadNetwork, model: LinkTravelTimeModel): RoutePace {
  const { start, slotLength, slots, mean } = model;
  return {
    speed(link, next, time) {
      const turn = next === undefined ? 0 : (network.connection(link, next)?.internalLength ?? 0);
      const slot = Math.min(slots - 1, Math.max(0, Math.floor((time - start) / slotLength)));
      return (network.lengths[link] + turn) / mean[link * slots + slot];
    },
  };
}

/** The pace of empty roads: speed limits. */
export function freeFlowPace(network: RoadNetwork): RoutePace {
  return { speed: (link) => network.lengths[link] / network.freeFlowTimes[link] };
}
