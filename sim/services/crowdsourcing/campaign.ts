import type { Process, Simulation } from '../../../src/kernel/index.js';
import type { RouteState, TrafficSource, TrafficStep } from '../../traffic/traffic.js';
import { type CampaignMarket, type MarketInputs, openMarket } from './campaign-market.js';
import type { CampaignOutcome, Completion } from './campaign-outcome.js';
import { type CampaignPlan, campaignPlan } from './campaign-plan.js';
import type { HeldAuction } from './mechanisms.js';
import type { PrivateTraits } from './participants.js';
import { TaskPerformance } from './task-performance.js';
import { TrajectoryFinder } from './trajectories.js';
import type { TrajectoryChoice } from './trajectory-bids.js';

/**
 * Crowdsourcing on live traffic: in each campaign every requester announces its tasks, vehicles on the road bid, auctions decide
 * (one for each requester, in their order), everybody drives on, and each arrival at a task, its processing and its
 * completion are events of the kernel. A vehicle under way with tasks that it has promised keeps to its way.
 */
export class CrowdsourcingCampaigns {
  readonly #sim: Simulation;
  readonly #traffic: TrafficSource;
  readonly #inputs: MarketInputs;
  readonly #performance: TaskPerformance;
  readonly #traits = new Map<string, PrivateTraits>();
  readonly #outcomes: CampaignOutcome[] = [];
  /** When the next campaign begins; infinite after the last one. */
  #next = Number.POSITIVE_INFINITY;

  constructor(sim: Simulation, traffic: TrafficSource, inputs: MarketInputs) {
    this.#sim = sim;
    this.#traffic = traffic;
    this.#inputs = inputs;
    this.#performance = new TaskPerformance(sim, inputs.network.lengths, (vehicle, distance) =>
      traffic.rest(vehicle, distance),
    );
  }

  /** What came of the auctions held so far: campaign by campaign, in each the requesters in their order. */
  get outcomes(): readonly CampaignOutcome[] {
    return this.#outcomes;
  }

  /** Until when the campaigns ask nothing of the traffic and tell it nothing, s. */
  get undisturbedUntil(): number {
    return this.#next;
  }

  /** Starts the process of the campaigns: the first begins at `start` (s). */
  begin(start: number): Process<void> {
    const campaigns = this;
    const sim = this.#sim;
    this.#next = start;
    return sim.process('crowdsourcing campaigns', function* () {
      const plan = yield* sim.external(campaignPlan(campaigns.#inputs.scenario));
      for (const [campaign, time] of plan.starts.entries()) {
        yield sim.timeout(time - sim.now);
        yield* sim.external(campaigns.#hold(campaign, plan));
        campaigns.#next = plan.starts[campaign + 1] ?? Number.POSITIVE_INFINITY;
      }
    });
  }

  /** Takes in what the vehicles did in the traffic step that begins now. */
  observe(step: TrafficStep): void {
    this.#performance.observe(step.followed, this.#traffic.stepLength);
  }

  /** Followed vehicles that have passed all their tasks and need no more following, by their numbers; each is told once. */
  finished(): readonly number[] {
    return this.#performance.takeFinished();
  }

  /** One campaign: the auctions of all requesters on the vehicles that are on the road now. */
  async #hold(campaign: number, plan: CampaignPlan): Promise<void> {
    const performance = this.#performance;
    let vehicles = await this.#traffic.vehicles();
    performance.locate(vehicles);
    const trajectories = this.#trajectories(plan);
    for (const requester of plan.requesters) {
      const market = openMarket(vehicles, this.#inputs, {
        requester,
        campaign,
        time: campaign === 0 ? undefined : this.#sim.now,
        traits: this.#traits,
        isCommitted: (vehicle) => performance.isCommitted(vehicle),
        trajectories,
      });
      const mechanisms = plan.mechanisms.map((mechanism, i) => mechanism.hold(market, requester, i === 0));
      const led = await this.#lead(market, mechanisms[0]);
      const { reroutes } = plan;
      const start = this.#sim.now;
      const outcome = outcomeOf({ campaign, requester, start, market, mechanisms, reroutes, led });
      this.#outcomes.push(outcome);
      vehicles = vehicles.map((state) => led.get(state.vehicle) ?? state);
      this.#watch(outcome);
    }
    await this.#traffic.follow(performance.follow());
    performance.begin();
  }

  /** For which ways vehicles bid: none where no mechanism asks for it. */
  #trajectories({ mechanisms, reroutes }: CampaignPlan): TrajectoryChoice | undefined {
    if (!mechanisms.some(({ isOnPromises }) => isOnPromises)) return undefined;
    const { wbs } = this.#inputs.scenario.crowdsourcing.auction;
    if (!reroutes || wbs === undefined) return { count: 1 };
    const { network, model } = this.#inputs;
    const finder = new TrajectoryFinder(network, model, this.#sim.now, wbs.maxDetour);
    return { count: wbs.trajectories, finder };
  }

  /** Sends winners the way for which they won; those that were sent another way, with their new routes. */
  async #lead(
    { bidders }: CampaignMarket,
    { promise }: HeldAuction,
  ): Promise<ReadonlyMap<string, RouteState>> {
    const led = new Map<string, RouteState>();
    for (const [winner, { participant, isOwnWay }] of promise?.chosen ?? []) {
      if (isOwnWay) continue;
      const { route, routeIndex } = participant.state;
      const { vehicle } = bidders[winner].state;
      if (this.#traffic.reroute === undefined)
        throw new Error('vehicles of recorded traffic cannot be sent another way');
      const state = await this.#traffic.reroute(vehicle, route.subarray(routeIndex));
      led.set(vehicle, state);
      this.#performance.lead(state);
    }
    return led;
  }

  #watch({ auction, bidders, completions, start }: CampaignOutcome): void {
    const winners = new Set(auction.winners);
    const records = bidders.map((): Completion[] => []);
    for (const record of completions) records[record.bidder].push(record);
    for (const [bidder, { state, processingTime }] of bidders.entries()) {
      const isPromised = winners.has(bidder);
      this.#performance.add({ state, processingTime, start, isPromised, records: records[bidder] });
    }
  }
}

