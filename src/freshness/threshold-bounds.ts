import type { ActionOrder } from './action-order.js';
import { oldestAge } from './internal/backward-sweep.js';
import { chargesOf, type RecruitmentProblem } from './recruitment-problem.js';

/**
 * Which upper bound of a threshold. `printed`: eq. (15) of enter as it stands, with 1 / epsilon under the root; wrong for
 * epsilon > 1, where it can lie below the threshold. `corrected`: with 1 in its place. `tight`: the least age s with
 * s^2 / Q + 2 s / Q^2 >= (1 - beta) gamma / (beta epsilon), Q of the last action.
 */
export type ThresholdBound = 'printed' | 'corrected' | 'tight';

/** s^2 / Q + 2 s / Q^2, what D(s) / (beta epsilon) is at least: a younger map saves that much until the next update. */
export function leastIndex(age: number, success: number): number {
  return (age * age) / success + (2 * age) / (success * success);
}

/**
 * Upper bounds of the thresholds.
 * `corrected` holds since D(s) >= beta epsilon ((s+1)^2 - 1); it holds for every iterate of value iteration from 0 as well.
 * `tight` holds since a map s slots younger is s^2 + 2 s a slots of squared age better at every age a it passes before the
 * next update, which comes with probability Q at most.
 * @returns by action: an age from which on it or a later action is taken; 1 for the first; Infinity without worth of freshness
 */
export function thresholdBounds(
  order: ActionOrder,
  problem: RecruitmentProblem,
  bound: ThresholdBound,
): Float64Array {
  const charges = chargesOf(problem);
  const { epsilon = 1 } = problem;
  const last = order.actions[order.actions.length - 1].success;
  return Float64Array.from(order.actions, ({ marginalCost }, k) => {
    if (k === 0 || charges.payment * marginalCost === 0) return 1;
    if (charges.age === 0) return Infinity;
    const ratio = (charges.payment * marginalCost) / charges.age;
    if (ratio === Infinity) return Infinity;
    if (bound !== 'tight') {
      const under = (bound === 'printed' ? 1 / epsilon : 1) + ratio;
      const age = Math.max(1, Math.ceil(Math.sqrt(under) - 1));
      // Met exactly one age before, but for the rounding of the root.
      const met = bound === 'corrected' && age > 1 && (age * age - 1) * (1 + 1e-13) >= ratio;
      return met ? age - 1 : age;
    }
    const root = (last * ratio) / (1 / last + Math.sqrt(1 / (last * last) + last * ratio));
    let age = Math.max(1, Math.ceil(root));
    // Beyond it neighbouring ages are the same number.
    if (age >= oldestAge) return age;
    while (age > 1 && leastIndex(age - 1, last) >= ratio) age--;
    while (leastIndex(age, last) < ratio) age++;
    return age;
  });
}
