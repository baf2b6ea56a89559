import type { Process, Simulation } from '../../../src/kernel/index.js';
import { tbuma } from '../../../src/recruitment/index.js';
import type { TrafficSource, TrafficStep } from '../../traffic/traffic.js';
import { type CampaignMarket, type MarketInputs, openMarket } from './campaign-market.js';
import type { CampaignOutcome, Completion } from './campaign-outcome.js';
import { TaskPerformance } from './task-performance.js';

/**
 * A crowdsourcing campaign on live traffic: tasks are announced, vehicles on the road bid, one auction decides, everybody
 * drives on, and each arrival at a task, its processing and its completion are events of the kernel.
 */
export class CrowdsourcingCampaign {
  readonly #sim: Simulation;
  readonly #traffic: TrafficSource;
  readonly #inputs: MarketInputs;
  #outcome: CampaignOutcome | undefined;
  #performance: TaskPerformance | undefined;
  #start = Number.POSITIVE_INFINITY;

  constructor(sim: Simulation, traffic: TrafficSource, inputs: MarketInputs) {
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
      const outcome = campaign.#hold(openMarket(vehicles, campaign.#inputs));
      campaign.#outcome = outcome;
      campaign.#performance = new TaskPerformance(
        sim,
        outcome,
        campaign.#inputs.network.lengths,
        (bidder, distance) => campaign.#traffic.rest(bidder, distance),
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

  #hold({ tasks, boundaries, participants, bidders, forecasts, market }: CampaignMarket): CampaignOutcome {
    const { valuation, alpha } = this.#inputs.scenario.crowdsourcing.auction;
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
      participants,
      bidders,
      auction,
      completions,
    };
  }
}
