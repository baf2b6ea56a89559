import type { RoadNetwork } from '../../src/network/index.js';
import { findProgram, SumoMissingError, sumoEnvironment } from '../../src/sumo/index.js';
import { startSumo, type TraciSession, type VariableSubscription } from '../../src/traci/index.js';
import type { FollowedVehicles, RouteState, TrafficSource, TrafficStep } from './traffic.js';

/** Makes SUMO take its steps. */
export interface StepDriver {
  step(): Promise<unknown>;
  /** No more steps will be taken; SUMO still runs. */
  end(): Promise<void>;
}

/** What a live SUMO is started with. */
export interface LiveSumoOptions {
  /** SUMO's command line: network, demand, seed, step length. */
  readonly args: readonly string[];
  readonly network: RoadNetwork;
  /** The same step length, s. */
  readonly stepLength: number;
  /** Ends SUMO. */
  readonly signal?: AbortSignal;
  /** Drives SUMO in place of plain steps: something that looks at more than the followed vehicles, say. */
  readonly driver?: (sumo: TraciSession) => Promise<StepDriver>;
}

interface VehicleValues {
  readonly roadID: string;
  readonly lanePosition: number;
  readonly routeIndex: number;
  readonly distance: number;
}

interface SimulationValues {
  readonly departedNumber: number;
  readonly arrivedIDList: readonly string[];
  readonly startingTeleportIDList: readonly string[];
}

interface Followed {
  readonly number: number;
  readonly state: RouteState;
  readonly subscription: VariableSubscription<VehicleValues>;
}

function plainSteps(sumo: TraciSession): StepDriver {
  return { step: () => sumo.simulationStep(), end: () => Promise.resolve() };
}

/** The traffic of a SUMO process of its own. Only vehicles that somebody follows are asked for, so that it drives near its own speed. */
export class LiveSumo implements TrafficSource {
  readonly stepLength: number;
  readonly version: string;
  readonly #sumo: TraciSession;
  readonly #network: RoadNetwork;
  readonly #simulation: VariableSubscription<SimulationValues>;
  readonly #driver: StepDriver;
  #followed = new Map<string, Followed>();
  #running = 0;
  #steps = 0;

  private constructor(
    sumo: TraciSession,
    options: LiveSumoOptions,
    simulation: VariableSubscription<SimulationValues>,
    driver: StepDriver,
  ) {
    this.stepLength = options.stepLength;
    this.version = sumo.version.identifier;
    this.#sumo = sumo;
    this.#network = options.network;
    this.#simulation = simulation;
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
    const { args, signal, driver } = options;
    const sumo = await startSumo({ args, signal, binary, env: sumoEnvironment(binary) });
    try {
      const simulation = await sumo.simulation.subscribe([
        'departedNumber',
        'arrivedIDList',
        'startingTeleportIDList',
      ]);
      return new LiveSumo(sumo, options, simulation, (await driver?.(sumo)) ?? plainSteps(sumo));
    } catch (error) {
      await sumo.close();
      throw error;
    }
  }

  get time(): number {
    return this.#steps * this.stepLength;
  }

  async step(): Promise<TrafficStep> {
    await this.#driver.step();
    this.#steps++;
    const simulation = this.#simulation.latest;
    const departed = simulation?.departedNumber ?? 0;
    const arrivedIds = simulation?.arrivedIDList ?? [];
    this.#running += departed - arrivedIds.length;
    const followed = this.#columns();
    const liftedIds = simulation?.startingTeleportIDList ?? [];
    const lifted = liftedIds.flatMap((id) => this.#followed.get(id)?.number ?? []);
    const arrived: number[] = [];
    for (const id of arrivedIds) {
      const vehicle = this.#followed.get(id);
      if (vehicle === undefined) continue;
      arrived.push(vehicle.number);
      this.#followed.delete(id);
    }
    return {
      time: this.time,
      departed,
      arrived: arrivedIds.length,
      running: this.#running,
      teleported: liftedIds.length,
      followed: { ...followed, lifted, arrived },
    };
  }

  async vehicles(): Promise<readonly RouteState[]> {
    const { vehicle } = this.#sumo;
    const ids = [...(await vehicle.getIDList())].sort();
    const states = await Promise.all(
      ids.map(async (id) => {
        const [route, routeIndex, roadID, lanePosition, driven] = await Promise.all([
          vehicle.getRoute(id),
          vehicle.getRouteIndex(id),
          vehicle.getRoadID(id),
          vehicle.getLanePosition(id),
          vehicle.getDistance(id),
        ]);
        if (routeIndex < 0 || roadID === '') return undefined;
        const links = Int32Array.from(
          route,
          (edge) => this.#network.link(edge, `route of vehicle ${id}`).index,
        );
        const position = this.#positionOf(roadID, lanePosition, links[routeIndex]);
        return { vehicle: id, route: links, routeIndex, position, driven };
      }),
    );
    return states.filter((state) => state !== undefined);
  }

  async follow(vehicles: readonly RouteState[]): Promise<void> {
    await this.#unsubscribe([...this.#followed.keys()]);
    const variables = ['roadID', 'lanePosition', 'routeIndex', 'distance'] as const;
    const subscriptions = await Promise.all(
      vehicles.map(({ vehicle }) => this.#sumo.vehicle.subscribe(vehicle, variables)),
    );
    this.#followed = new Map(
      vehicles.map((state, number) => [
        state.vehicle,
        { number, state, subscription: subscriptions[number] },
      ]),
    );
  }

  async release(vehicles: readonly number[]): Promise<void> {
    const numbers = new Set(vehicles);
    const names = [...this.#followed].filter(([, { number }]) => numbers.has(number)).map(([name]) => name);
    await this.#unsubscribe(names);
    for (const name of names) this.#followed.delete(name);
  }

  async close(): Promise<void> {
    if (this.#sumo.connected) await this.#driver.end();
    await this.#sumo.close();
  }

  #columns(): Omit<FollowedVehicles, 'lifted' | 'arrived'> {
    const most = this.#followed.size;
    const vehicle = new Int32Array(most);
    const routeIndex = new Int32Array(most);
    const position = new Float64Array(most);
    const driven = new Float64Array(most);
    let count = 0;
    for (const { number, state, subscription } of this.#followed.values()) {
      const values = subscription.latest;
      // A vehicle in a teleport is nowhere for a while.
      if (values === undefined || values.routeIndex < 0 || values.roadID === '') continue;
      vehicle[count] = number;
      routeIndex[count] = values.routeIndex;
      position[count] = this.#positionOf(values.roadID, values.lanePosition, state.route[values.routeIndex]);
      driven[count] = values.distance;
      count++;
    }
    return { count, vehicle, routeIndex, position, driven };
  }

  /** On the inside of a junction SUMO counts from the beginning of the turn. */
  #positionOf(roadID: string, lanePosition: number, link: number): number {
    return roadID.startsWith(':') ? this.#network.lengths[link] + lanePosition : lanePosition;
  }

  async #unsubscribe(vehicles: readonly string[]): Promise<void> {
    await Promise.all(vehicles.map((id) => this.#sumo.vehicle.unsubscribe(id)));
  }
}
