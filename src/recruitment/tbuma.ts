import { type Coverage, coverageOf, valueOfAll } from './coverage.js';
import { selectGreedily } from './internal/greedy-auction.js';
import { greedyOutcome } from './internal/greedy-outcome.js';
import type { GreedyRule } from './internal/greedy-run.js';
import { isBudgetLimited } from './internal/outcome.js';
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
  const { budget } = market;
  const coverage = coverageOf(market, options.valuation ?? 'exact');
  const all = valueOfAll(coverage);
  const rule = tbumaRule(budget, all, options.alpha ?? 'two');
  return greedyOutcome({ name: 'tbuma', budget, coverage, valueOfAll: all, rule }, options);
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
