import type { Fleet, WatchedVehicles } from '../../traffic/traffic.js';

/** Told of a traversal of a whole link, from the step that first shows the vehicle on it to the one that shows it on the next; s. */
export type TraversalListener = (link: number, entry: number, exit: number) => void;

interface Place {
  readonly routeIndex: number;
  /** When the vehicle was first seen on the link; undefined where it may have been there before, or began its trip there. */
  readonly entry: number | undefined;
}

/**
 * Makes link traversals of the vehicles on the road, step by step, on the clock of SUMO's own exit times: the time inside a junction belongs
 * to the link that ends there.
 */
export class LinkWatch {
  readonly #fleet: Fleet;
  readonly #places = new Map<number, Place>();

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
  }

  /** Takes in a step that ends at `time`, s. */
  observe(
    { count, vehicle, routeIndex, left }: WatchedVehicles,
    time: number,
    onTraversal: TraversalListener,
  ): void {
    for (let row = 0; row < count; row++) {
      const id = vehicle[row];
      const index = routeIndex[row];
      const before = this.#places.get(id);
      if (before === undefined) {
        this.#places.set(id, { routeIndex: index, entry: undefined });
        continue;
      }
      if (before.routeIndex === index) continue;
      const isNext = index === before.routeIndex + 1;
      if (isNext && before.entry !== undefined)
        onTraversal(this.#fleet.route(id)[before.routeIndex], before.entry, time);
      // Who passed several links in one step tells nothing of each, but is now at the beginning of one.
      this.#places.set(id, { routeIndex: index, entry: index > before.routeIndex ? time : undefined });
    }
    for (const id of left) this.#places.delete(id);
  }
}
