import type { RoadNetwork } from '../../src/network/index.js';
import type { LinkTravelTimeModel } from '../../src/traveltime/index.js';
import {
  constantVelocity,
  freeFlowPace,
  kalmanPredictor,
  type LinearRegression,
  linkTimePace,
  type MovementAccuracy,
  type MovementLstm,
  type MovementPredictor,
  type MovementTrack,
  movementAccuracy,
  movementWindows,
  routePredictor,
  standingStill,
} from '../../src/twin/prediction/index.js';

/** What predictors may know. */
export interface PredictorKnowledge {
  readonly network: RoadNetwork;
  /** Link travel times; speed limits in their place where there are none. */
  readonly model?: LinkTravelTimeModel;
  readonly linear: LinearRegression;
  readonly lstm: MovementLstm;
}

/** All movement predictors, the simplest first. */
export function movementPredictors({
  network,
  model,
  linear,
  lstm,
}: PredictorKnowledge): readonly MovementPredictor[] {
  const pace = model === undefined ? freeFlowPace(network) : linkTimePace(network, model);
  return [
    standingStill,
    constantVelocity,
    kalmanPredictor(),
    linear,
    routePredictor(network, pace),
    routePredictor(network, 'own'),
    lstm,
  ];
}

/**
 * The accuracy of all predictors on the same tracks, which none of them has learnt from.
 * @param stride seconds between two predictions for a vehicle
 * @throws RangeError when no track is long enough
 */
export function evaluatePredictors(
  tracks: readonly MovementTrack[],
  stride: number,
  knowledge: PredictorKnowledge,
): readonly MovementAccuracy[] {
  const windows = movementWindows(tracks, stride);
  return movementPredictors(knowledge).map((predictor) => movementAccuracy(predictor, windows));
}
