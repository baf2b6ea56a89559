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

const chunkRows = 1 << 14;

/** Rows of one part of the columns. */
class Chunk {
  readonly vehicle = new Int32Array(chunkRows);
  readonly link = new Int32Array(chunkRows);
  readonly entry = new Float64Array(chunkRows);
  readonly exit = new Float64Array(chunkRows);
  readonly flags = new Uint8Array(chunkRows);
}

/** Collects link traversals row by row; in parts, so that nothing is copied while they grow. */
export class LinkTraversalBuilder {
  #count = 0;
  readonly #chunks: Chunk[] = [];
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
    const row = this.#count++ % chunkRows;
    if (row === 0) this.#chunks.push(new Chunk());
    const chunk = this.#chunks[this.#chunks.length - 1];
    chunk.vehicle[row] = vehicle;
    chunk.link[row] = link;
    chunk.entry[row] = entry;
    chunk.exit[row] = exit;
    chunk.flags[row] = flags;
  }

  /** Number of rows so far. */
  get count(): number {
    return this.#count;
  }

  /** The traversals so far, in columns that no longer change: vehicle by vehicle, the rows of each in the order they came. */
  build(): LinkTraversals {
    const count = this.#count;
    const built = {
      ...{ count, vehicles: [...this.#names], vehicle: new Int32Array(count), link: new Int32Array(count) },
      ...{ entry: new Float64Array(count), exit: new Float64Array(count), flags: new Uint8Array(count) },
    };
    const next = this.#firstRows();
    for (let i = 0; i < count; i++) {
      const chunk = this.#chunks[Math.floor(i / chunkRows)];
      const from = i % chunkRows;
      const to = next[chunk.vehicle[from]]++;
      built.vehicle[to] = chunk.vehicle[from];
      built.link[to] = chunk.link[from];
      built.entry[to] = chunk.entry[from];
      built.exit[to] = chunk.exit[from];
      built.flags[to] = chunk.flags[from];
    }
    return built;
  }

  /** Of each vehicle the row where its rows begin, when vehicles stand in the order of their indices. */
  #firstRows(): Int32Array {
    const next = new Int32Array(this.#names.length + 1);
    for (let i = 0; i < this.#count; i++)
      next[this.#chunks[Math.floor(i / chunkRows)].vehicle[i % chunkRows] + 1]++;
    for (let v = 1; v < next.length; v++) next[v] += next[v - 1];
    return next;
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
