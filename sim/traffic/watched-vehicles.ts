import type { RoadNetwork } from '../../src/network/index.js';
import type { Fleet, WatchedVehicles } from './traffic.js';

/** What never changes of a vehicle. */
export interface VehicleFacts {
  readonly id: string;
  /** Its type, as the demand calls it. */
  readonly type: string;
  /** SUMO's class of the type: `passenger`, `bus`, `emergency`, ... */
  readonly vehicleClass: string;
}

/** Vehicles after a step as a source knows them, by handles of its own: one handle is one vehicle, which may have several. */
export interface SourceRows {
  readonly count: number;
  readonly handle: Int32Array;
  readonly routeIndex: Int32Array;
  /** Distance from the start of the link, m; more than its length while crossing the junction behind it. */
  readonly position: Float64Array;
  /** Distance driven since departure, m. */
  readonly driven: Float64Array;
  facts(handle: number): VehicleFacts;
  /** Link indices of its present route. */
  route(handle: number): Int32Array;
}

/**
 * Makes of the rows of a source what everybody who watches all vehicles is given, so that every source gives the same numbers for
 * the same traffic: vehicles are numbered as they are first seen, those of one step in order of their ids, and rows stand in order of the
 * numbers. Speeds and places follow from the distances that vehicles drove and from the drawn shapes of the links.
 */
export class VehicleTable implements Fleet {
  readonly #network: RoadNetwork;
  readonly #stepLength: number;
  readonly #numbers = new Map<string, number>();
  readonly #numberOfHandle: number[] = [];
  readonly #facts: VehicleFacts[] = [];
  readonly #routes: Int32Array[] = [];
  /** By number: the distance driven when it was last seen, and the step in which that was. */
  readonly #driven: number[] = [];
  readonly #seen: number[] = [];
  #present: Int32Array = new Int32Array(0);
  #step = 0;

  constructor(network: RoadNetwork, stepLength: number) {
    this.#network = network;
    this.#stepLength = stepLength;
  }

  get size(): number {
    return this.#facts.length;
  }

  id(vehicle: number): string {
    return this.#facts[vehicle].id;
  }

  type(vehicle: number): string {
    return this.#facts[vehicle].type;
  }

  vehicleClass(vehicle: number): string {
    return this.#facts[vehicle].vehicleClass;
  }

  route(vehicle: number): Int32Array {
    return this.#routes[vehicle];
  }

  /** The columns of a step, from the rows of the source after it. */
  take(rows: SourceRows): WatchedVehicles {
    this.#step++;
    this.#number(rows);
    const { count } = rows;
    const order = Array.from({ length: count }, (_, row) => row);
    const numberOf = (row: number): number => this.#numberOfHandle[rows.handle[row]];
    order.sort((a, b) => numberOf(a) - numberOf(b));
    const columns = {
      count,
      vehicle: Int32Array.from(order, numberOf),
      link: new Int32Array(count),
      routeIndex: Int32Array.from(order, (row) => rows.routeIndex[row]),
      position: Float64Array.from(order, (row) => rows.position[row]),
      driven: Float64Array.from(order, (row) => rows.driven[row]),
      speed: new Float64Array(count),
      x: new Float64Array(count),
      y: new Float64Array(count),
    };
    const entered: number[] = [];
    for (let i = 0; i < count; i++) {
      const vehicle = columns.vehicle[i];
      const route = rows.route(rows.handle[order[i]]);
      this.#routes[vehicle] = route;
      columns.link[i] = route[columns.routeIndex[i]];
      const goesOn = this.#seen[vehicle] === this.#step - 1;
      if (goesOn)
        columns.speed[i] = Math.max(0, columns.driven[i] - this.#driven[vehicle]) / this.#stepLength;
      else entered.push(vehicle);
      this.#seen[vehicle] = this.#step;
      this.#driven[vehicle] = columns.driven[i];
      this.#place(columns, i, route);
    }
    const left = Array.from(this.#present).filter((vehicle) => this.#seen[vehicle] !== this.#step);
    this.#present = columns.vehicle;
    return { ...columns, entered, left };
  }

  /** Gives numbers to vehicles that were never seen. */
  #number({ count, handle, facts }: SourceRows): void {
    const fresh: { readonly handle: number; readonly facts: VehicleFacts }[] = [];
    for (let row = 0; row < count; row++) {
      const of = handle[row];
      if (this.#numberOfHandle[of] !== undefined) continue;
      const known = facts(of);
      const number = this.#numbers.get(known.id);
      if (number === undefined) fresh.push({ handle: of, facts: known });
      else this.#numberOfHandle[of] = number;
    }
    fresh.sort((a, b) => (a.facts.id < b.facts.id ? -1 : 1));
    for (const { handle: of, facts: known } of fresh) {
      const number = this.#facts.length;
      this.#facts.push(known);
      this.#numbers.set(known.id, number);
      this.#numberOfHandle[of] = number;
      this.#seen[number] = -1;
      this.#driven[number] = 0;
    }
  }

  /** On the middle of its link's lanes; on the inside of a junction, on the straight way to the next link. */
  #place(columns: Omit<WatchedVehicles, 'entered' | 'left'>, i: number, route: Int32Array): void {
    const network = this.#network;
    const { link, routeIndex, position } = columns;
    const behind = position[i] - network.lengths[link[i]];
    const at = network.pointOnLink(link[i], Math.min(position[i], network.lengths[link[i]]));
    columns.x[i] = at.x;
    columns.y[i] = at.y;
    if (behind <= 0 || routeIndex[i] + 1 >= route.length) return;
    const next = route[routeIndex[i] + 1];
    const inside = network.connection(link[i], next)?.internalLength ?? 0;
    if (!(inside > 0)) return;
    const share = Math.min(1, behind / inside);
    const to = network.pointOnLink(next, 0);
    columns.x[i] += share * (to.x - at.x);
    columns.y[i] += share * (to.y - at.y);
  }
}
