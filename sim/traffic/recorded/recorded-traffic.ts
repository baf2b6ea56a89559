import { InputError } from '../../../src/input/index.js';
import type { RoadNetwork } from '../../../src/network/index.js';
import type {
  Fleet,
  FollowedVehicles,
  RouteState,
  TrafficSource,
  TrafficStep,
  WatchedVehicles,
} from '../traffic.js';
import { type SourceRows, VehicleTable } from '../watched-vehicles.js';
import type { Dictionary } from './dictionary.js';
import type { RecordingHeader } from './format.js';
import { type OpenBlock, openBlock, rowOf } from './open-block.js';
import { RecordingFile } from './recording-file.js';
import type { VehicleBlock } from './vehicle-block.js';

interface Followed {
  readonly number: number;
  readonly state: RouteState;
  /** Number in the recording. */
  readonly vehicle: number;
}

/**
 * Traffic from a recording: to everybody who asks it gives what the live SUMO gave, or would have given, to the last bit.
 * Needs no SUMO.
 */
export class RecordedTraffic implements TrafficSource {
  readonly stepLength: number;
  readonly version: string;
  readonly #file: RecordingFile;
  readonly #network: RoadNetwork;
  readonly #dictionary: Dictionary;
  readonly #routeLengths: Int32Array;
  readonly #numbers: ReadonlyMap<string, number>;
  #followed = new Map<string, Followed>();
  #routes = new Map<number, Int32Array>();
  #open: OpenBlock | undefined;
  #fleet: VehicleTable | undefined;
  /** Blocks opened so far, and steps taken of the last one. */
  #blocks = 0;
  #inBlock = 0;
  #steps = 0;
  #running = 0;

  private constructor(file: RecordingFile, network: RoadNetwork, dictionary: Dictionary) {
    this.stepLength = file.header.traffic.stepLength;
    this.version = file.header.source;
    this.#file = file;
    this.#network = network;
    this.#dictionary = dictionary;
    this.#routeLengths = Int32Array.from(dictionary.routes, (route) => route.length);
    this.#numbers = new Map(dictionary.vehicles.map((id, number) => [id, number]));
  }

