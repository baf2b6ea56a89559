import { type Coverage, coverageOf, valueOfAll } from './coverage.js';
import { greedyTrace, selectGreedily } from './internal/greedy-auction.js';
import type { GreedyRule } from './internal/greedy-run.js';
import { isBudgetLimited, outcome } from './internal/outcome.js';
import type { AuctionMarket } from './market.js';
import type { AuctionOptions, AuctionResult } from './mechanism.js';

/** How TBUMA decides, given V(I). */
function tbumaRule(budget: number, all: number, alpha: 'paper' | 'two'): GreedyRule {
  if (!isBudgetLimited(budget, all)) return { aboveBid: true, share: Infinity, stopAtViolation: false };
  const divisor = alpha === 'two' ? 2 : Math.min(2, all / budget);
  return { aboveBid: true, share: budget / divisor, stopAtViolation: false };
}

/**
 * The truthful budgeted utility maximization auction (Chen et al., "Timeliness-Aware Incentive Mechanism for Vehicular
 * Crowdsourcing in Smart Cities", Algorithms 2 and 3): winners by falling ratio of marginal value to bid, each paid its
 * critical value. Truthful in price, individually rational and profitable; the payments keep to the budget with
 * `alpha: 'two'` and may exceed it with `alpha: 'paper'` when B < V(I) < 2 B (`withinBudget` says so).
 *
 * V(I) is the value of the full published set throughout. (24) is read with a minimum, as (25) is. A bid of exactly the
 * critical value may lose, for the critical value is a supremum. Ties go to the lowest number.
 * @throws InputError when the market is wrong
 */
export function tbuma(market: AuctionMarket, options: AuctionOptions = {}): AuctionResult {
  const valuation = options.valuation ?? 'exact';
  const coverage = coverageOf(market, valuation);
  const all = valueOfAll(coverage);
  const rule = tbumaRule(market.budget, all, options.alpha ?? 'two');
  const trace = options.trace ?? false;
  const selection = selectGreedily(coverage, rule, { payments: true, steps: trace });
  return outcome({
    mechanism: 'tbuma',
    valuation,
    budget: market.budget,
    winners: selection.winners,
    payments: selection.payments,
    bids: coverage.bids,
    value: selection.value,
    valueOfAll: all,
    trace: trace ? greedyTrace(coverage, rule, selection) : undefined,
  });
}

/**
 * TBUMA's winner selection alone (Algorithm 2), on a market already brought into form.
 * @returns the winners in the order of selection
 */
export function tbumaWinners(
  market: Coverage,
  budget: number,
  alpha: 'paper' | 'two' = 'two',
): readonly number[] {
  const rule = tbumaRule(budget, valueOfAll(market), alpha);
  return selectGreedily(market, rule, { payments: false, steps: false }).winners;
}
