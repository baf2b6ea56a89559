import { InputError } from '../input/index.js';
import type { ActionOrder } from './action-order.js';
import { scaledOrder } from './exact-solver.js';
import { tailIndex } from './internal/backward-sweep.js';
import { chargesOf, type RecruitmentProblem } from './recruitment-problem.js';
import { type RecruitmentSolution, solveRecruitment } from './recruitment-solution.js';

/**
 * The index D(s) = W(s + 1) - W(1) of a solved point of interest: what a success at age s is worth.
 * @param oldest the largest age to list
 * @returns by age, `[0]` is unused; rising
 */
export function freshnessIndex(
  problem: RecruitmentProblem,
  solution: RecruitmentSolution,
  oldest: number,
): Float64Array {
  const charges = chargesOf(problem);
  const index = new Float64Array(oldest + 1);
  const scaled = scaledOrder(solution.order, charges);
  let k = scaled.size - 1;
  if (charges.age === 0 || scaled.success[k] === 0) return index.fill(charges.age === 0 ? 0 : Infinity);
  const gain = -solution.payoff / charges.age;
  const { thresholds } = solution;
  const start = Math.max(0, thresholds[k] - 1);
  const eta = gain - scaled.charge[k];
  for (let age = Math.max(1, start); age <= oldest; age++)
    index[age] = charges.age * tailIndex(age, scaled.success[k], eta);
  let value = tailIndex(start, scaled.success[k], eta);
  for (let age = start; age > 1; age--) {
    while (k > 0 && age < thresholds[k]) k--;
    value = age * age - (gain - scaled.charge[k]) + scaled.miss[k] * value;
    if (age - 1 <= oldest) index[age - 1] = charges.age * value;
  }
  return index;
}

/** A point of interest in a slot: its action order, and what a success is worth there now. */
export interface PointInSlot {
  readonly order: ActionOrder;
  /** D(s) at the point's present age. */
  readonly index: number;
  /** 1 - beta, the charge of a unit of payment. */
  readonly paymentCharge: number;
}

/** What a point of interest gets of the budget of a slot. */
export interface SharedRecruitment {
  readonly recruit: readonly number[];
  /** Position of the set in the point's order. */
  readonly action: number;
  readonly payment: number;
}

/**
 * Shares what may be spent in a slot among points of interest: the steps of all action orders that are worth their payment,
 * (1 - beta) gamma <= D(s), in the order of D(s) / gamma, worth per unit of payment, while their expected payment fits. A
 * step that does not fit ends its point's turn. With enough budget every point does what it would do alone.
 * @param budget expected payment of all points together in the slot
 */
export function shareBudget(points: readonly PointInSlot[], budget: number): SharedRecruitment[] {
  const steps: { point: number; action: number; payment: number; worth: number }[] = [];
  for (const [point, { order, index, paymentCharge }] of points.entries()) {
    for (let k = 1; k < order.actions.length; k++) {
      const { marginalCost, payment } = order.actions[k];
      if (paymentCharge * marginalCost > index) break;
      const worth = marginalCost === 0 ? Infinity : index / marginalCost;
      steps.push({ point, action: k, payment: payment - order.actions[k - 1].payment, worth });
    }
  }
  steps.sort((a, b) => (a.worth === b.worth ? a.point - b.point || a.action - b.action : b.worth - a.worth));
  const taken = points.map(() => 0);
  let left = budget;
  for (const { point, action, payment } of steps) {
    if (taken[point] !== action - 1 || payment > left) continue;
    taken[point] = action;
    left -= payment;
  }
  return points.map(({ order }, point) => {
    const { recruit, payment } = order.actions[taken[point]];
    return { recruit, action: taken[point], payment };
  });
}

/** Policies that keep an average budget together, and its price. */
export interface BudgetedPolicies {
  /** What a unit of payment must be worth on top of 1 - beta for the budget to hold; 0 when it does not bind. */
  readonly price: number;
  readonly solutions: readonly RecruitmentSolution[];
  /** Average payment of all points per slot; at most the budget. */
  readonly averageCost: number;
}

/**
 * Policies of several points of interest whose average payments together keep a budget: every point is solved with payments
 * charged (1 - beta) plus one common price, the least at which the budget holds (by bisection to 1e-10). The payoffs of the
 * solutions are those of the charged problem, scaled so that its two charges sum to 1; value the policies with
 * `evaluatePolicy` for the true ones.
 * @param budget average payment of all points together per slot, above 0
 * @throws InputError when a problem is wrong or the budget is not above 0
 */
export function solveUnderBudget(problems: readonly RecruitmentProblem[], budget: number): BudgetedPolicies {
  if (!(budget > 0)) throw new InputError('$.budget', `is ${budget}`, 'a number above 0');
  const at = (price: number): BudgetedPolicies => {
    const solutions = problems.map((problem) => {
      const { age, payment } = chargesOf(problem);
      const sum = age + payment + price;
      // The same policy for charges that sum to 1, which is what a problem can say.
      return solveRecruitment({ types: problem.types, beta: age / sum, epsilon: 1 });
    });
    const averageCost = solutions.reduce((total, solution) => total + solution.averageCost, 0);
    return { price, solutions, averageCost };
  };
  const free = at(0);
  if (free.averageCost <= budget) return free;
  let low = 0;
  let high = 1;
  let kept = at(high);
  while (kept.averageCost > budget && high < 1e12) {
    low = high;
    high *= 2;
    kept = at(high);
  }
  while (high - low > 1e-10 * high) {
    const middle = (low + high) / 2;
    const found = at(middle);
    if (found.averageCost > budget) low = middle;
    else {
      high = middle;
      kept = found;
    }
  }
  return kept;
}
