import type { ActionOrder } from './action-order.js';
import { oldestAge, type ScaledOrder, sweepThresholds } from './internal/backward-sweep.js';
import { type CycleSums, cycleSums } from './internal/cycle-sums.js';
import { averagesOf, type PolicyEvaluation } from './policy-evaluation.js';
import { chargesOf, type RecruitmentProblem } from './recruitment-problem.js';

/** The thresholds a solver found, and the work it took. */
export interface ThresholdSolution {
  /** By action of the order: the first age at which it or a later action is taken; the first is 1. */
  readonly thresholds: Float64Array;
  /** What the policy earns on the infinite chain. */
  readonly value: PolicyEvaluation;
  readonly iterations: number;
  readonly bellmanEvaluations: number;
  readonly converged: boolean;
}

/** The order in the units of the sweep; needs beta epsilon > 0. */
export function scaledOrder(
  order: ActionOrder,
  charges: { readonly age: number; readonly payment: number },
): ScaledOrder {
  const scale = charges.payment / charges.age;
  const { actions } = order;
  const size = actions.length;
  const success = new Float64Array(size);
  const miss = new Float64Array(size);
  const payment = new Float64Array(size);
  const switching = new Float64Array(size);
  const charge = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const action = actions[k];
    success[k] = action.success;
    miss[k] = action.miss;
    payment[k] = action.payment;
    switching[k] = scale * action.marginalCost;
    charge[k] = scale * action.payment;
  }
  return { size, success, miss, payment, switching, charge };
}

/**
 * What needs no solver: when freshness is worth nothing, or no type ever reports, only what costs nothing is recruited.
 * @returns undefined when there is something to decide
 */
export function trivialSolution(
  order: ActionOrder,
  problem: RecruitmentProblem,
): ThresholdSolution | undefined {
  const charges = chargesOf(problem);
  const { actions } = order;
  const last = actions[actions.length - 1];
  if (charges.age > 0 && last.success > 0) return undefined;
  let free = 0;
  while (free + 1 < actions.length && charges.payment * actions[free + 1].marginalCost === 0) free++;
  const thresholds = Float64Array.from(actions, (_, k) => (k <= free ? 1 : Infinity));
  const { success, miss, payment } = actions[free];
  const one = {
    size: 1,
    success: Float64Array.of(success),
    miss: Float64Array.of(miss),
    payment: Float64Array.of(payment),
  };
  const sums: CycleSums = { length: 0, age: 0, squaredAge: 0, payment: 0 };
  cycleSums(one, [1], sums);
  const value = averagesOf(sums, payment, charges);
  return { thresholds, value, iterations: 0, bellmanEvaluations: 0, converged: true };
}

/** The least gain of always taking one action of the order: the squared age averages to (2 - Q) / Q^2. */
function bestConstantGain({ size, success, charge }: ScaledOrder): number {
  let least = Infinity;
  for (let k = 0; k < size; k++) {
    const q = success[k];
    if (q > 0) least = Math.min(least, (2 - q) / (q * q) + charge[k]);
  }
  return least;
}

/**
 * The optimal thresholds on the infinite chain. With W(s) = beta epsilon s^2 + V(s) and the index D(s) = W(s + 1) - W(1),
 * which rises with the age, step k of the order is taken at age s iff (1 - beta) gamma_k <= D(s); an index that meets it
 * exactly (up to rounding) takes the step. Beyond the last threshold D is a quadratic polynomial, so for a guess of the
 * gain (at first that of the best constant action) the sweep goes down from there; the gain of the resulting policy, in closed form, is the next guess. This is Newton's
 * method on a concave falling function (V of age 1 as a function of the gain): it goes down to the optimum and ends when
 * the thresholds repeat, after a few steps. Thresholds are cut at 2^52 slots; `converged` is false when that happened, or when
 * payments weigh so much more that their ratio is no number.
 */
export function solveExactly(order: ActionOrder, problem: RecruitmentProblem): ThresholdSolution {
  const trivial = trivialSolution(order, problem);
  if (trivial !== undefined) return trivial;
  const charges = chargesOf(problem);
  const scaled = scaledOrder(order, charges);
  const { size } = scaled;
  const sums: CycleSums = { length: 0, age: 0, squaredAge: 0, payment: 0 };
  const scale = charges.payment / charges.age;
  let thresholds = new Float64Array(size).fill(Number.NaN);
  let other = new Float64Array(size);
  const gainOf = (from: Float64Array): number => {
    cycleSums(scaled, from, sums);
    return (sums.squaredAge + scale * sums.payment) / sums.length;
  };
  let gain = bestConstantGain(scaled);
  let iterations = 0;
  let bellmanEvaluations = 0;
  let converged = false;
  let cut = false;
  while (!converged && iterations < 1000) {
    bellmanEvaluations += sweepThresholds(scaled, gain, other);
    iterations++;
    cut ||= other[size - 1] >= oldestAge;
    const same = thresholds.every((threshold, k) => threshold === other[k]);
    [thresholds, other] = [other, thresholds];
    const next = gainOf(thresholds);
    cut ||= !(next < Infinity);
    converged = same || next >= gain;
    gain = Math.min(gain, next);
  }
  return {
    thresholds,
    value: averagesOf(sums, scaled.payment[size - 1], charges),
    iterations,
    bellmanEvaluations,
    converged: converged && !cut,
  };
}
