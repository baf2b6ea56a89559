import FlatQueue from 'flatqueue';
import type { RoadNetwork } from '../../network/index.js';

/**
 * Searches the shortest ways from the end of a link to the beginnings of others, up to a bound: Dijkstra over links, with its
 * arrays kept from search to search. Between two fixes of a vehicle only what it can have driven is of interest.
 */
export class RouteSearch {
  readonly #network: RoadNetwork;
  readonly #passenger: boolean;
  readonly #queue = new FlatQueue<number>();
  /** Metres from the end of the first link, through the junctions, to the beginning of each link. */
  readonly #distance: Float64Array;
  readonly #before: Int32Array;
  /** `2 search` for a link that the search has reached, `2 search + 1` for one it is done with. */
  readonly #mark: Float64Array;
  readonly #wanted: Float64Array;
  readonly #internalLengths: Float64Array;
  readonly #open: Uint8Array;
  #search = 0;
  #from = -1;

  /** @param passenger whether only links and turns open to passenger cars are driven */
  constructor(network: RoadNetwork, passenger: boolean) {
    const { length } = network.links;
    this.#network = network;
    this.#passenger = passenger;
    this.#distance = new Float64Array(length);
    this.#before = new Int32Array(length);
    this.#mark = new Float64Array(length);
    this.#wanted = new Float64Array(length);
    this.#internalLengths = Float64Array.from(network.connections, (c) => c.internalLength);
    this.#open = Uint8Array.from(network.connections, (c) =>
      !this.#passenger || (c.passenger && network.links[c.to].passenger) ? 1 : 0,
    );
  }

  /**
   * Searches from the end of a link.
   * @param bound ways longer than this are not found, m
   * @param targets links that are looked for; the search ends when all of them are reached
   */
  run(from: number, bound: number, targets: readonly number[]): void {
    const { offsets, targets: next, connections } = this.#network.successors;
    const { lengths } = this.#network;
    const distance = this.#distance;
    const mark = this.#mark;
    const queue = this.#queue;
    const reached = 2 * ++this.#search;
    this.#from = from;
    let missing = 0;
    for (const target of targets) {
      if (this.#wanted[target] !== reached) missing++;
      this.#wanted[target] = reached;
    }
    queue.clear();
    let link = from;
    let base = 0;
    for (;;) {
      for (let k = offsets[link]; k < offsets[link + 1]; k++) {
        const to = next[k];
        const connection = connections[k];
        if (mark[to] === reached + 1 || this.#open[connection] === 0) continue;
        const d = base + this.#internalLengths[connection];
        if (d > bound || (mark[to] === reached && d >= distance[to])) continue;
        mark[to] = reached;
        distance[to] = d;
        this.#before[to] = link;
        queue.push(to, d);
      }
      let popped = queue.pop();
      while (popped !== undefined && mark[popped] === reached + 1) popped = queue.pop();
      if (popped === undefined) return;
      mark[popped] = reached + 1;
      if (this.#wanted[popped] === reached && --missing === 0) return;
      link = popped;
      base = distance[popped] + lengths[popped];
    }
  }

  /** Metres from the end of the link searched from to the beginning of a target; `Infinity` where there is no way. */
  distance(target: number): number {
    return this.#mark[target] === 2 * this.#search + 1 ? this.#distance[target] : Number.POSITIVE_INFINITY;
  }

  /** The links of the way to a target that was found, from the link searched from to the target, both in it. */
  path(target: number): number[] {
    const links = [target];
    // The way may lead back to the link that it began on.
    for (let link = this.#before[target]; link !== this.#from; link = this.#before[link]) links.push(link);
    links.push(this.#from);
    return links.reverse();
  }
}
