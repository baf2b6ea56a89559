/** A vehicle on the road at one moment, with the links of its whole route. */
export interface RouteState {
  readonly vehicle: string;
  /** Link indices of the route, from its first link. */
  readonly route: Int32Array;
  /** Which link of the route the vehicle is on, or has just left for the junction behind it. */
  readonly routeIndex: number;
  /** Distance from the start of that link, m; more than the link's length while crossing the junction behind it. */
  readonly position: number;
  /** Distance driven since departure, m. */
  readonly driven: number;
}

/** The followed vehicles after a traffic step, as columns of equal length. */
export interface FollowedVehicles {
  readonly count: number;
  /** Which followed vehicle, as its number in the call of `follow`. */
  readonly vehicle: Int32Array;
  readonly routeIndex: Int32Array;
  /** Distance from the start of the link, m; more than the link's length while crossing the junction behind it. */
  readonly position: Float64Array;
  /** Distance driven since departure, m. */
  readonly driven: Float64Array;
  /**
   * Followed vehicles that a teleport began to lift over a part of their route (out of a jam or a collision), by number. They have
   * no rows until they are set down, and did not drive what lies between.
   */
  readonly lifted: readonly number[];
  /** Followed vehicles that ended their trip in this step, by number; they have no row above. */
  readonly arrived: readonly number[];
}

/** All vehicles on the road after a traffic step, as columns of equal length in order of the vehicles' numbers. */
export interface WatchedVehicles {
  readonly count: number;
  /** The number of each vehicle, to be looked up in the fleet. */
  readonly vehicle: Int32Array;
  /** Index of the link that it is on, or has just left for the junction behind it. */
  readonly link: Int32Array;
  /** Which link of its route that is. */
  readonly routeIndex: Int32Array;
  /** Distance from the start of the link, m; more than the link's length while crossing the junction behind it. */
  readonly position: Float64Array;
  /** Distance driven since departure, m. */
  readonly driven: Float64Array;
  /** Mean speed in the step, m/s; 0 in the first step in which the vehicle is seen. */
  readonly speed: Float64Array;
  /** Place in the coordinates of the network, m: on the middle of the link's lanes. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Vehicles that are here and were not in the step before (departed, set down by a teleport, all in the first step), by number. */
  readonly entered: readonly number[];
  /** Vehicles of the step before that are here no more (trip ended, lifted by a teleport), by number. */
  readonly left: readonly number[];
}

/** The vehicles seen since somebody watches all, by number: 0 for the first, and so on. A vehicle keeps its number. */
export interface Fleet {
  /** How many there were so far. */
  readonly size: number;
  id(vehicle: number): string;
  /** Its type, as the demand calls it. */
  type(vehicle: number): string;
  /** SUMO's class of the type: `passenger`, `bus`, `emergency`, ... */
  vehicleClass(vehicle: number): string;
  /** Link indices of its whole route, as it was when it was last seen. */
  route(vehicle: number): Int32Array;
}

/** What a traffic step brought. */
export interface TrafficStep {
  /** Simulated time after the step, s. */
  readonly time: number;
  readonly departed: number;
  readonly arrived: number;
  /** Vehicles on the road after the step. */
  readonly running: number;
  readonly teleported: number;
  readonly followed: FollowedVehicles;
  /** All vehicles on the road, from the step on after which somebody called `watch`. */
  readonly watched?: WatchedVehicles;
}

/** Where vehicles come from: live SUMO or a recorded trace. Steps are taken one after the other. */
export interface TrafficSource {
  /** Simulated time, s. */
  readonly time: number;
  /** Length of a step, s. */
  readonly stepLength: number;
  /** What moves the vehicles, for the manifest, such as `SUMO 1.15.0`. */
  readonly version: string;
  /**
   * Moves all vehicles by one step.
   * @param undisturbed time, s, before which the caller will not call `vehicles`, `follow` or `watch`: the source may compute
   *   steps up to it in advance. The present by default
   */
  step(undisturbed?: number): Promise<TrafficStep>;
  /** All vehicles on the road now, in order of their ids. */
  vehicles(): Promise<readonly RouteState[]>;
  /** From the next step on, reports these vehicles, as `vehicles` gave them; replaces the ones followed before. */
  follow(vehicles: readonly RouteState[]): Promise<void>;
  /**
   * A followed vehicle needs no reports until it may have driven a distance, m, from where it was reported last; a source may
   * give them all the same. The last report before it has driven so far is always given. Holds until the next call.
   * @param vehicle its number
   */
  rest(vehicle: number, distance: number): void;
  /**
   * Sends a vehicle another way. Absent where vehicles cannot be led, as in recorded traffic.
   * @param links from the one that the vehicle is on, or has just left for the junction behind it, to its destination
   * @returns the vehicle now, on its new route
   */
  readonly reroute?: (vehicle: string, links: ArrayLike<number>) => Promise<RouteState>;
  /** Followed vehicles that need no more following, by their numbers. */
  release(vehicles: readonly number[]): Promise<void>;
  /**
   * From the next step on, every step carries all vehicles on the road. However often it is called, there is one fleet.
   * Costs nothing where nobody calls it.
   */
  watch(): Promise<Fleet>;
  /** Ends the source; safe to call twice. */
  close(): Promise<void>;
}
