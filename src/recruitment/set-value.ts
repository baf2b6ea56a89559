import { InputError, jsonPath } from '../input/index.js';
import { coverageOf, coveredValue, valueOfAll } from './coverage.js';
import { outcome } from './internal/outcome.js';
import type { AuctionMarket, Valuation } from './market.js';
import type { AuctionResult } from './mechanism.js';

/**
 * What a given set of vehicles is worth, eq. (11)-(13), as if all of them won and were paid their bids.
 * @param subset numbers of vehicles, each once; default all
 * @throws InputError when the market is wrong, or the subset names a vehicle twice or one that is not there
 */
export function setValue(
  market: AuctionMarket,
  subset: readonly number[] = market.vehicles.map((_, i) => i),
  valuation: Valuation = 'exact',
  root = '$',
): AuctionResult {
  const coverage = coverageOf(market, valuation, root);
  const seen = new Set<number>();
  for (const [position, vehicle] of subset.entries()) {
    const where = jsonPath(['subset', position], root);
    if (!Number.isInteger(vehicle) || vehicle < 0 || vehicle >= coverage.vehicles)
      throw new InputError(
        where,
        `unknown vehicle ${vehicle}`,
        coverage.vehicles === 0 ? 'no vehicle at all' : `a vehicle from 0 to ${coverage.vehicles - 1}`,
      );
    if (seen.has(vehicle)) throw new InputError(where, `vehicle ${vehicle} again`, 'each vehicle once');
    seen.add(vehicle);
  }
  return outcome({
    mechanism: 'value',
    valuation,
    budget: market.budget,
    winners: [...subset],
    payments: subset.map((i) => coverage.bids[i]),
    bids: coverage.bids,
    value: coveredValue(coverage, subset),
    valueOfAll: valueOfAll(coverage),
  });
}
