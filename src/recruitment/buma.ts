import { coverageOf, coveredValue, valueOfAll } from './coverage.js';
import { greedyThree, type TakenSet } from './internal/greedy-three.js';
import { localSearch } from './internal/local-search.js';
import { isMore, outcome } from './internal/outcome.js';
import type { AuctionMarket } from './market.js';
import type { AuctionOptions, AuctionResult } from './mechanism.js';

/**
 * The budgeted utility maximization auction, Algorithm 1 of tbuma: the best of S_1 = Greedy_3(I), S'_1 = LocalSearch(S_1) and
 * S_2 = Greedy_3(I - S_1) by V(S) - sum of bids; winners are paid their bids. Individually rational, profitable, within the
 * budget, but not truthful: the yardstick for TBUMA's welfare. The local search runs over subsets of S_1 only, for over all of
 * I it would not keep to the budget. The empty set takes part. Among equals the first of S_1, S'_1, S_2.
 * @throws InputError when the market is wrong
 */
export function buma(market: AuctionMarket, options: AuctionOptions = {}): AuctionResult {
  const valuation = options.valuation ?? 'exact';
  const trace = options.trace ?? false;
  const coverage = coverageOf(market, valuation);
  const everyone = market.vehicles.map((_, i) => i);
  const none: TakenSet = { vehicles: [], objective: 0 };

  const first = greedyThree(coverage, market.budget, everyone) ?? none;
  const searched = localSearch(coverage, first.vehicles, options.epsilon ?? 0.01);
  const better = isMore(searched.objective, first.objective) ? searched : first;
  const others = everyone.filter((i) => !first.vehicles.includes(i));
  const second = greedyThree(coverage, market.budget, others, trace ? undefined : better.objective);
  const best = second !== undefined && isMore(second.objective, better.objective) ? second : better;

  const sets = [
    { name: 'S1', ...first },
    { name: "S'1", ...searched },
    { name: 'S2', ...(second ?? none) },
  ];
  return outcome({
    mechanism: 'buma',
    valuation,
    budget: market.budget,
    winners: best.vehicles,
    payments: best.vehicles.map((i) => coverage.bids[i]),
    bids: coverage.bids,
    value: coveredValue(coverage, best.vehicles),
    valueOfAll: valueOfAll(coverage),
    trace: trace ? { selection: [], payments: {}, sets } : undefined,
  });
}