  /**
   * Opens a recording.
   * @param network the one it was recorded on
   * @throws InputError when it is no recording, cut short or damaged
   */
  static async open(path: string, network: RoadNetwork): Promise<RecordedTraffic> {
    const file = await RecordingFile.open(path);
    try {
      return new RecordedTraffic(file, network, await file.dictionary());
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** What the recording says of itself. */
  get header(): RecordingHeader {
    return this.#file.header;
  }

  get time(): number {
    return this.#steps * this.stepLength;
  }

  async step(): Promise<TrafficStep> {
    const open = await this.#nextStep();
    const step = this.#inBlock - 1;
    const [departed, arrivedVehicles, liftedVehicles] = [
      open.departures.next(step),
      open.arrivals.next(step),
      open.teleports.next(step),
    ];
    this.#running += departed.length - arrivedVehicles.length;
    const columns = this.#columns(open, step);
    const lifted = this.#followedAmong(liftedVehicles).map(({ number }) => number);
    const arrived: number[] = [];
    for (const vehicle of arrivedVehicles) {
      const id = this.#dictionary.vehicles[vehicle];
      const followed = this.#followed.get(id);
      if (followed === undefined) continue;
      arrived.push(followed.number);
      this.#followed.delete(id);
    }
    return {
      time: this.time,
      departed: departed.length,
      arrived: arrivedVehicles.length,
      running: this.#running,
      teleported: liftedVehicles.length,
      followed: { ...columns, lifted, arrived },
      ...(this.#fleet === undefined ? {} : { watched: this.#watched(this.#fleet, open, step) }),
    };
  }

  vehicles(): Promise<readonly RouteState[]> {
    const open = this.#open;
    if (open === undefined) return Promise.resolve([]);
    const { block } = open;
    const step = this.#inBlock - 1;
    const states: RouteState[] = [];
    for (let run = 0; run < block.vehicle.length; run++) {
      const row = rowOf(open, run, step);
      if (row < 0) continue;
      const vehicle = this.#dictionary.vehicles[block.vehicle[run]];
      const route = this.#route(block.route[run], vehicle);
      const routeIndex = block.place[row] >> 1;
      const position = this.#positionOf(block, row, route);
      states.push({ vehicle, route, routeIndex, position, driven: block.driven[row] });
    }
    return Promise.resolve(states.sort((a, b) => (a.vehicle < b.vehicle ? -1 : 1)));
  }

  follow(vehicles: readonly RouteState[]): Promise<void> {
    const followed = vehicles.map((state, number): [string, Followed] => {
      const vehicle = this.#numbers.get(state.vehicle);
      if (vehicle === undefined)
        throw new InputError(
          this.#file.path,
          `has no vehicle ${JSON.stringify(state.vehicle)}`,
          'a vehicle as `vehicles` gives it',
        );
      return [state.vehicle, { number, state, vehicle }];
    });
    this.#followed = new Map(followed);
    return Promise.resolve();
  }

  /** Reports cost next to nothing here, so they are given all the same. */
  rest(): void {}

  release(vehicles: readonly number[]): Promise<void> {
    const numbers = new Set(vehicles);
    for (const [name, { number }] of this.#followed) if (numbers.has(number)) this.#followed.delete(name);
    return Promise.resolve();
  }

  watch(): Promise<Fleet> {
    this.#fleet ??= new VehicleTable(this.#network, this.stepLength);
    return Promise.resolve(this.#fleet);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** Moves on by one step, to the next block where one is at its end. */
  async #nextStep(): Promise<OpenBlock> {
    const { steps, traffic } = this.#file.header;
    if (this.#steps === steps) {
      throw new InputError(
        this.#file.path,
        `ends after ${steps} steps of ${traffic.stepLength} s`,
        'a recording that is as long as the scenario',
      );
    }
    let open = this.#open;
    if (open === undefined || this.#inBlock === open.block.departures.perStep.length) {
      open = openBlock(await this.#file.block(this.#blocks, this.#routeLengths));
      this.#open = open;
      this.#blocks++;
      this.#inBlock = 0;
    }
    this.#inBlock++;
    this.#steps++;
    return open;
  }

  #columns(open: OpenBlock, step: number): Omit<FollowedVehicles, 'lifted' | 'arrived'> {
    const { block, runsOf } = open;
    const most = this.#followed.size;
    const vehicle = new Int32Array(most);
    const routeIndex = new Int32Array(most);
    const position = new Float64Array(most);
    const driven = new Float64Array(most);
    let count = 0;
    for (const followed of this.#followed.values()) {
      for (const run of runsOf.get(followed.vehicle) ?? []) {
        const row = rowOf(open, run, step);
        if (row < 0) continue;
        vehicle[count] = followed.number;
        routeIndex[count] = block.place[row] >> 1;
        position[count] = this.#positionOf(block, row, followed.state.route);
        driven[count] = block.driven[row];
        count++;
        break;
      }
    }
    return { count, vehicle, routeIndex, position, driven };
  }

  /** All vehicles of a step, by their numbers in the recording. */
  #watched(fleet: VehicleTable, open: OpenBlock, step: number): WatchedVehicles {
    const { block } = open;
    const runs = Array.from(block.vehicle.keys()).filter((run) => rowOf(open, run, step) >= 0);
    const at = runs.map((run) => rowOf(open, run, step));
    const runOf = new Map(runs.map((run) => [block.vehicle[run], run]));
    const { vehicles, types, typeOf } = this.#dictionary;
    const route: SourceRows['route'] = (vehicle) =>
      this.#route(block.route[runOf.get(vehicle) ?? 0], vehicles[vehicle]);
    return fleet.take({
      count: runs.length,
      handle: Int32Array.from(runs, (run) => block.vehicle[run]),
      routeIndex: Int32Array.from(at, (row) => block.place[row] >> 1),
      position: Float64Array.from(at, (row, i) =>
        this.#positionOf(block, row, route(block.vehicle[runs[i]])),
      ),
      driven: Float64Array.from(at, (row) => block.driven[row]),
      facts: (vehicle) => ({ id: vehicles[vehicle], ...types[typeOf[vehicle]] }),
      route,
    });
  }

  /** As the live SUMO counts it: behind the end of the link while on the junction. */
  #positionOf({ place, position }: VehicleBlock, row: number, route: Int32Array): number {
    const isInside = (place[row] & 1) === 1;
    return isInside ? this.#network.lengths[route[place[row] >> 1]] + position[row] : position[row];
  }

  #route(number: number, vehicle: string): Int32Array {
    let links = this.#routes.get(number);
    if (links === undefined) {
      const { routes, edges } = this.#dictionary;
      links = Int32Array.from(
        routes[number],
        (edge) => this.#network.link(edges[edge], `route of vehicle ${vehicle}`).index,
      );
      this.#routes.set(number, links);
    }
    return links;
  }

  #followedAmong(vehicles: Int32Array): Followed[] {
    return Array.from(vehicles).flatMap(
      (vehicle) => this.#followed.get(this.#dictionary.vehicles[vehicle]) ?? [],
    );
  }
}
