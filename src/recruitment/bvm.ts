import { coverageOf, valueOfAll } from './coverage.js';
import { greedyTrace, selectGreedily } from './internal/greedy-auction.js';
import type { GreedyRule } from './internal/greedy-run.js';
import { outcome } from './internal/outcome.js';
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
  const valuation = options.valuation ?? 'exact';
  const coverage = coverageOf(market, valuation);
  const rule: GreedyRule = {
    aboveBid: false,
    share: market.budget / 2,
    stopAtViolation: (options.onViolation ?? 'stop') === 'stop',
  };
  const trace = options.trace ?? false;
  const selection = selectGreedily(coverage, rule, { payments: true, steps: trace });
  return outcome({
    mechanism: 'bvm',
    valuation,
    budget: market.budget,
    winners: selection.winners,
    payments: selection.payments,
    bids: coverage.bids,
    value: selection.value,
    valueOfAll: valueOfAll(coverage),
    trace: trace ? greedyTrace(coverage, rule, selection) : undefined,
  });
}
