/** Travel-time distributions of links and trips, and how good they are. */
export { type CompletionTime, logNormalCdfOf, normalCompletion } from './completion.js';
export {
  type Bins,
  binProbabilities,
  binsFor,
  histogram,
  klDivergence,
  smoothedDivergence,
  tripDivergence,
} from './divergence.js';
export { type ForecastScores, intervalLevels, pathDivergence, scoreForecasts } from './evaluation.js';
export {
  type EvaluatedForecaster,
  type EvaluationOptions,
  evaluateTravelTimes,
  type ScoreInterval,
  type TravelTimeEvaluation,
} from './evaluation-document.js';
export { type EvaluationSource, evaluationReport } from './evaluation-report.js';
export { type ChosenFit, chooseFit, type FitSettings, slotLengthCandidates } from './fit-settings.js';
export {
  baselineForecasters,
  baselineNames,
  modelForecaster,
  type TripForecaster,
} from './forecasters.js';
export { type HeldOut, heldOut } from './held-out.js';
export { fitLinkTravelTimes, type LinkFit, type LinkFitOptions } from './link-fit.js';
export {
  fallbackLinks,
  type LinkFamily,
  type LinkTravelTimeModel,
  linkFamilies,
} from './link-travel-time-model.js';
export { decodeModel, encodeModel, readModel, writeModel } from './model-file.js';
export { type KeyPart, modelKey } from './model-key.js';
export { normalCdf, normalCdfOf, normalDensity } from './normal-distribution.js';
export {
  busiestPaths,
  drivesOver,
  type ObservedTrip,
  observedTrips,
  type PathDrives,
} from './observed-trips.js';
export { type OnlineRule, OnlineTravelTimes } from './online-update.js';
export {
  type LinkTimes,
  type PositionModel,
  remainingTimeFraction,
  timeFractionBetween,
  timeFractionUpTo,
} from './position-fractions.js';
export {
  type TravelTimePredictOutput,
  travelTimePredictDocument,
  travelTimePredictInput,
} from './predict-document.js';
export { readRounds } from './read-rounds.js';
export {
  coverage,
  empiricalCrps,
  normalCrps,
  type PredictedTime,
  probabilityTransform,
  transformHistogram,
} from './scores.js';
export {
  chooseSlotLength,
  type SlotLengthChoice,
  type SlotLengthScore,
  withSlotLength,
} from './slot-length.js';
export {
  type Calendar,
  calendarDays,
  calendarSlots,
  dayLength,
  neighbourSlot,
  type SlotPlan,
  slotAt,
} from './slot-plan.js';
export {
  logNormalForecast,
  normalForecast,
  pointForecast,
  sampleForecast,
  type TripDistribution,
  tabulatedForecast,
} from './trip-distribution.js';
export type { TripEstimator, TripPredictor } from './trip-estimator.js';
export { pathOfTable, pathThrough, type TripPath } from './trip-path.js';
export {
  predictTrip,
  type TripPrediction,
  type TripTask,
  tripPredictor,
} from './trip-predictor.js';
