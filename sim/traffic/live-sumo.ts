import type { RoadNetwork } from '../../src/network/index.js';
import { findProgram, SumoMissingError, sumoEnvironment } from '../../src/sumo/index.js';
import {
  startSumo,
  type TraciSession,
  type VariableSubscription,
  type VehicleReader,
  type VehicleRows,
} from '../../src/traci/index.js';
import { positionOnLink } from './lane-position.js';
import type { LiveSumoOptions, StepDriver } from './live-sumo-options.js';
import { LiveWatch } from './live-watch.js';
import { maxSpeedOf } from './max-speed.js';
import type { Fleet, FollowedVehicles, RouteState, TrafficSource, TrafficStep } from './traffic.js';

export type { LiveSumoOptions, StepDriver };

interface SimulationValues {
  readonly departedIDList: readonly string[];
  readonly arrivedIDList: readonly string[];
  readonly startingTeleportIDList: readonly string[];
}

/** What is asked about followed vehicles. */
const variables = ['roadID', 'lanePosition', 'routeIndex', 'distance'] as const;
type Reader = VehicleReader<(typeof variables)[number]>;
type Rows = VehicleRows<(typeof variables)[number]>;

/** A step that SUMO has been asked for. */
interface RequestedStep {
  readonly values: Promise<SimulationValues | undefined>;
  /** Numbers of the followed vehicles that are to be reported after it, and their values. */
  readonly due: readonly number[];
  readonly rows: Promise<Rows>;
}

/**
 * So many steps may be under way while nobody is followed: enough that SUMO never waits for this process. Of followed
 * vehicles every report may be needed at once (a teleport can lift one), so then steps are taken one by one.
 */
const mostRequested = 64;

/**
 * The traffic of a SUMO process of its own, which drives near its own speed: only vehicles that somebody follows are asked
 * for, and only when something may happen to them; steps are requested ahead while nobody intervenes.
 */
export class LiveSumo implements TrafficSource {
  readonly stepLength: number;
  readonly version: string;
  readonly #sumo: TraciSession;
  readonly #network: RoadNetwork;
  /** The highest limit in the network, m/s. */
  readonly #speedLimit: number;
  readonly #simulation: VariableSubscription<SimulationValues>;
  /** Where followed vehicles are read, by their numbers. */
  #reader: Reader;
  #followed: readonly RouteState[] = [];
  /** Numbers of the followed vehicles that are neither released nor arrived, by id. */
  #numbers = new Map<string, number>();
  /** From which step on each followed vehicle is reported; infinite when it is released. */
  #reportFrom = new Float64Array(0);
  /** The speeds, m/s, that the followed vehicles never exceed. */
  #maxSpeeds = new Float64Array(0);
  readonly #driver: StepDriver | undefined;
  readonly #requested: RequestedStep[] = [];
  #watch: LiveWatch | undefined;
  #running = 0;
  #steps = 0;

  private constructor(
    sumo: TraciSession,
    options: LiveSumoOptions,
    simulation: VariableSubscription<SimulationValues>,
    driver: StepDriver | undefined,
  ) {
    this.stepLength = options.stepLength;
    this.version = sumo.version.identifier;
    this.#sumo = sumo;
    this.#network = options.network;
    this.#simulation = simulation;
    this.#speedLimit = options.fixedSpeedLimits
      ? options.network.links.reduce((most, { speedLimit }) => Math.max(most, speedLimit), 0)
      : Number.POSITIVE_INFINITY;
    this.#reader = sumo.vehicles.reader(variables);
    this.#driver = driver;
  }

  /**
   * Starts SUMO.
   * @throws SumoStartError and its kin when it does not start; the message has SUMO's own last words
   */
  static async start(options: LiveSumoOptions): Promise<LiveSumo> {
    // The very program and environment of the probe rounds.
    const binary = findProgram('sumo');
    if (binary === undefined) throw new SumoMissingError('sumo');
    const { args, signal } = options;
    const sumo = await startSumo({ args, signal, binary, env: sumoEnvironment(binary) });
    try {
      const simulation = await sumo.simulation.subscribe([
        'departedIDList',
        'arrivedIDList',
        'startingTeleportIDList',
      ]);
      return new LiveSumo(sumo, options, simulation, await options.driver?.(sumo));
    } catch (error) {
      await sumo.close();
      throw error;
    }
  }

