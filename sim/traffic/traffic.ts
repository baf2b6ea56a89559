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
   * @param undisturbed time, s, before which the caller will neither call `vehicles` nor `follow`: the source may compute
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
  /** Followed vehicles that need no more following, by their numbers. */
  release(vehicles: readonly number[]): Promise<void>;
  /** Ends the source; safe to call twice. */
  close(): Promise<void>;
}
