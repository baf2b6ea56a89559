import FlatQueue from 'flatqueue';
import type { RoadNetwork } from './road-network.js';

/** What a path costs: the sum over its links (the first and the last whole) and over the turns between them. */
export interface PathCosts {
  /** Of each link, positive or 0; `Infinity` closes a link. */
  readonly links: Float64Array;
  /** Of each connection, positive or 0. */
  readonly connections: Float64Array;
}

/** A path through the network. */
export interface Path {
  /** Indices of its links, in order. */
  readonly links: readonly number[];
  readonly cost: number;
}

/** Costs in metres: the length of the links and of the turns between them. Only links and turns open to passenger cars. */
export function lengthCosts(network: RoadNetwork): PathCosts {
  return passengerCosts(network, network.lengths, (length) => length);
}

/**
 * Costs in seconds.
 * @param times of each link; by default at the speed limit. Turns inside junctions are driven at the limit of the link before them.
 */
export function timeCosts(network: RoadNetwork, times: Float64Array = network.freeFlowTimes): PathCosts {
  return passengerCosts(network, times, (length, from) => length / network.links[from].speedLimit);
}

function passengerCosts(
  network: RoadNetwork,
  links: Float64Array,
  turn: (length: number, from: number) => number,
): PathCosts {
  if (links.length !== network.links.length) {
    throw new RangeError(`times of ${network.links.length} links wanted, ${links.length} given`);
  }
  const closed = Number.POSITIVE_INFINITY;
  return {
    links: links.map((cost, link) => (network.links[link].passenger ? cost : closed)),
    connections: Float64Array.from(network.connections, ({ passenger, internalLength, from }) =>
      passenger ? turn(internalLength, from) : closed,
    ),
  };
}

/** What a search may not use; used by the search for alternatives. */
export interface Barriers {
  /** 1 for each link that is closed. */
  readonly links: Uint8Array;
  /** Links that may not follow the first one directly. */
  readonly afterFirst: ReadonlySet<number>;
}

/** Dijkstra's search over links, with its arrays kept from search to search: one search allocates nothing but its path. */
export class PathFinder {
  readonly network: RoadNetwork;
  readonly costs: PathCosts;
  private readonly queue = new FlatQueue<number>();
  private readonly reached: Float64Array;
  private readonly before: Int32Array;
  /** Which search last touched a link, and whether that search is done with it (`2 search` open, `2 search + 1` done). */
  private readonly mark: Float64Array;
  private search = 0;

  /** @throws RangeError for a cost that is negative or NaN */
  constructor(network: RoadNetwork, costs: PathCosts) {
    if (costs.links.some((cost) => !(cost >= 0)) || costs.connections.some((cost) => !(cost >= 0))) {
      throw new RangeError('the costs of links and connections must be 0 or more');
    }
    this.network = network;
    this.costs = costs;
    this.reached = new Float64Array(network.links.length);
    this.before = new Int32Array(network.links.length);
    this.mark = new Float64Array(network.links.length);
  }

  /** The cheapest path from one link to another (both by index and both part of it), or `undefined` when there is none. */
  path(from: number, to: number, barriers?: Barriers): Path | undefined {
    this.run(from, to, barriers);
    if (this.mark[to] !== 2 * this.search + 1) return undefined;
    const links = [to];
    for (let link = to; link !== from; ) {
      link = this.before[link];
      links.push(link);
    }
    return { links: links.reverse(), cost: this.reached[to] };
  }

  /** Cost of the cheapest path from a link to every link, both ends whole; `Infinity` where there is none. */
  costsFrom(from: number): Float64Array {
    this.run(from, -1);
    const done = 2 * this.search + 1;
    return this.reached.map((cost, link) => (this.mark[link] === done ? cost : Number.POSITIVE_INFINITY));
  }

  private run(from: number, to: number, barriers?: Barriers): void {
    const { queue, reached, before, mark } = this;
    const { offsets, targets, connections } = this.network.successors;
    const open = 2 * ++this.search;
    queue.clear();
    if (this.costs.links[from] === Number.POSITIVE_INFINITY) return;
    reached[from] = this.costs.links[from];
    mark[from] = open;
    queue.push(from, reached[from]);
    for (let link = queue.pop(); link !== undefined; link = queue.pop()) {
      if (mark[link] === open + 1) continue;
      mark[link] = open + 1;
      if (link === to) return;
      for (let k = offsets[link]; k < offsets[link + 1]; k++) {
        const next = targets[k];
        if (mark[next] === open + 1) continue;
        if (
          barriers !== undefined &&
          (barriers.links[next] === 1 || (link === from && barriers.afterFirst.has(next)))
        )
          continue;
        const cost = reached[link] + this.costs.connections[connections[k]] + this.costs.links[next];
        if (cost < Number.POSITIVE_INFINITY && (mark[next] !== open || cost < reached[next])) {
          mark[next] = open;
          reached[next] = cost;
          before[next] = link;
          queue.push(next, cost);
        }
      }
    }
  }
}

/** The cheapest path from one link to another, by index; for many searches keep a {@link PathFinder}. */
export function shortestPath(
  network: RoadNetwork,
  from: number,
  to: number,
  costs = lengthCosts(network),
): Path | undefined {
  return new PathFinder(network, costs).path(from, to);
}
