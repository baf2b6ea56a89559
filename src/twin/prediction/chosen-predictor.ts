import type { RoadNetwork } from '../../network/index.js';
import { type DwellPredictor, dwellOfPoints, dwellOnRoute } from './dwell-predictor.js';
import { kalmanPredictor } from './kalman.js';
import type { MovementPredictor } from './movement.js';
import type { RoutePace } from './route-pace.js';
import { routePredictor } from './route-predictor.js';
import { learntPredictors } from './shipped-predictors.js';
import { constantVelocity, standingStill } from './simple-predictors.js';

/** A predictor as scenarios name it. `route-aware` goes along the route at the pace of the links, `route-own-speed` at its own. */
export type PredictorChoice =
  | 'standing-still'
  | 'constant-velocity'
  | 'kalman'
  | 'linear-regression'
  | 'route-aware'
  | 'route-own-speed'
  | 'lstm';

/** A predictor of the next seconds, and of the time until a range is left. */
export interface ChosenPredictor {
  readonly movement: MovementPredictor;
  readonly dwell: DwellPredictor;
}

async function movementPredictor(
  choice: PredictorChoice,
  network: RoadNetwork,
  pace: RoutePace,
): Promise<MovementPredictor> {
  switch (choice) {
    case 'standing-still':
      return standingStill;
    case 'constant-velocity':
      return constantVelocity;
    case 'kalman':
      return kalmanPredictor();
    case 'linear-regression':
      return (await learntPredictors()).linear;
    case 'lstm':
      return (await learntPredictors()).lstm;
    case 'route-aware':
      return routePredictor(network, pace);
    case 'route-own-speed':
      return routePredictor(network, 'own');
  }
}

/**
 * The predictor of a name; learnt ones with the weights that come with the package.
 * @param pace of the links, for `route-aware`
 * @throws InputError when the weights are not there, or damaged
 */
export async function chosenPredictor(
  choice: PredictorChoice,
  network: RoadNetwork,
  pace: RoutePace,
): Promise<ChosenPredictor> {
  const movement = await movementPredictor(choice, network, pace);
  if (choice === 'route-aware') return { movement, dwell: dwellOnRoute(movement.name, network, pace) };
  if (choice === 'route-own-speed') return { movement, dwell: dwellOnRoute(movement.name, network, 'own') };
  return { movement, dwell: dwellOfPoints(movement) };
}
