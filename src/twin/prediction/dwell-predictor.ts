import type { RoadNetwork } from '../../network/index.js';
import { lastSpeed, type MovementPredictor, type ObservedMovement } from './movement.js';
import { type Coverage, predictedDwell } from './predicted-dwell.js';
import type { RoutePace } from './route-pace.js';

/** Predicts for how long a vehicle stays within the range of a roadside unit. */
export interface DwellPredictor {
  readonly name: string;
  /**
   * @param most what comes after this many seconds is not looked at
   * @returns seconds until the vehicle leaves the disc, at most `most`; 0 outside of it
   * @throws RangeError without a past, or without a place on the route where one is needed
   */
  dwell(observed: ObservedMovement, coverage: Coverage, most: number): number;
}

/** The dwell time on the points that a movement predictor foretells, and straight on behind the last of them. */
export function dwellOfPoints(predictor: MovementPredictor): DwellPredictor {
  return {
    name: predictor.name,
    dwell(observed, coverage, most) {
      const { past } = observed;
      const points = predictor.predict(observed);
      const [x, y] = [past[past.length - 2], past[past.length - 1]];
      return predictedDwell({ kind: 'points', x, y, points }, coverage, most);
    },
  };
}

/**
 * The dwell time along the known route, the end of which counts as leaving.
 * @param pace of the links; `own` for a vehicle that keeps the speed of its last second
 */
export function dwellOnRoute(name: string, network: RoadNetwork, pace: RoutePace | 'own'): DwellPredictor {
  return {
    name,
    dwell({ past, place }, coverage, most) {
      if (place === undefined) throw new RangeError(`${name}: needs the vehicle's place on its route`);
      const own = pace === 'own' ? lastSpeed(past) : 0;
      const speeds = pace === 'own' ? { speed: () => own } : pace;
      return predictedDwell({ kind: 'route', network, pace: speeds, place }, coverage, most);
    },
  };
}
