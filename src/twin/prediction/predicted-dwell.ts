import type { RoadNetwork } from '../../network/index.js';
import { stretchesFrom } from './internal/route-walk.js';
import type { RoutePlace } from './movement.js';
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
  const { network, pace, place } = movement;
  const { route } = place;
  let dwell = 0;
  for (const { routeIndex, x0, y0, x1, y1, length, behind } of stretchesFrom(network, place)) {
    const next = routeIndex + 1 < route.length ? route[routeIndex + 1] : undefined;
    const speed = pace.speed(route[routeIndex], next, place.time + dwell);
    const begin = behind / length;
    const [dx, dy] = [(1 - begin) * (x1 - x0), (1 - begin) * (y1 - y0)];
    const share = exitShare(coverage, x1 - dx, y1 - dy, dx, dy);
    dwell += ((share ?? 1) * (length - behind)) / speed;
    if (share !== undefined || dwell >= most) break;
  }
  return Math.min(most, dwell);
}
