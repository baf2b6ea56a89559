import type { RoadNetwork } from '../network/index.js';
import { crossingTimes } from './internal/crossing-times.js';
import { RouteSearch } from './internal/route-search.js';
import { LinkTraversalBuilder, type LinkTraversals, traversalFlag } from './link-traversals.js';

/** Where a vehicle of a {@link RecordedStep} is when it is on no link: inside a junction, or on an edge the network lacks. */
export const placeOffLink = { junction: -1, unknown: -2 } as const;

/** All vehicles at one time, as columns of which the first `count` are meant. */
export interface RecordedStep {
  /** s */
  readonly time: number;
  readonly count: number;
  /** A small whole number per vehicle, the same while it is there. */
  readonly ids: ArrayLike<number>;
  /** The link of each, or a {@link placeOffLink}. */
  readonly links: ArrayLike<number>;
  /** Lane position of each, m. */
  readonly positions: ArrayLike<number>;
}

/** What the steps amounted to. */
export interface RecordedTraversals {
  readonly traversals: LinkTraversals;
  /** Times a vehicle was gone: it arrived, or was taken off the road. */
  readonly gone: number;
  /** Vehicles on the road at the last step: the links they have left count, the one they are on does not. */
  readonly underway: number;
  /** Drives broken because a vehicle turned up where it cannot have driven, as after a teleport. */
  readonly jumps: number;
}

/** Steps at most this far apart show the crossing into a link; farther apart, its time is interpolated, s. */
const longestSeenGap = 2;
/** No vehicle drives faster, m/s. */
const fastest = 70;
const nowhere = -1;

/**
 * Records link traversals from the vehicles of a simulation step by step, whether they come from a file or from a running SUMO.
 *
 * A vehicle enters a link at the first step that shows it there, and leaves it when it enters the next; so the time inside a
 * junction belongs to the link before it. This is the clock of SUMO's own exit times. Where steps lie more than 2 s apart, or
 * a link was passed between two steps, times are interpolated along the shortest way and marked as such.
 */
export class TraversalRecorder {
  readonly #network: RoadNetwork;
  readonly #search: RouteSearch;
  readonly #builder = new LinkTraversalBuilder();
  readonly #nameOf: (id: number) => string;
  /** Of each id: the step that last showed it, its vehicle in the builder, its link, since when, with which marks. */
  readonly #seen: number[] = [];
  readonly #vehicle: number[] = [];
  readonly #link: number[] = [];
  readonly #entry: number[] = [];
  readonly #flags: number[] = [];
  /** Of each id: the last lane position on the link, and whether it is in a junction since. */
  readonly #position: number[] = [];
  readonly #inJunction: boolean[] = [];
  #step = 0;
  #time = Number.NaN;
  #present = new Int32Array(0);
  #presentCount = 0;
  #gone = 0;
  #jumps = 0;

  /** @param nameOf the name of a vehicle by its id, asked when a drive begins */
  constructor(network: RoadNetwork, nameOf: (id: number) => string) {
    this.#network = network;
    this.#search = new RouteSearch(network, false);
    this.#nameOf = nameOf;
  }

  /**
   * Records one step.
   * @returns the ids that the step before had and this one has not
   * @throws RangeError when its time is not after that of the step before
   */
  step(step: RecordedStep): number[] {
    if (step.time <= this.#time)
      throw new RangeError(`a step at ${step.time} s after one at ${this.#time} s`);
    const before = this.#step++;
    for (let i = 0; i < step.count; i++) {
      const id = step.ids[i];
      const place = step.links[i];
      const position = step.positions[i];
      if (before === 0 || this.#seen[id] !== before) this.#appear(id);
      this.#seen[id] = this.#step;
      if (place === placeOffLink.junction) this.#inJunction[id] = true;
      else if (place === placeOffLink.unknown) this.#end(id, step.time);
      else if (this.#link[id] === nowhere) this.#begin(id, place, position, step.time);
      else if (place === this.#link[id] && !this.#inJunction[id]) this.#position[id] = position;
      else this.#cross(id, place, position, step.time);
    }
    const left: number[] = [];
    for (let i = 0; i < this.#presentCount; i++) {
      const id = this.#present[i];
      if (this.#seen[id] === this.#step) continue;
      this.#end(id, step.time);
      this.#gone++;
      left.push(id);
    }
    if (this.#present.length < step.count) this.#present = new Int32Array(2 * step.count);
    for (let i = 0; i < step.count; i++) this.#present[i] = step.ids[i];
    this.#presentCount = step.count;
    this.#time = step.time;
    return left;
  }

  /** What has been recorded so far. */
  result(): RecordedTraversals {
    const traversals = this.#builder.build();
    return { traversals, gone: this.#gone, underway: this.#presentCount, jumps: this.#jumps };
  }

  #appear(id: number): void {
    this.#vehicle[id] = this.#builder.vehicle(this.#nameOf(id));
    this.#link[id] = nowhere;
    this.#inJunction[id] = false;
  }

  #begin(id: number, link: number, position: number, time: number): void {
    this.#link[id] = link;
    this.#entry[id] = time;
    this.#flags[id] = traversalFlag.partialFirst;
    this.#position[id] = position;
    this.#inJunction[id] = false;
  }

  /** The drive ends here, at the latest. */
  #end(id: number, time: number): void {
    if (this.#link[id] === nowhere) return;
    this.#add(id, time, traversalFlag.partialLast);
    this.#link[id] = nowhere;
  }

  #add(id: number, exit: number, flags: number): void {
    this.#builder.add(this.#vehicle[id], this.#link[id], this.#entry[id], exit, this.#flags[id] | flags);
  }

  /** The vehicle is on another link than at the step before, or has come back to it through a junction. */
  #cross(id: number, link: number, position: number, time: number): void {
    const network = this.#network;
    const from = this.#link[id];
    const gap = time - this.#time;
    const direct = network.connection(from, link) !== undefined;
    if (direct && gap <= longestSeenGap) {
      this.#enter(id, link, time, 0);
    } else {
      const path = direct ? [from, link] : this.#way(from, link, fastest * gap);
      if (path === undefined) {
        this.#jumps++;
        this.#end(id, this.#time);
        this.#begin(id, link, position, time);
        return;
      }
      const offset = this.#inJunction[id] ? network.lengths[from] : this.#position[id];
      const times = crossingTimes(network, path, { offset, time: this.#time }, { offset: position, time });
      for (let k = 1; k < path.length; k++)
        this.#enter(id, path[k], times[k - 1], traversalFlag.interpolated);
    }
    this.#position[id] = position;
    this.#inJunction[id] = false;
  }

  #enter(id: number, link: number, time: number, flags: number): void {
    this.#add(id, time, flags);
    this.#link[id] = link;
    this.#entry[id] = time;
    this.#flags[id] = flags;
  }

  #way(from: number, to: number, bound: number): number[] | undefined {
    this.#search.run(from, bound, [to]);
    return this.#search.distance(to) === Number.POSITIVE_INFINITY ? undefined : this.#search.path(to);
  }
}
