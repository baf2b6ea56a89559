/** Travel-time distributions of links and trips, and how good they are. */
export { type CompletionTime, normalCompletion } from './completion.js';
export { fallbackLinks, type LinkTravelTimeModel } from './link-travel-time-model.js';
export { normalCdf, normalCdfOf, normalDensity } from './normal-distribution.js';
export { pathOfTable, pathThrough, type TripPath } from './trip-path.js';
export {
  predictTrip,
  type TripEstimator,
  type TripPrediction,
  type TripPredictor,
  type TripTask,
  tripPredictor,
} from './trip-predictor.js';
