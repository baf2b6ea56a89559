/** Movement of all vehicles of a traffic, second by second, and what predictors learn from it and are worth on it. */
export { evaluatePredictors, movementPredictors, type PredictorKnowledge } from './evaluate-predictors.js';
export { type EvaluateScenarioOptions, evaluateScenario } from './evaluate-scenario.js';
export { type MovementTraceInputs, movementTraces } from './movement-traces.js';
export { type TracesProgress, tracesOf } from './scenario-traces.js';
export {
  type TrainedPredictors,
  type TrainPredictorsOptions,
  trainPredictors,
} from './train-predictors.js';
