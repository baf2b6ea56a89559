import type { ActionOrder } from '../action-order.js';
import type { AllSets } from '../exhaustive-order.js';

/** A truncated chain and how to iterate on it. */
export interface IterationPlan {
  /** M, the number of states. */
  readonly states: number;
  /** Convergence tolerance on the span of the change, relative to the gain. */
  readonly tolerance: number;
  /** tau in (0, 1], the weight of the new value: below 1 the chain stays in its state with 1 - tau and is aperiodic. */
  readonly aperiodicity: number;
  /** Charge of a squared slot of age. */
  readonly ageCharge: number;
  /** Bellman evaluations after which to give up. */
  readonly mostEvaluations: number;
}

/** The feasible actions of the iteration in columns, by rising Q. */
export interface FeasibleActions {
  readonly success: Float64Array;
  /** (1 - beta) E. */
  readonly charge: Float64Array;
  /** Whether an action is skipped whose Q is below that of the best one at the age before (enter, Lemma 3). */
  readonly monotone: boolean;
  /** By action, the age from which on it or a later one is best; nothing is skipped by age when left out. */
  readonly bounds?: Float64Array;
}

/** Where the iteration ended. */
export interface IterationEnd {
  /** V by age; `[0]` is unused. */
  readonly values: Float64Array;
  readonly iterations: number;
  readonly evaluations: number;
  /** Span of the last change, over tau. */
  readonly span: number;
  readonly converged: boolean;
}

/** All sets by rising Q, as plain value iteration (`monotone` false) and structural value iteration look at them. */
export function feasibleSets(sets: AllSets, paymentCharge: number, monotone: boolean): FeasibleActions {
  const { ascending } = sets;
  return {
    success: Float64Array.from(ascending, (set) => sets.success[set]),
    charge: Float64Array.from(ascending, (set) => paymentCharge * sets.payment[set]),
    monotone,
  };
}

/** The actions of the order, with bounds of their thresholds, as bound-based value iteration looks at them. */
export function feasibleOrder(
  order: ActionOrder,
  paymentCharge: number,
  bounds: Float64Array,
): FeasibleActions {
  return {
    success: Float64Array.from(order.actions, ({ success }) => success),
    charge: Float64Array.from(order.actions, ({ payment }) => paymentCharge * payment),
    monotone: true,
    bounds,
  };
}

/**
 * Relative value iteration on the truncated chain, V <- tau T V + (1 - tau) V - V(1), from V = 0. One evaluation is the value
 * of one action in one state. It ends when the span (largest minus smallest) of the change is at most `tolerance` times the
 * gain, or within the rounding of the largest value.
 */
export function iterateValues(actions: FeasibleActions, plan: IterationPlan): IterationEnd {
  const { states, tolerance, aperiodicity: tau, ageCharge, mostEvaluations } = plan;
  const { success, charge, monotone, bounds } = actions;
  const count = success.length;
  const values = new Float64Array(states + 1);
  let iterations = 0;
  let evaluations = 0;
  let span = Infinity;
  let converged = false;
  while (!converged && evaluations < mostEvaluations) {
    const reference = values[1];
    let lowest = Infinity;
    let highest = -Infinity;
    let largest = 0;
    let from = 0;
    let bounded = 0;
    for (let age = 1; age <= states; age++) {
      const older = ageCharge * (age + 1) * (age + 1) + values[age < states ? age + 1 : age];
      const index = older - ageCharge - reference;
      if (bounds !== undefined) {
        while (bounded + 1 < count && bounds[bounded + 1] <= age) bounded++;
        if (bounded > from) from = bounded;
      }
      let best = Infinity;
      let bestAction = from;
      for (let a = from; a < count; a++) {
        const value = charge[a] - success[a] * index;
        if (value < best) {
          best = value;
          bestAction = a;
        }
      }
      evaluations += count - from;
      if (monotone) from = bestAction;
      const value = tau * (older + best) + (1 - tau) * values[age] - reference;
      const change = value - values[age];
      if (change < lowest) lowest = change;
      if (change > highest) highest = change;
      if (value > largest) largest = value;
      values[age] = value;
    }
    iterations++;
    span = (highest - lowest) / tau;
    converged = highest - lowest <= tolerance * Math.abs(values[1]) + 8 * Number.EPSILON * largest;
  }
  return { values, iterations, evaluations, span, converged };
}
