import type { AuctionMarket, Valuation } from '../../recruitment/index.js';
import { type Arithmetic, smaller } from '../arithmetic.js';

/**
 * V of a set of vehicles, term by term. `paper`: tbuma, eq. (11) with (12), the task is completed in subinterval k unless it was
 * before. `exact`: the sum of v^k (S^(k-1) - S^k), S^k the chance that no vehicle is done by the end of subinterval k.
 */
export function expectedValue<T>(
  arithmetic: Arithmetic<T>,
  market: AuctionMarket,
  set: readonly number[],
  valuation: Valuation,
): T {
  const { zero, one, of, add, subtract, multiply } = arithmetic;
  let total = zero;
  for (const [j, { values }] of market.tasks.entries()) {
    const bundles = set.flatMap((i) => market.vehicles[i].completion[j] ?? []).length;
    if (bundles === 0) continue;
    const done = set.map(() => zero);
    let open = one;
    for (const [k, value] of values.entries()) {
      let left = valuation === 'paper' ? open : one;
      for (const [n, i] of set.entries()) {
        const q = market.vehicles[i].completion[j]?.[k];
        if (q === undefined) continue;
        if (valuation === 'paper') left = multiply(left, subtract(one, of(q)));
        else {
          done[n] = smaller(arithmetic, one, add(done[n], of(q)));
          left = multiply(left, subtract(one, done[n]));
        }
      }
      total = add(total, multiply(of(value), subtract(open, left)));
      open = left;
    }
  }
  return total;
}
