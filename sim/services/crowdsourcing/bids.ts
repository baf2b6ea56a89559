import type { RoadNetwork } from '../../../src/network/index.js';
import type { AuctionMarket } from '../../../src/recruitment/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import {
  type LinkTimes,
  type LinkTravelTimeModel,
  pathThrough,
  remainingTimeFraction,
  timeFractionBetween,
  tripPredictor,
} from '../../../src/traveltime/index.js';
import type { Participant } from './participants.js';
import type { Requester } from './requester.js';

/** When a vehicle is expected to complete a task of its bundle; times in s from the start of the campaign. */
export interface CompletionForecast {
  readonly mean: number;
  readonly sd: number;
  /** q^k: probability of completion in each subinterval of [0, deadline], eq. (10). */
  readonly completion: readonly number[];
}

/** What completions are forecast from. */
export interface ForecastInputs {
  readonly network: RoadNetwork;
  readonly model: LinkTravelTimeModel;
  readonly settings: Scenario['travelTime'];
  /** Simulated time of the forecast, s; the model's own start by default. */
  readonly time?: number;
}

/** Sums of rounded masses can leave [0, 1] by their last digit. */
const probability = (q: number): number => Math.min(1, Math.max(0, q));

/** Mean time of a link, s, for those who enter it at a time. */
export function meanTimeAt(model: LinkTravelTimeModel, link: number, time = model.start): number {
  const slot = Math.max(0, Math.floor((time - model.start) / model.slotLength));
  return model.mean[link * model.slots + Math.min(slot, model.slots - 1)];
}

/**
 * Forecasts when a vehicle under way completes each task of its bundle (TBUMA, section 3.3): the travel-time distribution
 * of the rest of its route up to the task, plus the processing time.
 * @param boundaries T_1 .. T_K, s from the time of the forecast
 * @returns one forecast per entry of the bundle
 */
export function forecastCompletions(
  participant: Pick<Participant, 'state' | 'bundle' | 'processingTime'>,
  boundaries: readonly number[],
  { network, model, settings, time }: ForecastInputs,
): CompletionForecast[] {
  const { state, bundle, processingTime } = participant;
  const last = bundle.at(-1);
  if (last === undefined) return [];
  const path = state.route.subarray(state.routeIndex, last.routeIndex + 1);
  const { position, estimator } = settings;
  const timesOf = (link: number): LinkTimes => ({
    length: network.lengths[link],
    freeFlowTime: network.freeFlowTimes[link],
    meanTime: meanTimeAt(model, link, time),
  });
  const ahead = remainingTimeFraction(state.position, timesOf(path[0]), position);
  const predictor = tripPredictor(pathThrough(model, path, ahead, time), estimator);
  return bundle.map(({ routeIndex, offset }) => {
    const n = routeIndex - state.routeIndex;
    const from = n === 0 ? state.position : 0;
    const fraction = timeFractionBetween(from, offset, timesOf(path[n]), position);
    const { mean, sd, completion } = predictor.task(n, fraction, processingTime, boundaries);
    return { mean, sd, completion: Array.from(completion, probability) };
  });
}

/** The market of a campaign: participants with a bundle, who bid their costs (it pays, where the mechanism is truthful). */
export function marketOf(
  bidders: readonly Participant[],
  forecasts: readonly (readonly CompletionForecast[])[],
  taskCount: number,
  { budget, worth: { values } }: Requester,
): AuctionMarket {
  return {
    budget,
    tasks: Array.from({ length: taskCount }, () => ({ values })),
    vehicles: bidders.map(({ bundle, cost }, i) => ({
      bid: cost,
      completion: Object.fromEntries(bundle.map(({ task }, j) => [task, forecasts[i][j].completion])),
    })),
  };
}
