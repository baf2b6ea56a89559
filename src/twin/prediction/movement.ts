/** Points of the past that a learnt predictor sees (twin-market journal, section V-A1: P = 60). */
export const pastPoints = 60;
/** Points of the future that are predicted (F = 5). */
export const futurePoints = 5;
/** Seconds between two points. */
export const secondsPerPoint = 1;

/** Where a vehicle is on its route, as far as a predictor may know it. */
export interface RoutePlace {
  /** Link indices of the whole route, from its first link. */
  readonly route: ArrayLike<number>;
  /** Which link of the route the vehicle is on, or has just left for the junction behind it. */
  readonly routeIndex: number;
  /** Distance from the start of that link, m; more than the link's length while crossing the junction behind it. */
  readonly position: number;
  /** Simulated time, s. */
  readonly time: number;
}

/** What is known of a vehicle's movement at one moment. */
export interface ObservedMovement {
  /** Positions x, y in m, one per second, the oldest first and the present last; at least one. */
  readonly past: Float64Array;
  /** For predictors that know the route. */
  readonly place?: RoutePlace;
}

/** Predicts where a vehicle will be in the next seconds. */
export interface MovementPredictor {
  readonly name: string;
  /**
   * @param points how many of the next seconds, 1 to 5
   * @returns x, y in m after 1, 2, ... s: 2 x points numbers
   * @throws RangeError for another number of points, no past, or a route that is needed and missing
   */
  predict(observed: ObservedMovement, points?: number): Float64Array;
}

/** The positions of one vehicle, second by second without a gap. */
export interface MovementTrack {
  /** Name of the vehicle, unlike that of any other vehicle of the data. */
  readonly vehicle: string;
  /** Simulated time of the first point, s. */
  readonly start: number;
  /** x, y in m, one after the other. */
  readonly points: Float64Array;
  /** Where on its route the vehicle was at each point. */
  readonly along?: {
    readonly route: ArrayLike<number>;
    readonly routeIndex: ArrayLike<number>;
    readonly position: ArrayLike<number>;
  };
}

/** A moment of a track with enough past and future: a case for training or testing. */
export interface MovementWindow {
  readonly track: MovementTrack;
  /** Index of the present point of the track. */
  readonly at: number;
}

/** @throws RangeError when it is not a number of points that can be predicted, or there is no past */
export function checkRequest({ past }: ObservedMovement, points: number): void {
  if (!(Number.isInteger(points) && points >= 1 && points <= futurePoints))
    throw new RangeError(`1 to ${futurePoints} points can be predicted, not ${points}`);
  if (past.length < 2 || past.length % 2 !== 0)
    throw new RangeError(`the past is x, y of at least one point, not ${past.length} numbers`);
}

/** Speed of the last second, m/s; 0 of a single point. */
export function lastSpeed(past: Float64Array): number {
  const n = past.length;
  return n < 4 ? 0 : Math.hypot(past[n - 2] - past[n - 4], past[n - 1] - past[n - 3]) / secondsPerPoint;
}
