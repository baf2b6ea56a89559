import {
  addedValue,
  type Coverage,
  cover,
  coverageOf,
  coveredValue,
  marginalValue,
  valueOfAll,
} from './coverage.js';
import { valuePerBid } from './internal/greedy-run.js';
import { isAffordable, isMore, outcome } from './internal/outcome.js';
import { welfareBound } from './internal/welfare-bound.js';
import type { AuctionMarket } from './market.js';
import type { AuctionOptions, AuctionResult } from './mechanism.js';

/** A set of vehicles with V(S) - sum of bids. */
export interface WelfareSet {
  /** Ascending. */
  readonly vehicles: readonly number[];
  readonly objective: number;
}

/**
 * The set of vehicles with the highest V(S) - sum of bids among those whose bids sum to at most the budget, Problem (18)
 * of tbuma, by branch and bound. Exact; meant for small markets (some tens of vehicles).
 * Sets within rounding of each other count as equal; vehicles that add nothing are left out.
 */
export function bestSet(market: Coverage, budget: number): WelfareSet {
  const { bids, vehicles } = market;
  let best: WelfareSet = { vehicles: [], objective: 0 };
  const chosen: number[] = [];

  const visit = (residual: Float64Array, candidates: readonly number[], spent: number, welfare: number) => {
    if (isMore(welfare, best.objective))
      best = { vehicles: chosen.toSorted((a, b) => a - b), objective: welfare };
    // What is not worth its bid here is not worth it in any larger set.
    const marginals = new Float64Array(vehicles);
    for (const i of candidates) marginals[i] = marginalValue(market, residual, i);
    const open = candidates
      .filter((i) => marginals[i] > bids[i] && isAffordable(spent + bids[i], budget))
      .sort((a, b) => valuePerBid(marginals[b], bids[b]) - valuePerBid(marginals[a], bids[a]) || a - b);
    if (open.length === 0) return;
    const together = addedValue(market, residual, open);
    const money = budget * (1 + 1e-9) - spent;
    while (open.length > 0) {
      const bound = welfareBound(open, open.length, marginals, bids, money, together);
      if (!isMore(welfare + bound, best.objective)) return;
      const i = open[0];
      open.shift();
      const next = residual.slice();
      cover(market, next, i);
      chosen.push(i);
      visit(next, open, spent + bids[i], welfare + marginals[i] - bids[i]);
      chosen.pop();
    }
  };
  visit(
    market.drops.slice(),
    Array.from({ length: vehicles }, (_, i) => i),
    0,
    0,
  );
  return best;
}

/**
 * The exact optimum as a mechanism that pays every winner its bid: nobody's payment rule, but the yardstick of the others.
 * `winners` is ascending.
 * @throws InputError when the market is wrong
 */
export function optimum(market: AuctionMarket, options: AuctionOptions = {}): AuctionResult {
  const valuation = options.valuation ?? 'exact';
  const coverage = coverageOf(market, valuation);
  const { vehicles, objective } = bestSet(coverage, market.budget);
  return outcome({
    mechanism: 'optimum',
    valuation,
    budget: market.budget,
    winners: vehicles,
    payments: vehicles.map((i) => coverage.bids[i]),
    bids: coverage.bids,
    value: coveredValue(coverage, vehicles),
    valueOfAll: valueOfAll(coverage),
    trace:
      options.trace === true
        ? { selection: [], payments: {}, sets: [{ name: 'optimum', vehicles, objective }] }
        : undefined,
  });
}
