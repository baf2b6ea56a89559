import { alternativePaths, type PathFinder, type RoadNetwork } from '../../../src/network/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import {
  type LinkTimes,
  type LinkTravelTimeModel,
  pathThrough,
  remainingTimeFraction,
  timeFractionBetween,
  tripPredictor,
} from '../../../src/traveltime/index.js';
import { type TaskAhead, tasksAhead } from './participants.js';
import type { PlacedTask } from './tasks.js';

/**
 * The ways to its destination among which a driver would choose (the preferred trajectories of the WBS paper): the cheapest ones
 * under the costs of `finder`, cheapest first, fewer where there are no more.
 * @param from link the vehicle is on, the first of every trajectory
 * @param to last link of its trip
 * @returns links of each, in order
 */
export function preferredTrajectories(finder: PathFinder, from: number, to: number, count = 3): Int32Array[] {
  return alternativePaths(finder, from, to, count).map(({ links }) => Int32Array.from(links));
}

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
  readonly tasks: readonly PlacedTask[];
  /** As `tasksByLink` gives them. */
  readonly byLink: ReadonlyMap<number, readonly number[]>;
  readonly model: LinkTravelTimeModel;
  readonly network: RoadNetwork;
  readonly settings: Scenario['travelTime'];
}

/**
 * When a vehicle will be at each task on its way (TBUMA, section 3.3, without the processing): with the processing time added, the
 * means are the estimated times of completion of the WBS paper.
 * @returns in the order in which it passes them, each task where it is passed first
 */
export function expectedArrivals(setout: Setout, inputs: ArrivalInputs): ExpectedArrival[] {
  const { links, position, time } = setout;
  const { tasks, byLink, model, network, settings } = inputs;
  const ahead = tasksAhead({ vehicle: '', route: links, routeIndex: 0, position, driven: 0 }, byLink, tasks);
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
  return ahead.map(({ task, routeIndex }) => {
    const { link, offset } = tasks[task];
    const from = routeIndex === 0 ? position : 0;
    const fraction = timeFractionBetween(from, offset, timesOf(link), settings.position);
    const { mean, sd } = predictor.task(routeIndex, fraction, 0, []);
    return { task, routeIndex, mean: time + mean, sd };
  });
}
