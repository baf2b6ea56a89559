import type { RoadNetwork } from '../../network/index.js';
import { type Stretch, stretchesFrom } from './internal/route-walk.js';
import {
  checkRequest,
  futurePoints,
  lastSpeed,
  type MovementPredictor,
  type ObservedMovement,
  type RoutePlace,
  secondsPerPoint,
} from './movement.js';
import type { RoutePace } from './route-pace.js';
import { constantVelocity } from './simple-predictors.js';

/** A unit vector. */
interface Direction {
  readonly x: number;
  readonly y: number;
}

interface PathPoint extends Direction {
  readonly direction: Direction;
}

function pointOn(stretch: Stretch, along: number): PathPoint {
  const { x0, y0, x1, y1, length } = stretch;
  const share = Math.min(1, along / length);
  const straight = Math.hypot(x1 - x0, y1 - y0) || 1;
  return {
    x: x0 + share * (x1 - x0),
    y: y0 + share * (y1 - y0),
    direction: { x: (x1 - x0) / straight, y: (y1 - y0) / straight },
  };
}

/** The points after each second: along the stretches ahead, at the end of the route when that comes first. */
function* walk(
  network: RoadNetwork,
  place: RoutePlace,
  speedOn: (stretch: Stretch, time: number) => number,
): Generator<PathPoint, void, void> {
  let left = secondsPerPoint;
  let time = place.time;
  let end: PathPoint | undefined;
  for (const stretch of stretchesFrom(network, place)) {
    let along = stretch.behind;
    end ??= pointOn(stretch, along);
    for (;;) {
      const speed = speedOn(stretch, time);
      const needed = speed > 0 ? (stretch.length - along) / speed : Number.POSITIVE_INFINITY;
      if (needed < left) {
        left -= needed;
        time += needed;
        end = pointOn(stretch, stretch.length);
        break;
      }
      along += speed * left;
      time += left;
      left = secondsPerPoint;
      yield pointOn(stretch, along);
    }
  }
  while (end !== undefined) yield end;
}

/**
 * Predicts that a vehicle follows its known route. What it is beside the middle of its link now (its lane), it stays.
 * @param pace of the links, as link travel times give it; `own` for a vehicle that keeps the speed of its last second
 */
export function routePredictor(network: RoadNetwork, pace: RoutePace | 'own'): MovementPredictor {
  const name = pace === 'own' ? 'route, own speed' : 'route, link times';
  return {
    name,
    predict(observed: ObservedMovement, points = futurePoints) {
      checkRequest(observed, points);
      const { past, place } = observed;
      if (place === undefined) throw new RangeError(`${name}: needs the vehicle's place on its route`);
      const own = lastSpeed(past);
      const [first] = stretchesFrom(network, place);
      if (first === undefined) return constantVelocity.predict(observed, points);
      const now = pointOn(first, first.behind);
      const [dx, dy] = [past[past.length - 2] - now.x, past[past.length - 1] - now.y];
      const forward = dx * now.direction.x + dy * now.direction.y;
      const left = dy * now.direction.x - dx * now.direction.y;
      const speedOn = (stretch: Stretch, time: number): number => {
        if (pace === 'own') return own;
        const { routeIndex } = stretch;
        const next = routeIndex + 1 < place.route.length ? place.route[routeIndex + 1] : undefined;
        return pace.speed(place.route[routeIndex], next, time);
      };
      const result = new Float64Array(2 * points);
      let k = 0;
      for (const { x, y, direction } of walk(network, place, speedOn)) {
        result[2 * k] = x + forward * direction.x - left * direction.y;
        result[2 * k + 1] = y + forward * direction.y + left * direction.x;
        if (++k === points) break;
      }
      return result;
    },
  };
}
