import { type HullChain, hullChain, pushPoint, reserve, successGain, thin } from './internal/lower-hull.js';
import type { Reports, SetReport } from './recruitment-problem.js';

/** A set of types that the optimal policy may recruit, in its place in the order. */
export interface OrderedAction extends SetReport {
  /** Numbers of the recruited types, ascending. */
  readonly recruit: readonly number[];
  /** gamma, additional payment per additional success over the action before, enter eq. (13); 0 for the first. */
  readonly marginalCost: number;
}

/**
 * The action order of enter, Proposition 2: the vertices of the lower convex hull of (Q, E) over all sets of types, from the
 * empty set to the cheapest set of maximal Q (which is not always the full set), with Q and gamma strictly rising.
 * Points on a line between two vertices are left out (on slope ties the largest Q). Of sets with equal Q and E the one counts
 * that lacks the highest-numbered type in which they differ; so types that can do nothing are never recruited.
 */
export interface ActionOrder {
  readonly actions: readonly OrderedAction[];
  /**
   * How much more than the full order this one pays for the same success, at most: above 0 only when the order was capped.
   * The payoff lost by it is at most (1 - beta) times this.
   */
  readonly paymentLoss: number;
}

/** Turns a chain of points and their sets into an order. */
export function orderOf(
  chain: HullChain,
  setOf: (label: number) => readonly number[],
  paymentLoss: number,
): ActionOrder {
  const { size, success, miss, payment, label } = chain;
  const actions: OrderedAction[] = [];
  for (let k = 0; k < size; k++) {
    const marginalCost =
      k === 0
        ? 0
        : (payment[k] - payment[k - 1]) / successGain(success[k - 1], miss[k - 1], success[k], miss[k]);
    actions.push({
      recruit: setOf(label[k]),
      success: success[k],
      miss: miss[k],
      payment: payment[k],
      marginalCost,
    });
  }
  return { actions, paymentLoss };
}

/**
 * The action order, built type by type: the hull over n types is that of the hull H over n - 1 types together with H plus
 * type n, because adding a type maps the plane (P, E) to ((1 - x) P, E + e), which keeps hulls. No set of the 2^N others is
 * looked at. Time: the sum of the hull sizes (usually a few N).
 * @param mostActions cap on the number of actions (default 4096): where the hull would explode (payments proportional to
 *   -ln(1 - x) make every set a vertex) vertices of least loss are left out, and `paymentLoss` certifies what that can cost
 */
export function actionOrder(reports: Reports, mostActions = 4096): ActionOrder {
  const types = reports.success.length;
  // A set is a node: its highest-numbered type, and the node of the others. Node 0 is the empty set.
  const nodeType: number[] = [-1];
  const nodeRest: number[] = [-1];
  let current = hullChain(64);
  let next = hullChain(64);
  let paymentLoss = 0;
  pushPoint(current, 0, 1, 0, 0);
  for (let n = 0; n < types; n++) {
    const x = reports.success[n];
    if (!(x > 0)) continue;
    const e = reports.payment[n];
    const size = current.size;
    reserve(next, 2 * size);
    next.size = 0;
    const { success, miss, payment, label } = current;
    const fresh = nodeType.length;
    let without = 0;
    let within = 0;
    while (without < size || within < size) {
      const successWithin = within < size ? success[within] + x * miss[within] : 2;
      const missWithin = within < size ? miss[within] * (1 - x) : -1;
      const first =
        within === size ||
        (without < size && successGain(success[without], miss[without], successWithin, missWithin) >= 0);
      if (first) {
        pushPoint(next, success[without], miss[without], payment[without], label[without]);
        without++;
      } else {
        pushPoint(next, successWithin, missWithin, payment[within] + e, fresh + within);
        within++;
      }
    }
    if (next.size > mostActions) paymentLoss += thin(next, mostActions);
    // Only sets that stayed become nodes.
    for (let k = 0; k < next.size; k++) {
      const vertex = next.label[k];
      if (vertex < fresh) continue;
      next.label[k] = nodeType.length;
      nodeType.push(n);
      nodeRest.push(label[vertex - fresh]);
    }
    [current, next] = [next, current];
  }
  const setOf = (label: number): number[] => {
    const set: number[] = [];
    for (let node = label; node > 0; node = nodeRest[node]) set.push(nodeType[node]);
    return set.reverse();
  };
  return orderOf(current, setOf, paymentLoss);
}
