import { type CompletionForecast, type ForecastInputs, forecastCompletions } from './bids.js';
import {
  type Participant,
  type PrivateTraits,
  participantWith,
  type TaskOnLink,
  tasksAhead,
} from './participants.js';
import type { Requester } from './requester.js';
import { onTrajectory, type TrajectoryFinder } from './trajectories.js';

/** For how many ways a vehicle may bid. */
export interface TrajectoryChoice {
  /** Most ways, that which the vehicle is on included. */
  readonly count: number;
  /** Absent where vehicles bid for the way that they are on alone. */
  readonly finder?: TrajectoryFinder;
}

/**
 * A bid for a way to the destination (WBS, section II): the tasks that the vehicle promises there, each by its estimated time of
 * completion, and the price of all together.
 */
export interface TrajectoryBid {
  /** The vehicle on this way; its bundle are the promised tasks, its cost is the price. */
  readonly participant: Participant;
  /** Of each promised task; the mean is the promised time. */
  readonly forecasts: readonly CompletionForecast[];
  /** Whether it is the way that the vehicle is on. */
  readonly isOwnWay: boolean;
}

/** What bids for ways follow from, besides the vehicle. */
export interface TrajectoryBidInputs {
  readonly requester: Requester;
  readonly forecast: ForecastInputs;
  /** Whether the vehicle keeps to its way because of tasks that it has promised. */
  readonly committed: boolean;
  /** Absent where no mechanism asks for such bids. */
  readonly choice?: TrajectoryChoice;
}

/**
 * The bids of a vehicle, one for each way on which it can promise a task: the way it is on first, then the quickest others.
 * Tasks that it expects to complete after their deadline are worth nothing, so it does not promise them.
 */
export function trajectoryBids(
  participant: Participant,
  traits: PrivateTraits,
  byLink: ReadonlyMap<number, readonly TaskOnLink[]>,
  { requester, forecast, committed, choice }: TrajectoryBidInputs,
): TrajectoryBid[] {
  if (choice === undefined) return [];
  const { state } = participant;
  const { worth, tasks } = requester;
  const count = committed ? 1 : choice.count;
  const ways = choice.finder?.trajectories(state, count) ?? [state.route.subarray(state.routeIndex)];
  return ways.flatMap((links, way) => {
    const there = way === 0 ? state : onTrajectory(state, Array.from(links));
    const all = participantWith(there, traits, tasksAhead(there, byLink), tasks.work);
    const promised = forecastCompletions(all, worth.boundaries, forecast)
      .map((one, i) => ({ ahead: all.bundle[i], one }))
      .filter(({ one }) => worth.at(Math.max(0, one.mean)) > 0);
    if (promised.length === 0) return [];
    const bundle = promised.map(({ ahead }) => ahead);
    return {
      participant: participantWith(there, traits, bundle, tasks.work),
      forecasts: promised.map(({ one }) => one),
      isOwnWay: way === 0,
    };
  });
}
