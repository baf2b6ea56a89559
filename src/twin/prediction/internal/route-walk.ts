import type { RoadNetwork } from '../../../network/index.js';

/** A stretch of a route that is driven at one pace: a straight piece of a link, or the way across a junction. */
export interface Stretch {
  /** Which link of the route it belongs to; the way across a junction belongs to the link before it. */
  readonly routeIndex: number;
  /** Ends, m. */
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  /** m that a vehicle drives on it; on a junction more than the straight line between the ends. */
  readonly length: number;
  /** m of it that lie behind the vehicle already; not 0 only on the first stretch. */
  readonly behind: number;
}

/** A place on a route. */
export interface RouteStart {
  readonly route: ArrayLike<number>;
  readonly routeIndex: number;
  readonly position: number;
}

/**
 * The stretches of a route from a place on it to its end, in order. Nothing is computed before it is asked for.
 * @throws RangeError when the place is not on the route
 */
export function* stretchesFrom(
  network: RoadNetwork,
  { route, routeIndex, position }: RouteStart,
): Generator<Stretch, void, void> {
  if (!(Number.isInteger(routeIndex) && routeIndex >= 0 && routeIndex < route.length))
    throw new RangeError(`a route of ${route.length} links has no link number ${routeIndex}`);
  let skip = position;
  for (let index = routeIndex; index < route.length; index++) {
    for (const stretch of linkAndTurn(network, route, index)) {
      if (skip >= stretch.length) {
        skip -= stretch.length;
        continue;
      }
      yield { ...stretch, behind: Math.max(0, skip) };
      skip = 0;
    }
    // Whatever a vehicle has driven beyond the link's turn, it is not on the next link before its route index says so.
    skip = 0;
  }
}

function* linkAndTurn(
  network: RoadNetwork,
  route: ArrayLike<number>,
  index: number,
): Generator<Stretch, void, void> {
  const { shape } = network.links[route[index]];
  const scale = network.shapeScale(route[index]);
  for (let i = 2; i < shape.length; i += 2) {
    const [x0, y0, x1, y1] = [shape[i - 2], shape[i - 1], shape[i], shape[i + 1]];
    const length = Math.hypot(x1 - x0, y1 - y0) / scale;
    if (length > 0) yield { routeIndex: index, x0, y0, x1, y1, length, behind: 0 };
  }
  if (index + 1 >= route.length) return;
  const [x0, y0] = [shape[shape.length - 2], shape[shape.length - 1]];
  const [x1, y1] = network.links[route[index + 1]].shape;
  const straight = Math.hypot(x1 - x0, y1 - y0);
  const length = Math.max(network.connection(route[index], route[index + 1])?.internalLength ?? 0, straight);
  if (length > 0) yield { routeIndex: index, x0, y0, x1, y1, length, behind: 0 };
}
