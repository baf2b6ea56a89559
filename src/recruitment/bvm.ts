import { coverageOf, valueOfAll } from './coverage.js';
import { greedyOutcome } from './internal/greedy-outcome.js';
import type { GreedyRule } from './internal/greedy-run.js';
import type { AuctionMarket } from './market.js';
import type { AuctionOptions, AuctionResult } from './mechanism.js';

/**
 * Budgeted valuation maximization, the benchmark of tbuma's section 6.4: winners by falling ratio of marginal value to bid
 * as long as b <= (B / 2) V_i(w) / V(w + i), whether or not they are worth their bids, each paid the supremum of the bids
 * with which it would still win. It stops at the first vehicle that the criterion refuses (`onViolation: 'continue'`
 * discards that vehicle and goes on), and when no vehicle adds value. Truthful and budget feasible, but not profitable.
 * @throws InputError when the market is wrong
 */
export function bvm(market: AuctionMarket, options: AuctionOptions = {}): AuctionResult {
  const coverage = coverageOf(market, options.valuation ?? 'exact');
  const rule: GreedyRule = {
    aboveBid: false,
    share: market.budget / 2,
    stopAtViolation: (options.onViolation ?? 'stop') === 'stop',
  };
  const { budget } = market;
  return greedyOutcome({ name: 'bvm', budget, coverage, valueOfAll: valueOfAll(coverage), rule }, options);
}
