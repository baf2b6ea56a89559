import type { CampaignOutcome } from '../../../sim/services/crowdsourcing/campaign-outcome.js';

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
  return {
    start: 0,
    tasks: [0, 1, 2].map((i) => ({ link: 0, offset: 10 * i })),
    boundaries: [10, 20],
    participants: 4,
    bidders: [0, 1, 2].map((i) => ({
      state: state(i),
      clock: 10,
      processingTime: 1,
      bundle: done.filter(({ bidder }) => bidder === i).map(({ task }) => ({ task, routeIndex: 0 })),
      cost: i + 1,
    })),
    auction: {
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
    },
    completions: done.map(({ bidder, task, completion, forecast = [0.5, 0.25] }) => ({
      bidder,
      task,
      routeIndex: 0,
      forecast: { mean: 10, sd: 2, completion: forecast },
      arrival: completion === undefined ? undefined : completion - 1,
      completion,
    })),
  };
}
