import type { Process, Simulation } from '../../../src/kernel/index.js';
import type { RoadNetwork } from '../../../src/network/index.js';
import type { RandomStream } from '../../../src/random/index.js';
import { tbuma } from '../../../src/recruitment/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import type { LinkTravelTimeModel } from '../../../src/traveltime/index.js';
import type { TrafficSource, TrafficStep } from '../../traffic/traffic.js';
import { forecastCompletions, marketOf, subintervals } from './bids.js';
import type { CampaignOutcome, Completion } from './campaign-outcome.js';
import { drawParticipants, type Participant } from './participants.js';
import { TaskPerformance } from './task-performance.js';
import { type PlacedTask, placeTasks } from './tasks.js';

/** What a campaign works with. */
export interface CampaignInputs {
  readonly scenario: Scenario;
  readonly network: RoadNetwork;
  readonly model: LinkTravelTimeModel;
  readonly taskRandom: RandomStream;
  readonly vehicleRandom: RandomStream;
}

/**
 * A crowdsourcing campaign on live traffic: tasks are announced, vehicles on the road bid, one auction decides, everybody
 * drives on, and each arrival at a task, its processing and its completion are events of the kernel.
 */
export class CrowdsourcingCampaign {
  readonly #sim: Simulation;
  readonly #traffic: TrafficSource;
  readonly #inputs: CampaignInputs;
  #outcome: CampaignOutcome | undefined;
  #performance: TaskPerformance | undefined;
  #start = Number.POSITIVE_INFINITY;

  constructor(sim: Simulation, traffic: TrafficSource, inputs: CampaignInputs) {
    this.#sim = sim;
    this.#traffic = traffic;
    this.#inputs = inputs;
  }

  /** What came of it; undefined before the auction. */
  get outcome(): CampaignOutcome | undefined {
    return this.#outcome;
  }

  /** Until when the campaign asks nothing of the traffic and tells it nothing, s. */
  get undisturbedUntil(): number {
    return this.#performance === undefined ? this.#start : Number.POSITIVE_INFINITY;
  }

  /** Starts the campaign's process: it waits for `start` (s), then announces, collects bids, decides and follows the bidders. */
  begin(start: number): Process<void> {
    const campaign = this;
    const sim = this.#sim;
    this.#start = start;
    return sim.process('crowdsourcing campaign', function* () {
      yield sim.timeout(start - sim.now);
      const vehicles = yield* sim.external(campaign.#traffic.vehicles());
      const { scenario, network, taskRandom, vehicleRandom } = campaign.#inputs;
      const settings = scenario.crowdsourcing;
      // Only where cars drive: a task on a footpath would have no bidder.
      const metres = network.links.map((link) => (link.passenger ? link.length : 0));
      const tasks = placeTasks(settings.tasks.count, metres, taskRandom);
      const participants = drawParticipants(vehicles, tasks, settings, vehicleRandom);
      const outcome = campaign.#hold(tasks, participants);
      campaign.#outcome = outcome;
      campaign.#performance = new TaskPerformance(sim, outcome, network.lengths, (bidder, until) =>
        campaign.#traffic.rest(bidder, until),
      );
      yield* sim.external(campaign.#traffic.follow(outcome.bidders.map(({ state }) => state)));
      campaign.#performance.begin();
    });
  }

  /** Takes in what the vehicles did in the traffic step that begins now. */
  observe(step: TrafficStep): void {
    this.#performance?.observe(step.followed, this.#traffic.stepLength);
  }

  /** Bidders that have passed all their tasks and need no more following, by their numbers; each is told once. */
  finished(): readonly number[] {
    return this.#performance?.takeFinished() ?? [];
  }

  #hold(tasks: readonly PlacedTask[], participants: readonly Participant[]): CampaignOutcome {
    const { scenario, model, network } = this.#inputs;
    const settings = scenario.crowdsourcing;
    const boundaries = subintervals(settings.tasks);
    const bidders = participants.filter(({ bundle }) => bundle.length > 0);
    const forecasts = bidders.map((bidder) =>
      forecastCompletions(bidder, tasks, boundaries, model, network, scenario.travelTime),
    );
    const market = marketOf(bidders, forecasts, tasks.length, settings);
    const { valuation, alpha } = settings.auction;
    const auction = tbuma(market, { valuation, alpha, trace: true });
    const completions = bidders.flatMap(({ bundle }, bidder) =>
      bundle.map(({ task, routeIndex }, j): Completion => {
        const forecast = forecasts[bidder][j];
        return { bidder, task, routeIndex, forecast, arrival: undefined, completion: undefined };
      }),
    );
    return {
      start: this.#sim.now,
      tasks,
      boundaries,
      participants: participants.length,
      bidders,
      auction,
      completions,
    };
  }
}
