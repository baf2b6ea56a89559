import type { RoadNetwork } from '../../../src/network/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import {
  type LinkTimes,
  type LinkTravelTimeModel,
  pathThrough,
  remainingTimeFraction,
  timeFractionBetween,
  tripPredictor,
} from '../../../src/traveltime/index.js';
import type { TaskOnLink } from './roadside-tasks.js';

/** A vehicle on its way, or about to set out. */
export interface Setout {
  /** Links of its way, from the one that it is on. */
  readonly links: Int32Array;
  /** Distance from the start of the first link, m. */
  readonly position: number;
  /** When it is there, s from the start of the campaign. */
  readonly time: number;
}

/** A task on the way of a vehicle, where it passes it first. */
export interface TaskOnWay {
  readonly task: number;
  /** Which link of the way. */
  readonly routeIndex: number;
  /** m from the start of that link. */
  readonly offset: number;
}

/** When a vehicle is expected at a task; times in s from the start of the campaign. */
export interface ExpectedArrival extends TaskOnWay {
  readonly mean: number;
  readonly sd: number;
}

/** What expected arrivals follow from, besides the vehicle. */
export interface ArrivalInputs {
  readonly byLink: ReadonlyMap<number, readonly TaskOnLink[]>;
  readonly model: LinkTravelTimeModel;
  readonly network: RoadNetwork;
  readonly settings: Scenario['travelTime'];
}

function tasksOnWay({ links, position }: Setout, byLink: ArrivalInputs['byLink']): TaskOnWay[] {
  const found = new Map<number, TaskOnWay>();
  for (const [routeIndex, link] of links.entries())
    for (const { task, offset } of byLink.get(link) ?? []) {
      const behind = routeIndex === 0 && offset <= position;
      if (!behind && !found.has(task)) found.set(task, { task, routeIndex, offset });
    }
  return [...found.values()];
}

/**
 * When a vehicle will be at each task on its way (TBUMA, section 3.3, without the processing): with the processing time added, the
 * means are the estimated times of completion of the WBS paper.
 * @returns in the order in which it passes them, each task where it is passed first
 */
export function expectedArrivals(
  setout: Setout,
  { byLink, model, network, settings }: ArrivalInputs,
): ExpectedArrival[] {
  const { links, position, time } = setout;
  const ahead = tasksOnWay(setout, byLink);
  const last = ahead.at(-1);
  if (last === undefined) return [];
  const timesOf = (link: number): LinkTimes => ({
    length: network.lengths[link],
    freeFlowTime: network.freeFlowTimes[link],
    meanTime: model.mean[link * model.slots],
  });
  const path = links.subarray(0, last.routeIndex + 1);
  const rest = remainingTimeFraction(position, timesOf(path[0]), settings.position);
  const predictor = tripPredictor(pathThrough(model, path, rest, model.start + time), settings.estimator);
  return ahead.map((one) => {
    const { routeIndex, offset } = one;
    const from = routeIndex === 0 ? position : 0;
    const fraction = timeFractionBetween(from, offset, timesOf(path[routeIndex]), settings.position);
    const { mean, sd } = predictor.task(routeIndex, fraction, 0, []);
    return { ...one, mean: time + mean, sd };
  });
}
