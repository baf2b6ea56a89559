import type { RoadNetwork } from '../../../src/network/index.js';
import type { RandomStreams } from '../../../src/random/index.js';
import type { AuctionMarket } from '../../../src/recruitment/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import type { LinkTravelTimeModel } from '../../../src/traveltime/index.js';
import type { RouteState } from '../../traffic/traffic.js';
import { type CompletionForecast, type ForecastInputs, forecastCompletions, marketOf } from './bids.js';
import {
  drawTraits,
  type Participant,
  type PrivateTraits,
  participantWith,
  tasksAhead,
  tasksByLink,
} from './participants.js';
import { type Requester, soleRequester } from './requester.js';
import { onBothDirections, type PlacedTask, placeTasks } from './tasks.js';
import { type TrajectoryBid, type TrajectoryChoice, trajectoryBids } from './trajectory-bids.js';

/** What the market of a campaign follows from, besides the vehicles on the road. */
export interface MarketInputs {
  readonly scenario: Scenario;
  readonly network: RoadNetwork;
  readonly model: LinkTravelTimeModel;
  /** The streams of the replication: tasks and vehicles take one each. */
  readonly random: RandomStreams;
}

/** Whose tasks are announced, and when. */
export interface Announcement {
  readonly requester: Requester;
  /** Number of the campaign, from 0. */
  readonly campaign: number;
  /** Simulated time, s; the start of the link travel times by default. */
  readonly time?: number;
  /** Of vehicles that an earlier campaign met; those of the others are added. */
  readonly traits: Map<string, PrivateTraits>;
  /** Vehicles that have promised tasks and keep to their way. */
  readonly isCommitted: (vehicle: string) => boolean;
  /** For which ways vehicles may bid besides the one that they are on; none by default. */
  readonly trajectories?: TrajectoryChoice;
}

/** Tasks, those who bid for them, and what the auction is given. */
export interface CampaignMarket {
  readonly tasks: readonly PlacedTask[];
  /** Upper ends of the subintervals of the time to the deadline, s. */
  readonly boundaries: readonly number[];
  /** Vehicles that take part, whether a task lies on their way or not. */
  readonly participants: number;
  /** Each with its bundle on the way that it is on. */
  readonly bidders: readonly Participant[];
  /** Of each bidder, for each task of its bundle. */
  readonly forecasts: readonly (readonly CompletionForecast[])[];
  readonly market: AuctionMarket;
  /** Of each bidder, its bids for ways of its own; the way that it is on comes first where a bid is made for it. */
  readonly trajectories: readonly (readonly TrajectoryBid[])[];
}

function tasksOf({ requester, campaign }: Announcement, { network, random }: MarketInputs): PlacedTask[] {
  const { count, directions } = requester.tasks;
  // Only where cars drive: a task on a footpath would have no bidder.
  const metres = network.links.map((link) => (link.passenger ? link.length : 0));
  const named = requester.name === '' ? [] : [requester.name];
  const repeated = campaign === 0 ? [] : ['campaign', campaign];
  const stream = random.stream(['crowdsourcing/tasks', ...named, ...repeated].join('/'));
  const tasks = placeTasks(count, metres, stream);
  return directions === 'both' ? onBothDirections(tasks, network) : tasks;
}

/** The announcement of a scenario with one campaign and one requester. */
function soleAnnouncement({ crowdsourcing }: Scenario): Announcement {
  const requester = soleRequester(crowdsourcing);
  return { requester, campaign: 0, traits: new Map(), isCommitted: () => false };
}

/**
 * Announces the tasks of a requester to the vehicles on the road and collects the bids.
 * @param vehicles on the road, in order of their ids
 * @param announcement by default that of a scenario with one campaign and one requester
 */
export function openMarket(
  vehicles: readonly RouteState[],
  inputs: MarketInputs,
  announcement = soleAnnouncement(inputs.scenario),
): CampaignMarket {
  const { scenario, network, model, random } = inputs;
  const { vehicles: settings } = scenario.crowdsourcing;
  const { requester, traits, isCommitted, time, trajectories: choice } = announcement;
  const tasks = tasksOf(announcement, inputs);
  const byLink = tasksByLink(tasks);
  drawTraits(vehicles, settings, random.stream('crowdsourcing/vehicles'), traits);
  const { boundaries } = requester.worth;
  const forecast: ForecastInputs = { network, model, settings: scenario.travelTime, time };
  let participants = 0;
  const bidders: Participant[] = [];
  const trajectories: (readonly TrajectoryBid[])[] = [];
  for (const state of vehicles) {
    const own = traits.get(state.vehicle);
    if (own?.takesPart !== true) continue;
    const committed = isCommitted(state.vehicle);
    if (committed && settings.whileCommitted === 'wait') continue;
    participants++;
    const participant = participantWith(state, own, tasksAhead(state, byLink), requester.tasks.work);
    const bids = trajectoryBids(participant, own, byLink, { requester, forecast, committed, choice });
    if (participant.bundle.length === 0 && bids.length === 0) continue;
    bidders.push(participant);
    trajectories.push(bids);
  }
  const forecasts = bidders.map((bidder) => forecastCompletions(bidder, boundaries, forecast));
  const market = marketOf(bidders, forecasts, tasks.length, requester);
  return { tasks, boundaries, participants, bidders, forecasts, market, trajectories };
}
