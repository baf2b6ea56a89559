import type { RoadNetwork } from '../../../src/network/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import type { LinkTravelTimeModel } from '../../../src/traveltime/index.js';
import { forecastCompletions } from '../../services/crowdsourcing/bids.js';
import { type TaskAhead, type TaskOnLink, tasksAhead } from '../../services/crowdsourcing/participants.js';

/** A vehicle on its way, or about to set out. */
export interface Setout {
  /** Links of its way, from the one that it is on. */
  readonly links: Int32Array;
  /** Distance from the start of the first link, m. */
  readonly position: number;
  /** When it is there, s from the start of the campaign. */
  readonly time: number;
}

/** When a vehicle is expected at a task on its way; times in s from the start of the campaign. */
export interface ExpectedArrival extends TaskAhead {
  readonly mean: number;
  readonly sd: number;
}

/** What expected arrivals follow from, besides the vehicle. */
export interface ArrivalInputs {
  /** As `tasksByLink` gives them. */
  readonly byLink: ReadonlyMap<number, readonly TaskOnLink[]>;
  readonly model: LinkTravelTimeModel;
  readonly network: RoadNetwork;
  readonly settings: Scenario['travelTime'];
}

/**
 * When a vehicle will be at each task on its way (TBUMA, section 3.3, without the processing): with the processing time added, the
 * means are the estimated times of completion of the WBS paper.
 * @returns in the order in which it passes them, each task where it is passed first
 */
export function expectedArrivals(
  { links, position, time }: Setout,
  { byLink, model, network, settings }: ArrivalInputs,
): ExpectedArrival[] {
  const state = { vehicle: '', route: links, routeIndex: 0, position, driven: 0 };
  const bundle = tasksAhead(state, byLink);
  const inputs = { network, model, settings, time: model.start + time };
  const forecasts = forecastCompletions({ state, bundle, processingTime: 0 }, [], inputs);
  return bundle.map((ahead, i) => {
    const { mean, sd } = forecasts[i];
    return { ...ahead, mean: time + mean, sd };
  });
}
