import type { RoadNetwork } from '../../../src/network/index.js';
import type { AuctionMarket } from '../../../src/recruitment/index.js';
import type { CrowdsourcingSettings, Scenario } from '../../../src/scenario/index.js';
import {
  type LinkTimes,
  type LinkTravelTimeModel,
  pathThrough,
  remainingTimeFraction,
  timeFractionBetween,
  tripPredictor,
} from '../../../src/traveltime/index.js';
import type { Participant } from './participants.js';
import type { PlacedTask } from './tasks.js';

/** When a vehicle is expected to complete a task of its bundle; times in s from the start of the campaign. */
export interface CompletionForecast {
  readonly mean: number;
  readonly sd: number;
  /** q^k: probability of completion in each subinterval of [0, deadline], eq. (10). */
  readonly completion: readonly number[];
}

/** Sums of rounded masses can leave [0, 1] by their last digit. */
const probability = (q: number): number => Math.min(1, Math.max(0, q));

/** The upper ends T_1 .. T_K of K equal subintervals of [0, deadline], s. */
export function subintervals(settings: CrowdsourcingSettings['tasks']): number[] {
  const { deadline, values } = settings;
  return values.map((_, k) => (deadline * (k + 1)) / values.length);
}

/**
 * Forecasts when a vehicle under way completes each task of its bundle (TBUMA, section 3.3): the travel-time distribution
 * of the rest of its route up to the task, plus the processing time.
 * @returns one forecast per entry of the bundle
 */
export function forecastCompletions(
  participant: Participant,
  tasks: readonly PlacedTask[],
  boundaries: readonly number[],
  model: LinkTravelTimeModel,
  network: RoadNetwork,
  settings: Scenario['travelTime'],
): CompletionForecast[] {
  const { state, bundle, processingTime } = participant;
  const last = bundle.at(-1);
  if (last === undefined) return [];
  const path = state.route.subarray(state.routeIndex, last.routeIndex + 1);
  const { position, estimator } = settings;
  const timesOf = (link: number): LinkTimes => ({
    length: network.lengths[link],
    freeFlowTime: network.freeFlowTimes[link],
    meanTime: model.mean[link * model.slots],
  });
  const ahead = remainingTimeFraction(state.position, timesOf(path[0]), position);
  const predictor = tripPredictor(pathThrough(model, path, ahead), estimator);
  return bundle.map(({ task, routeIndex }) => {
    const { link, offset } = tasks[task];
    const n = routeIndex - state.routeIndex;
    const from = n === 0 ? state.position : 0;
    const fraction = timeFractionBetween(from, offset, timesOf(link), position);
    const { mean, sd, completion } = predictor.task(n, fraction, processingTime, boundaries);
    return { mean, sd, completion: Array.from(completion, probability) };
  });
}

/** The market of a campaign: participants with a bundle, who bid their costs (it pays, where the mechanism is truthful). */
export function marketOf(
  bidders: readonly Participant[],
  forecasts: readonly (readonly CompletionForecast[])[],
  taskCount: number,
  settings: CrowdsourcingSettings,
): AuctionMarket {
  return {
    budget: settings.auction.budget,
    tasks: Array.from({ length: taskCount }, () => ({ values: settings.tasks.values })),
    vehicles: bidders.map(({ bundle, cost }, i) => ({
      bid: cost,
      completion: Object.fromEntries(bundle.map(({ task }, j) => [task, forecasts[i][j].completion])),
    })),
  };
}
