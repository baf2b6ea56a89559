/** What is particular about a traversal; bits of {@link LinkTraversals.flags}. */
export const traversalFlag = {
  /** The first link of the trip: the vehicle entered it somewhere along its length, perhaps from a standstill. */
  partialFirst: 1,
  /** The last link of the trip: the vehicle left it before its end, or never had to wait for the junction there. */
  partialLast: 2,
  /** The vehicle stopped on the link by plan (a bus stop, a task), not because of traffic. */
  plannedStop: 4,
  /** A time was not seen but computed from the fixes before and after it, as with GPS or with FCD of a long period. */
  interpolated: 8,
} as const;

/**
 * Link traversals as columns: row `i` says that vehicle `vehicles[vehicle[i]]` was on link `link[i]`
 * from `entry[i]` until `exit[i]` (s). The rows of one vehicle stand together in the order of its route,
 * and each begins when the one before it ends, so a trip's traversals sum to its travel time. Where a trace is broken
 * (a teleport, a gap between fixes) the row before ends with `partialLast` and the next begins with `partialFirst`.
 */
export interface LinkTraversals {
  /** Number of rows; every column has this length. */
  readonly count: number;
  /** The names of the vehicles, interned. */
  readonly vehicles: readonly string[];
  readonly vehicle: Int32Array;
  readonly link: Int32Array;
  readonly entry: Float64Array;
  readonly exit: Float64Array;
  /** Bits of {@link traversalFlag}; 0 for a link driven from end to end. */
  readonly flags: Uint8Array;
}

/** Collects link traversals row by row into growing columns. */
export class LinkTraversalBuilder {
  #count = 0;
  #capacity = 1024;
  #vehicle = new Int32Array(1024);
  #link = new Int32Array(1024);
  #entry = new Float64Array(1024);
  #exit = new Float64Array(1024);
  #flags = new Uint8Array(1024);
  readonly #names: string[] = [];
  readonly #index = new Map<string, number>();

  /** The index of a vehicle's name; the same name gives the same index. */
  vehicle(name: string): number {
    const known = this.#index.get(name);
    if (known !== undefined) return known;
    const index = this.#names.length;
    this.#names.push(name);
    this.#index.set(name, index);
    return index;
  }

  /**
   * Adds one traversal.
   * @param vehicle an index given by {@link LinkTraversalBuilder.vehicle}
   * @param link index of the link
   * @param entry time of entry in s
   * @param exit time of leaving in s
   * @param flags bits of {@link traversalFlag}
   * @throws RangeError when the exit is before the entry or the vehicle is unknown
   */
  add(vehicle: number, link: number, entry: number, exit: number, flags = 0): void {
    if (vehicle >= this.#names.length) throw new RangeError(`vehicle ${vehicle} has no name yet`);
    if (!(exit >= entry))
      throw new RangeError(`a traversal cannot end at ${exit} s when it began at ${entry} s`);
    if (this.#count === this.#capacity) this.#grow();
    const row = this.#count++;
    this.#vehicle[row] = vehicle;
    this.#link[row] = link;
    this.#entry[row] = entry;
    this.#exit[row] = exit;
    this.#flags[row] = flags;
  }

  /** Number of rows so far. */
  get count(): number {
    return this.#count;
  }

  /** The traversals so far, in columns that no longer change: vehicle by vehicle, the rows of each in the order they came. */
  build(): LinkTraversals {
    const count = this.#count;
    const order = this.#grouping();
    if (order !== undefined) return this.#ordered(order);
    return {
      count,
      vehicles: [...this.#names],
      vehicle: this.#vehicle.slice(0, count),
      link: this.#link.slice(0, count),
      entry: this.#entry.slice(0, count),
      exit: this.#exit.slice(0, count),
      flags: this.#flags.slice(0, count),
    };
  }

  /** Where each row belongs so that vehicles stand together; `undefined` when they do. */
  #grouping(): Int32Array | undefined {
    const count = this.#count;
    const next = new Int32Array(this.#names.length + 1);
    const seen = new Uint8Array(this.#names.length);
    let grouped = true;
    for (let i = 0; i < count; i++) {
      const vehicle = this.#vehicle[i];
      next[vehicle + 1]++;
      if (i > 0 && vehicle !== this.#vehicle[i - 1] && seen[vehicle] === 1) grouped = false;
      seen[vehicle] = 1;
    }
    if (grouped) return undefined;
    for (let v = 1; v < next.length; v++) next[v] += next[v - 1];
    const order = new Int32Array(count);
    for (let i = 0; i < count; i++) order[next[this.#vehicle[i]]++] = i;
    return order;
  }

  #ordered(order: Int32Array): LinkTraversals {
    return {
      count: order.length,
      vehicles: [...this.#names],
      vehicle: order.map((i) => this.#vehicle[i]),
      link: order.map((i) => this.#link[i]),
      entry: Float64Array.from(order, (i) => this.#entry[i]),
      exit: Float64Array.from(order, (i) => this.#exit[i]),
      flags: Uint8Array.from(order, (i) => this.#flags[i]),
    };
  }

  #grow(): void {
    this.#capacity *= 2;
    const wider = <T extends Int32Array | Float64Array | Uint8Array>(column: T, empty: T): T => {
      empty.set(column);
      return empty;
    };
    this.#vehicle = wider(this.#vehicle, new Int32Array(this.#capacity));
    this.#link = wider(this.#link, new Int32Array(this.#capacity));
    this.#entry = wider(this.#entry, new Float64Array(this.#capacity));
    this.#exit = wider(this.#exit, new Float64Array(this.#capacity));
    this.#flags = wider(this.#flags, new Uint8Array(this.#capacity));
  }
}

/**
 * The traversals of several probe rounds one after another. Vehicles of different rounds are different
 * vehicles even when SUMO gave them the same name: they are called `<round>/<name>`, rounds from 0.
 */
export function joinTraversals(rounds: readonly LinkTraversals[]): LinkTraversals {
  const count = rounds.reduce((sum, round) => sum + round.count, 0);
  const vehicles: string[] = [];
  const joined = {
    vehicle: new Int32Array(count),
    link: new Int32Array(count),
    entry: new Float64Array(count),
    exit: new Float64Array(count),
    flags: new Uint8Array(count),
  };
  let row = 0;
  for (const [r, round] of rounds.entries()) {
    const offset = vehicles.length;
    for (const name of round.vehicles) vehicles.push(`${r}/${name}`);
    for (let i = 0; i < round.count; i++) joined.vehicle[row + i] = offset + round.vehicle[i];
    joined.link.set(round.link, row);
    joined.entry.set(round.entry, row);
    joined.exit.set(round.exit, row);
    joined.flags.set(round.flags, row);
    row += round.count;
  }
  return { count, vehicles, ...joined };
}
