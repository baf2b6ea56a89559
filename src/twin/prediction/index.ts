/** Movement prediction for digital twins: predictors with one interface, what they are worth, and dwell times under a roadside unit. */
export {
  AccuracyMeter,
  type HorizonAccuracy,
  type MovementAccuracy,
  missDistance,
} from './accuracy-meter.js';
export { type ChosenPredictor, chosenPredictor, type PredictorChoice } from './chosen-predictor.js';
export { type DwellPredictor, dwellOfPoints, dwellOnRoute } from './dwell-predictor.js';
export { type MovementExamples, movementExamples } from './example.js';
export { type KalmanOptions, kalmanPredictor } from './kalman.js';
export { LinearRegression } from './linear-regression.js';
export {
  futurePoints,
  type MovementPredictor,
  type MovementTrack,
  type MovementWindow,
  type ObservedMovement,
  pastPoints,
  type RoutePlace,
  secondsPerPoint,
} from './movement.js';
export { movementAccuracy } from './movement-accuracy.js';
export { MovementLstm } from './movement-lstm.js';
export { type Coverage, type ExpectedMovement, leavingShare, predictedDwell } from './predicted-dwell.js';
export { freeFlowPace, linkTimePace, type RoutePace } from './route-pace.js';
export { routePredictor } from './route-predictor.js';
export { learntPredictors, weightsFiles, weightsKinds } from './shipped-predictors.js';
export { constantVelocity, standingStill } from './simple-predictors.js';
export { type LstmTraining, type TrainingProgress, trainLstm } from './train-lstm.js';
export { type TwinAccuracy, twinAccuracy } from './twin-accuracy.js';
export { futureOf, type MovementSplit, movementWindows, observedAt, splitByVehicle } from './window.js';
