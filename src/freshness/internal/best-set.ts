import { actionOrder } from '../action-order.js';
import type { Reports, SetReport } from '../recruitment-problem.js';

/** The set of types of least charge, and whether all sets were considered. */
export interface FoundSet {
  readonly recruit: readonly number[];
  readonly charge: number;
  /** False when the search was stopped early; the set is then the best one found. */
  readonly exact: boolean;
}

/**
 * The set of types that minimises a charge which falls with Q and rises with E, by branch and bound. A partial set is bounded
 * by the hull of what the remaining types can add: between two vertices the charge is at least that of the right one's Q at
 * the left one's E.
 * @param mostNodes partial sets after which the search stops
 */
export function bestSet(
  reports: Reports,
  chargeOf: (set: SetReport) => number,
  mostNodes = 500_000,
): FoundSet {
  const types = Array.from(reports.success.keys())
    .filter((n) => reports.success[n] > 0)
    .sort(
      (a, b) => reports.payment[a] / reports.success[a] - reports.payment[b] / reports.success[b] || a - b,
    );
  const pick = (numbers: readonly number[]): Reports => ({
    success: Float64Array.from(numbers, (n) => reports.success[n]),
    payment: Float64Array.from(numbers, (n) => reports.payment[n]),
  });
  // Hulls of what types i, i + 1, .. can add.
  const hulls = Array.from(
    { length: types.length + 1 },
    (_, i) => actionOrder(pick(types.slice(i)), 64).actions,
  );
  const losses = Array.from(
    { length: types.length + 1 },
    (_, i) => actionOrder(pick(types.slice(i)), 64).paymentLoss,
  );
  let best: readonly number[] = [];
  let least = chargeOf({ success: 0, miss: 1, payment: 0 });
  for (const action of actionOrder(reports).actions) {
    const charge = chargeOf(action);
    if (charge < least) {
      least = charge;
      best = action.recruit;
    }
  }
  let nodes = 0;
  const chosen: number[] = [];
  const reachable = (i: number, set: SetReport): boolean => {
    const hull = hulls[i];
    for (let k = 0; k < hull.length; k++) {
      const to = hull[Math.min(k + 1, hull.length - 1)];
      const payment = Math.max(set.payment, set.payment + hull[k].payment - losses[i]);
      const bound = chargeOf({
        success: set.success + set.miss * to.success,
        miss: set.miss * to.miss,
        payment,
      });
      if (bound < least) return true;
    }
    return false;
  };
  const search = (i: number, set: SetReport): void => {
    nodes++;
    const charge = chargeOf(set);
    if (charge < least) {
      least = charge;
      best = chosen.slice().sort((a, b) => a - b);
    }
    if (i === types.length || nodes >= mostNodes || !reachable(i, set)) return;
    const n = types[i];
    const x = reports.success[n];
    chosen.push(n);
    search(i + 1, {
      success: set.success + x * set.miss,
      miss: set.miss * (1 - x),
      payment: set.payment + reports.payment[n],
    });
    chosen.pop();
    search(i + 1, set);
  };
  search(0, { success: 0, miss: 1, payment: 0 });
  return { recruit: best, charge: least, exact: nodes < mostNodes };
}
