import { type ObservedMovement, pastPoints } from '../../../src/twin/prediction/index.js';
import type { Fleet, WatchedVehicles } from '../../traffic/traffic.js';

/** Rows of points that a vehicle has room for: when it is full, the last minute moves to the front. */
const room = 4 * pastPoints;

/** Where one vehicle was, second by second without a gap. */
interface Track {
  readonly points: Float64Array;
  /** Points so far, and the last second that has one. */
  count: number;
  second: number;
  route: ArrayLike<number>;
  routeIndex: number;
  position: number;
}

/** Whether a time is a whole second. */
function isWhole(time: number): boolean {
  return Math.abs(time - Math.round(time)) < 1e-6;
}

/** Remembers where the vehicles with a twin were in the last minute, once a second, as predictors are told. */
export class MovementWatch {
  readonly #tracks = new Map<number, Track>();

  /**
   * Takes in where vehicles are after a traffic step; nothing between whole seconds.
   * @param concerns whether a vehicle is followed, by its number
   * @returns the rows of those that were taken in
   */
  look(
    time: number,
    watched: WatchedVehicles,
    fleet: Fleet,
    concerns: (vehicle: number) => boolean,
  ): number[] {
    for (const vehicle of watched.left) this.#tracks.delete(vehicle);
    if (!isWhole(time)) return [];
    const second = Math.round(time);
    const rows: number[] = [];
    for (let row = 0; row < watched.count; row++) {
      const vehicle = watched.vehicle[row];
      if (!concerns(vehicle)) continue;
      rows.push(row);
      const track = this.#trackOf(vehicle, second);
      track.points[2 * track.count] = watched.x[row];
      track.points[2 * track.count + 1] = watched.y[row];
      track.count++;
      track.second = second;
      track.route = fleet.route(vehicle);
      track.routeIndex = watched.routeIndex[row];
      track.position = watched.position[row];
    }
    return rows;
  }

  /** What is known of a vehicle's movement, and the time of its last point; undefined before the first. */
  observed(vehicle: number): (ObservedMovement & { readonly time: number }) | undefined {
    const track = this.#tracks.get(vehicle);
    if (track === undefined) return undefined;
    const { points, count, second: time, route, routeIndex, position } = track;
    return {
      past: points.subarray(2 * Math.max(0, count - pastPoints), 2 * count),
      place: { route, routeIndex, position, time },
      time,
    };
  }

  /** The track of a vehicle with room for one more point; begun anew after a gap. */
  #trackOf(vehicle: number, second: number): Track {
    let track = this.#tracks.get(vehicle);
    if (track === undefined) {
      const points = new Float64Array(2 * room);
      track = { points, count: 0, second, route: [], routeIndex: 0, position: 0 };
      this.#tracks.set(vehicle, track);
    }
    if (track.second < second - 1) track.count = 0;
    if (track.count === room) {
      track.points.copyWithin(0, 2 * (room - pastPoints));
      track.count = pastPoints;
    }
    return track;
  }
}
