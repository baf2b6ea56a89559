import type { RoadNetwork } from '../../src/network/index.js';
import type { MovementTrack } from '../../src/twin/prediction/index.js';

/** A track that is being written. */
interface OpenTrack {
  readonly vehicle: string;
  readonly routeID: number;
  readonly route: Int32Array;
  start: number;
  readonly points: number[];
  readonly routeIndex: number[];
  readonly position: number[];
}

/** All vehicles of a second, as columns. */
interface Columns {
  readonly time: number;
  readonly count: number;
  readonly ids: ArrayLike<number>;
  readonly columns: {
    readonly position: ArrayLike<number>;
    readonly roadID: ArrayLike<number>;
    readonly lanePosition: ArrayLike<number>;
    readonly routeIndex: ArrayLike<number>;
  };
}

/** Collects the positions of all vehicles, second by second, into one track for each. */
export class TrackBuilder {
  readonly #network: RoadNetwork;
  readonly #prefix: string;
  /** By number of the vehicle in the stream. */
  readonly #open = new Map<number, OpenTrack>();
  readonly #done: MovementTrack[] = [];
  /** By number of a text: whether a road is the inside of a junction; undefined for no road at all. */
  readonly #inside = new Map<number, boolean | undefined>();

  constructor(network: RoadNetwork, prefix: string) {
    this.#network = network;
    this.#prefix = prefix;
  }

  /** Whether a vehicle is being followed on this route. */
  knowsRoute(id: number, routeID: number): boolean {
    return this.#open.get(id)?.routeID === routeID;
  }

  /** Begins the track of a vehicle; one that it had before ends. @throws InputError for a link that the network lacks */
  begin(id: number, name: string, routeID: number, edges: readonly string[]): void {
    this.end(id);
    const route = Int32Array.from(
      edges,
      (edge) => this.#network.link(edge, `route of vehicle ${name}`).index,
    );
    const vehicle = `${this.#prefix}/${name}`;
    this.#open.set(id, {
      vehicle,
      routeID,
      route,
      start: Number.NaN,
      points: [],
      routeIndex: [],
      position: [],
    });
  }

  /** Adds a point to the track of each vehicle. @param nameOf the text of a number in the columns */
  take({ time, count, ids, columns }: Columns, nameOf: (text: number) => string): void {
    for (let row = 0; row < count; row++) {
      const track = this.#open.get(ids[row]);
      if (track === undefined) continue;
      const inside = this.#isInside(columns.roadID[row], nameOf);
      const index = columns.routeIndex[row];
      if (inside === undefined || index < 0) {
        // In a teleport it is nowhere for a while.
        this.end(ids[row]);
        continue;
      }
      if (track.points.length === 0) track.start = time;
      track.points.push(columns.position[2 * row], columns.position[2 * row + 1]);
      track.routeIndex.push(index);
      const before = inside ? this.#network.lengths[track.route[index]] : 0;
      track.position.push(before + columns.lanePosition[row]);
    }
  }

  /** Ends the track of a vehicle that is gone. */
  end(id: number): void {
    const track = this.#open.get(id);
    this.#open.delete(id);
    if (track === undefined || track.points.length === 0) return;
    const { vehicle, start, points, route, routeIndex, position } = track;
    this.#done.push({
      vehicle,
      start,
      points: Float64Array.from(points),
      along: {
        route,
        routeIndex: Int32Array.from(routeIndex),
        position: Float64Array.from(position),
      },
    });
  }

  /** All tracks, in the order of the vehicles' names and of time. */
  tracks(): MovementTrack[] {
    for (const id of [...this.#open.keys()]) this.end(id);
    return this.#done.sort((a, b) =>
      a.vehicle < b.vehicle ? -1 : a.vehicle > b.vehicle ? 1 : a.start - b.start,
    );
  }

  #isInside(road: number, nameOf: (text: number) => string): boolean | undefined {
    if (!this.#inside.has(road)) {
      const id = nameOf(road);
      this.#inside.set(road, id === '' ? undefined : id.startsWith(':'));
    }
    return this.#inside.get(road);
  }
}
