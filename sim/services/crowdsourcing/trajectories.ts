import { alternativePaths, PathFinder, type RoadNetwork, timeCosts } from '../../../src/network/index.js';
import type { LinkTravelTimeModel } from '../../../src/traveltime/index.js';
import type { RouteState } from '../../traffic/traffic.js';
import { meanTimeAt } from './bids.js';

/** A vehicle must see a turn this far ahead, m, to take another one there. */
const roomToTurn = 60;

/** Finds further ways of vehicles to their destinations at one moment. */
export class TrajectoryFinder {
  readonly #network: RoadNetwork;
  readonly #finder: PathFinder;
  readonly #maxDetour: number;
  /** By first and last link: the ways between them. */
  readonly #known = new Map<string, readonly (readonly number[])[]>();

  /**
   * @param model link travel times, by which ways are compared
   * @param time simulated time, s
   * @param maxDetour most time of another way, as a multiple of the time of the one that the vehicle is on
   */
  constructor(network: RoadNetwork, model: LinkTravelTimeModel, time: number, maxDetour: number) {
    this.#network = network;
    this.#maxDetour = maxDetour;
    const times = Float64Array.from(network.links, (_, link) => meanTimeAt(model, link, time));
    this.#finder = new PathFinder(network, timeCosts(network, times));
  }

  /**
   * The trajectories of a vehicle: the rest of its route, then the quickest others to its last link.
   * @param count most trajectories
   * @returns links from the one that the vehicle is on; the first entry is the rest of its route
   */
  trajectories(state: RouteState, count: number): readonly (readonly number[])[] {
    const rest = Array.from(state.route.subarray(state.routeIndex));
    const own = rest.join(' ');
    // Where the next turn is decided already, the ways part behind the next link.
    const isDecided = state.position > this.#network.lengths[rest[0]] - roomToTurn;
    const fixed = isDecided ? 1 : 0;
    const most = this.#maxDetour * this.#costOf(rest);
    const others: (readonly number[])[] = [];
    if (rest.length > fixed + 1 && count > 1) {
      for (const path of this.#between(rest[fixed], rest[rest.length - 1], count)) {
        const links = [...rest.slice(0, fixed), ...path];
        if (links.join(' ') !== own && this.#costOf(links) <= most) others.push(links);
      }
    }
    return [rest, ...others.slice(0, count - 1)];
  }

  #between(from: number, to: number, count: number): readonly (readonly number[])[] {
    const key = `${from} ${to}`;
    let paths = this.#known.get(key);
    if (paths === undefined) {
      // One more, for one of them may be the route that the vehicle is on.
      paths = alternativePaths(this.#finder, from, to, count, 10 * count).map(({ links }) => links);
      this.#known.set(key, paths);
    }
    return paths;
  }

  #costOf(links: readonly number[]): number {
    let cost = 0;
    for (const link of links) cost += this.#finder.costs.links[link];
    return cost;
  }
}

/** A vehicle as it would be on another way from where it is. @param links from the link that it is on */
export function onTrajectory(state: RouteState, links: readonly number[]): RouteState {
  const route = Int32Array.from([...state.route.subarray(0, state.routeIndex), ...links]);
  return { ...state, route };
}
