import { type TimedBid, taskValueAt } from '../../recruitment/index.js';
import { type Arithmetic, sumOf } from '../arithmetic.js';
import type { SteppedMarket } from './bid-instances.js';

/** V of a set of bids, eq. (3) of wbs: every task counts once, at its earliest completion. */
export function bidValue<T>(
  arithmetic: Arithmetic<T>,
  { tasks }: SteppedMarket,
  bids: readonly TimedBid[],
): T {
  return sumOf(
    arithmetic,
    tasks.map((task, j) => {
      const values = bids.flatMap(({ etc }) => (etc[j] === undefined ? [] : [taskValueAt(task, etc[j])]));
      return arithmetic.of(Math.max(0, ...values));
    }),
  );
}
