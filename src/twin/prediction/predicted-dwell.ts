import type { RoadNetwork } from '../../network/index.js';
import { stretchesFrom } from './internal/route-walk.js';
import { type RoutePlace, secondsPerPoint } from './movement.js';
import type { RoutePace } from './route-pace.js';

/** The disc that a roadside unit covers. */
export interface Coverage {
  /** m */
  readonly x: number;
  readonly y: number;
  /** m */
  readonly range: number;
}

/** How a vehicle is thought to move on. */
export type ExpectedMovement =
  /** Straight on with its velocity, m/s. */
  | {
      readonly kind: 'straight';
      readonly x: number;
      readonly y: number;
      readonly vx: number;
      readonly vy: number;
    }
  /** Through the points of the next seconds (x, y in m, one after the other), then straight on as in the last of them. */
  | {
      readonly kind: 'points';
      readonly x: number;
      readonly y: number;
      readonly points: Float64Array;
    }
  /** Along its route at the pace of the links. */
  | {
      readonly kind: 'route';
      readonly network: RoadNetwork;
      readonly pace: RoutePace;
      readonly place: RoutePlace;
    };

/**
 * The share of the way from (x0, y0) to (x1, y1) after which a disc is left, in [0, 1]; 0 for a way that begins outside, undefined
 * for one that ends inside. Without end, `beyond` takes shares above 1 too.
 */
function exitShare(
  { x, y, range }: Coverage,
  x0: number,
  y0: number,
  dx: number,
  dy: number,
  beyond = false,
): number | undefined {
  const [px, py] = [x0 - x, y0 - y];
  const outside = px * px + py * py - range * range;
  if (outside > 0) return 0;
  const a = dx * dx + dy * dy;
  if (a === 0) return undefined;
  const b = px * dx + py * dy;
  const share = (Math.sqrt(Math.max(0, b * b - a * outside)) - b) / a;
  return share <= 1 || beyond ? share : undefined;
}

/** The share of a straight way after which a disc is left, in [0, 1]; undefined for one that ends inside. */
export function leavingShare(
  coverage: Coverage,
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): number | undefined {
  return exitShare(coverage, from.x, from.y, to.x - from.x, to.y - from.y);
}

/** Dwell on the way through points that a second lies between; what comes after them is straight. */
function dwellThrough(coverage: Coverage, x: number, y: number, points: Float64Array): number | undefined {
  let [x0, y0, dx, dy] = [x, y, 0, 0];
  let dwell = 0;
  for (let i = 0; i < points.length; i += 2) {
    [dx, dy] = [points[i] - x0, points[i + 1] - y0];
    const share = exitShare(coverage, x0, y0, dx, dy);
    if (share !== undefined) return dwell + share * secondsPerPoint;
    [x0, y0] = [points[i], points[i + 1]];
    dwell += secondsPerPoint;
  }
  const more = exitShare(coverage, x0, y0, dx, dy, true);
  return more === undefined ? undefined : dwell + more * secondsPerPoint;
}

/**
 * For how long a vehicle is predicted to stay within the range of a roadside unit: what an admission test compares with a task's
 * deadline. Leaving for a moment counts as leaving.
 * @param most what comes after this many seconds is not looked at; default an hour
 * @returns seconds until the vehicle leaves the disc or its route ends; 0 outside of it; at most `most`
 * @throws RangeError when the place is not on the route
 */
export function predictedDwell(movement: ExpectedMovement, coverage: Coverage, most = 3600): number {
  if (movement.kind === 'straight') {
    const { x, y, vx, vy } = movement;
    return Math.min(most, exitShare(coverage, x, y, vx, vy, true) ?? most);
  }
  if (movement.kind === 'points')
    return Math.min(most, dwellThrough(coverage, movement.x, movement.y, movement.points) ?? most);
  const { network, pace, place } = movement;
  const { route } = place;
  let dwell = 0;
  for (const { routeIndex, x0, y0, x1, y1, length, behind } of stretchesFrom(network, place)) {
    const next = routeIndex + 1 < route.length ? route[routeIndex + 1] : undefined;
    const speed = pace.speed(route[routeIndex], next, place.time + dwell);
    const begin = behind / length;
    const [dx, dy] = [(1 - begin) * (x1 - x0), (1 - begin) * (y1 - y0)];
    const share = exitShare(coverage, x1 - dx, y1 - dy, dx, dy);
    // Whoever is outside already has no time left, also at no speed.
    if (share !== 0) dwell += ((share ?? 1) * (length - behind)) / speed;
    if (share !== undefined || dwell >= most) break;
  }
  return Math.min(most, dwell);
}