interface OutcomeInputs extends Pick<CampaignOutcome, 'campaign' | 'requester' | 'start' | 'mechanisms'> {
  readonly market: CampaignMarket;
  readonly reroutes: boolean;
  readonly led: ReadonlyMap<string, RouteState>;
}

/** What an auction leaves: every bidder on the way that it drives, a winner of promises with the tasks that it promised. */
function outcomeOf({ market, led, ...known }: OutcomeInputs): CampaignOutcome {
  const { tasks, boundaries, participants } = market;
  const [{ auction, promise }] = known.mechanisms;
  const rerouted: number[] = [];
  const completions: Completion[] = [];
  const bidders = market.bidders.map((own, bidder) => {
    const bid = promise?.chosen.get(bidder);
    const state = led.get(own.state.vehicle);
    const participant = { ...(bid?.participant ?? own), state: state ?? own.state };
    // On its new route the vehicle may count its links anew.
    const shift = state === undefined ? 0 : state.routeIndex - (bid?.participant ?? own).state.routeIndex;
    if (bid !== undefined && !bid.isOwnWay) rerouted.push(bidder);
    const forecasts = bid?.forecasts ?? market.forecasts[bidder];
    const bundle = participant.bundle.map((ahead) => ({ ...ahead, routeIndex: ahead.routeIndex + shift }));
    for (const [j, ahead] of bundle.entries())
      completions.push({
        bidder,
        ...ahead,
        forecast: forecasts[j],
        arrival: undefined,
        completion: undefined,
      });
    return { ...participant, bundle };
  });
  return { ...known, tasks, boundaries, participants, bidders, auction, rerouted, completions };
}
