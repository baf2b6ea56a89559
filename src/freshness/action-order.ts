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

/** The vertex `k` of a chain as an action. */
export function actionOf(chain: HullChain, k: number, recruit: readonly number[]): OrderedAction {
  const { success: q, miss: p, payment: e } = chain;
  const marginalCost = k === 0 ? 0 : (e[k] - e[k - 1]) / successGain(q[k - 1], p[k - 1], q[k], p[k]);
  return { recruit, success: q[k], miss: p[k], payment: e[k], marginalCost };
}

/** Turns a chain of points and their sets into an order. */
export function orderOf(chain: HullChain, setOf: (label: number) => readonly number[]): ActionOrder {
  const actions = Array.from({ length: chain.size }, (_, k) => actionOf(chain, k, setOf(chain.label[k])));
  return { actions, paymentLoss: 0 };
}

/** Two chains that take turns; no call leaves anything in them that the next one sees. */
const scratch: readonly [HullChain, HullChain] = [hullChain(512), hullChain(512)];

/**
 * The hull `to` of a hull `from` together with `from` plus one type. Of equal points the one without the type stays.
 * @param fresh label of the first vertex of `from` when it has the type
 */
function addType(from: HullChain, to: HullChain, x: number, e: number, fresh: number): void {
  const { size, success, miss, payment, label } = from;
  reserve(to, 2 * size);
  to.size = 0;
  let without = 0;
  for (let within = 0; within < size; within++) {
    const q = success[within] + x * miss[within];
    const p = miss[within] * (1 - x);
    while (without < size && successGain(success[without], miss[without], q, p) >= 0) {
      pushPoint(to, success[without], miss[without], payment[without], label[without]);
      without++;
    }
    pushPoint(to, q, p, payment[within] + e, fresh + within);
  }
  for (; without < size; without++)
    pushPoint(to, success[without], miss[without], payment[without], label[without]);
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
  let [current, next] = scratch;
  let paymentLoss = 0;
  current.size = 0;
  pushPoint(current, 0, 1, 0, 0);
  for (let n = 0; n < types; n++) {
    if (!(reports.success[n] > 0)) continue;
    const fresh = nodeType.length;
    addType(current, next, reports.success[n], reports.payment[n], fresh);
    if (next.size > mostActions) paymentLoss += thin(next, mostActions);
    // Only sets that stayed become nodes.
    const { size, label } = next;
    for (let k = 0; k < size; k++) {
      const vertex = label[k];
      if (vertex < fresh) continue;
      label[k] = nodeType.length;
      nodeType.push(n);
      nodeRest.push(current.label[vertex - fresh]);
    }
    const spent = current;
    current = next;
    next = spent;
  }
  const actions: OrderedAction[] = [];
  const set: number[] = [];
  for (let k = 0; k < current.size; k++) {
    set.length = 0;
    for (let node = current.label[k]; node > 0; node = nodeRest[node]) set.push(nodeType[node]);
    const recruit = new Array<number>(set.length);
    for (let i = 0; i < set.length; i++) recruit[i] = set[set.length - 1 - i];
    actions.push(actionOf(current, k, recruit));
  }
  return { actions, paymentLoss };
}
