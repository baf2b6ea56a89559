import type { RoadNetwork } from '../../../src/network/index.js';
import type { RandomStreams } from '../../../src/random/index.js';
import type { AuctionMarket } from '../../../src/recruitment/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import type { LinkTravelTimeModel } from '../../../src/traveltime/index.js';
import type { RouteState } from '../../traffic/traffic.js';
import { type CompletionForecast, forecastCompletions, marketOf, subintervals } from './bids.js';
import { drawParticipants, type Participant } from './participants.js';
import { type PlacedTask, placeTasks } from './tasks.js';

/** What the market of a campaign follows from, besides the vehicles on the road. */
export interface MarketInputs {
  readonly scenario: Scenario;
  readonly network: RoadNetwork;
  readonly model: LinkTravelTimeModel;
  /** The streams of the replication: tasks and vehicles take one each. */
  readonly random: RandomStreams;
}

/** Tasks, those who bid for them, and what the auction is given. */
export interface CampaignMarket {
  readonly tasks: readonly PlacedTask[];
  /** Upper ends of the subintervals of the time to the deadline, s. */
  readonly boundaries: readonly number[];
  /** Vehicles that take part, whether a task lies on their way or not. */
  readonly participants: number;
  readonly bidders: readonly Participant[];
  /** Of each bidder, for each task of its bundle. */
  readonly forecasts: readonly (readonly CompletionForecast[])[];
  readonly market: AuctionMarket;
}

/**
 * Announces the tasks of a campaign to the vehicles on the road and collects the bids.
 * @param vehicles on the road, in order of their ids
 */
export function openMarket(
  vehicles: readonly RouteState[],
  { scenario, network, model, random }: MarketInputs,
): CampaignMarket {
  const settings = scenario.crowdsourcing;
  // Only where cars drive: a task on a footpath would have no bidder.
  const metres = network.links.map((link) => (link.passenger ? link.length : 0));
  const tasks = placeTasks(settings.tasks.count, metres, random.stream('crowdsourcing/tasks'));
  const participants = drawParticipants(vehicles, tasks, settings, random.stream('crowdsourcing/vehicles'));
  const boundaries = subintervals(settings.tasks);
  const bidders = participants.filter(({ bundle }) => bundle.length > 0);
  const forecasts = bidders.map((bidder) =>
    forecastCompletions(bidder, tasks, boundaries, model, network, scenario.travelTime),
  );
  const market = marketOf(bidders, forecasts, tasks.length, settings);
  return { tasks, boundaries, participants: participants.length, bidders, forecasts, market };
}