  get time(): number {
    return this.#steps * this.stepLength;
  }

  async step(undisturbed = this.time): Promise<TrafficStep> {
    // A step that ends after `undisturbed` is requested only when its turn has come.
    const last = Math.max(this.#steps + 1, Math.floor(undisturbed / this.stepLength + 1e-9));
    const isFree = this.#numbers.size === 0 && this.#driver === undefined && this.#watch === undefined;
    const most = isFree ? mostRequested : 1;
    while (this.#requested.length < most && this.#steps + this.#requested.length < last) {
      this.#request(this.#steps + this.#requested.length + 1);
    }
    const requested = this.#requested.shift();
    if (requested === undefined) throw new Error('no step was requested');
    const [values, due] = await Promise.all([requested.values, requested.rows]);
    this.#steps++;
    const departed = values?.departedIDList ?? [];
    const arrivedIds = values?.arrivedIDList ?? [];
    this.#running += departed.length - arrivedIds.length;
    const liftedIds = values?.startingTeleportIDList ?? [];
    const lifted = liftedIds.flatMap((id) => this.#numbers.get(id) ?? []);
    // A resting vehicle may be set down again in the very step that lifted it.
    const late = lifted.filter((number) => !requested.due.includes(number));
    const rows =
      late.length === 0 ? due : await this.#reader.read([...requested.due, ...late].sort((a, b) => a - b));
    const followed = this.#columns(rows);
    const arrived: number[] = [];
    for (const id of arrivedIds) {
      const number = this.#numbers.get(id);
      if (number === undefined) continue;
      arrived.push(number);
      this.#forget(number);
    }
    const watched = await this.#watch?.after(departed, arrivedIds);
    return {
      time: this.time,
      departed: departed.length,
      arrived: arrivedIds.length,
      running: this.#running,
      teleported: liftedIds.length,
      followed: { ...followed, lifted, arrived },
      ...(watched === undefined ? {} : { watched }),
    };
  }

  async vehicles(): Promise<readonly RouteState[]> {
    this.#mustBeAtPresent();
    const { vehicle } = this.#sumo;
    const ids = [...(await vehicle.getIDList())].sort();
    const states = await Promise.all(ids.map((id) => this.#stateOf(id)));
    return states.filter((state) => state !== undefined);
  }

  /** @throws TraciError when SUMO does not take the way */
  async reroute(vehicle: string, links: ArrayLike<number>): Promise<RouteState> {
    this.#mustBeAtPresent();
    const edges = Array.from(links, (link) => this.#network.links[link].id);
    await this.#sumo.vehicle.setRoute(vehicle, edges);
    const state = await this.#stateOf(vehicle);
    if (state === undefined) throw new Error(`vehicle ${vehicle} is not on the road`);
    return state;
  }

  async follow(vehicles: readonly RouteState[]): Promise<void> {
    this.#mustBeAtPresent();
    this.#followed = vehicles;
    this.#reader = this.#sumo.vehicles.reader(variables);
    this.#numbers = new Map(vehicles.map(({ vehicle }) => [vehicle, this.#reader.add(vehicle)]));
    this.#reportFrom = new Float64Array(vehicles.length);
    this.#maxSpeeds = Float64Array.from(
      await Promise.all(vehicles.map(({ vehicle }) => maxSpeedOf(this.#sumo, vehicle, this.#speedLimit))),
    );
  }

  rest(vehicle: number, distance: number): void {
    // Of one that arrived or was released there is nothing to report any more.
    if (this.#reportFrom[vehicle] === Number.POSITIVE_INFINITY) return;
    // Lanes of a link may differ a little in length.
    const least = Math.max(0, 0.9 * distance - 10) / (this.#maxSpeeds[vehicle] * this.stepLength);
    this.#reportFrom[vehicle] = this.#steps + Math.max(1, Math.ceil(least) - 1);
  }

  release(vehicles: readonly number[]): Promise<void> {
    for (const vehicle of vehicles) this.#forget(vehicle);
    return Promise.resolve();
  }

  async watch(): Promise<Fleet> {
    this.#mustBeAtPresent();
    this.#watch ??= await LiveWatch.begin(this.#sumo, this.#network, this.stepLength);
    return this.#watch.fleet;
  }

  async close(): Promise<void> {
    if (this.#sumo.connected) await this.#driver?.end();
    await this.#sumo.close();
  }

  /** Asks SUMO for the step with this number and for those followed vehicles that are to be reported after it. */
  #request(step: number): void {
    const due: number[] = [];
    for (let number = 0; number < this.#reportFrom.length; number++) {
      if (this.#reportFrom[number] <= step) due.push(number);
    }
    const requested = this.#driver === undefined ? this.#plain(due) : this.#driven(this.#driver, due);
    // A failure is told when the step's turn has come.
    void Promise.allSettled([requested.values, requested.rows]);
    this.#requested.push(requested);
  }

  #plain(due: readonly number[]): RequestedStep {
    const values = this.#sumo.simulationStep().then((answer) => answer.of(this.#simulation));
    return { values, due, rows: this.#reader.read(due) };
  }

  #driven(driver: StepDriver, due: readonly number[]): RequestedStep {
    const stepped = driver.step();
    return {
      values: stepped.then(() => this.#simulation.latest),
      due,
      rows: stepped.then(() => this.#reader.read(due)),
    };
  }

  /** A vehicle on the road; undefined for one that a teleport has lifted. */
  async #stateOf(id: string): Promise<RouteState | undefined> {
    const { vehicle } = this.#sumo;
    const [route, routeIndex, roadID, lanePosition, driven] = await Promise.all([
      vehicle.getRoute(id),
      vehicle.getRouteIndex(id),
      vehicle.getRoadID(id),
      vehicle.getLanePosition(id),
      vehicle.getDistance(id),
    ]);
    if (routeIndex < 0 || roadID === '') return undefined;
    const links = Int32Array.from(route, (edge) => this.#network.link(edge, `route of vehicle ${id}`).index);
    const position = positionOnLink(roadID, lanePosition, this.#network.lengths[links[routeIndex]]);
    return { vehicle: id, route: links, routeIndex, position, driven };
  }

  #mustBeAtPresent(): void {
    if (this.#requested.length === 0) return;
    throw new Error(`SUMO is ${this.#requested.length} steps ahead, which were said to be undisturbed`);
  }

  #forget(number: number): void {
    if (number >= this.#followed.length) return;
    this.#reportFrom[number] = Number.POSITIVE_INFINITY;
    this.#numbers.delete(this.#followed[number].vehicle);
  }

  #columns({ count: rows, numbers, columns }: Rows): Omit<FollowedVehicles, 'lifted' | 'arrived'> {
    const vehicle = new Int32Array(rows);
    const routeIndex = new Int32Array(rows);
    const position = new Float64Array(rows);
    const driven = new Float64Array(rows);
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const number = numbers[row];
      // Since it was asked for, it may have been released.
      if (this.#reportFrom[number] === Number.POSITIVE_INFINITY) continue;
      const roadID = this.#reader.texts.name(columns.roadID[row]);
      const index = columns.routeIndex[row];
      // A vehicle in a teleport is nowhere for a while.
      if (index < 0 || roadID === '') continue;
      vehicle[count] = number;
      routeIndex[count] = index;
      position[count] = positionOnLink(
        roadID,
        columns.lanePosition[row],
        this.#network.lengths[this.#followed[number].route[index]],
      );
      driven[count] = columns.distance[row];
      count++;
    }
    return { count, vehicle, routeIndex, position, driven };
  }
}
