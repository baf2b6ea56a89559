import type { CampaignOutcome } from '../../../sim/services/crowdsourcing/campaign-outcome.js';
import { soleRequester } from '../../../sim/services/crowdsourcing/requester.js';
import type { AuctionResult } from '../../../src/recruitment/index.js';
import { scenarioSchema } from '../../../src/scenario/index.js';

const { crowdsourcing } = scenarioSchema.parse({
  name: 'x',
  traffic: { network: 'n', demand: { file: 'd' } },
  crowdsourcing: { tasks: { values: [1, 0.5], deadline: 20 }, auction: { budget: 9 } },
});
/** Pays 1 for tasks that are completed within 10 s, and .5 until 20 s. */
export const requester = soleRequester(crowdsourcing);

/** What a bidder did with a task of its bundle. */
export interface Done {
  readonly bidder: number;
  readonly task: number;
  readonly completion: number | undefined;
  /** Forecast probabilities of the two subintervals [0, 10] and (10, 20]. */
  readonly forecast?: readonly number[];
}

/** A campaign with three tasks, three bidders and two subintervals of 10 s, decided by hand: each winner is paid 2. */
export function outcomeOf(done: readonly Done[], winners: readonly number[]): CampaignOutcome {
  const state = (i: number) => ({
    vehicle: `v${i}`,
    route: Int32Array.of(0),
    routeIndex: 0,
    position: 0,
    driven: 0,
  });
  const auction: AuctionResult = {
    mechanism: 'tbuma',
    valuation: 'exact',
    winners,
    payments: Object.fromEntries(winners.map((winner) => [winner, 2])),
    value: 1.5,
    valueOfAll: 2,
    bidTotal: winners.reduce((sum, i) => sum + i + 1, 0),
    paymentTotal: 2 * winners.length,
    requesterUtility: 0,
    socialWelfare: 0,
    budgetLimited: false,
    withinBudget: true,
  };
  return {
    campaign: 0,
    requester,
    reroutes: false,
    rerouted: [],
    mechanisms: [{ mechanism: 'tbuma', auction }],
    start: 0,
    tasks: [0, 1, 2].map((i) => ({ link: 0, offset: 10 * i })),
    boundaries: [10, 20],
    participants: 4,
    bidders: [0, 1, 2].map((i) => ({
      state: state(i),
      clock: 10,
      processingTime: 1,
      bundle: done
        .filter(({ bidder }) => bidder === i)
        .map(({ task }) => ({ task, routeIndex: 0, offset: 10 * task })),
      cost: i + 1,
    })),
    auction,
    completions: done.map(({ bidder, task, completion, forecast = [0.5, 0.25] }) => ({
      bidder,
      task,
      routeIndex: 0,
      offset: 10 * task,
      forecast: { mean: 10, sd: 2, completion: forecast },
      arrival: completion === undefined ? undefined : completion - 1,
      completion,
    })),
  };
}
