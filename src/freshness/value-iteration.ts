import type { ActionOrder } from './action-order.js';
import { scaledOrder, type ThresholdSolution, trivialSolution } from './exact-solver.js';
import { allSets } from './exhaustive-order.js';
import { indexTolerance } from './internal/backward-sweep.js';
import { feasibleOrder, feasibleSets, type IterationEnd, iterateValues } from './internal/bellman.js';
import { type CycleSums, cycleSums } from './internal/cycle-sums.js';
import { averagesOf } from './policy-evaluation.js';
import { chargesOf, type RecruitmentProblem, reportsOf } from './recruitment-problem.js';
import { type ThresholdBound, thresholdBounds } from './threshold-bounds.js';

/**
 * The value iterations of enter, section V-B. `rvi`: all 2^N sets in every state. `srvi`: of these only sets whose Q is at
 * least that of the best one at the age before. `bound-rvi` (Algorithm 2): the same, among the actions of the order and
 * from the bounds of the thresholds on.
 */
export type IterationMethod = 'rvi' | 'srvi' | 'bound-rvi';

/** How to iterate. */
export interface IterationOptions {
  /** M, states of the truncated chain to begin with (default 1000). */
  readonly states?: number;
  /** Tolerance of the span test, relative to the gain (default 1e-10). */
  readonly tolerance?: number;
  /** tau in (0, 1] (default .5); 1 is the plain iteration, which never converges when some Q is 1. */
  readonly aperiodicity?: number;
  /** Bound of `bound-rvi` (default `corrected`). */
  readonly bound?: ThresholdBound;
  /** Whether M is enlarged and the iteration run again until Theorem 2's criterion holds (default true). */
  readonly enlarge?: boolean;
  /** Bellman evaluations after which to give up (default 1e10). */
  readonly mostEvaluations?: number;
  /** How paths in messages begin (default `$`). */
  readonly where?: string;
}

/** A solution on a truncated chain. */
export interface IterationSolution extends ThresholdSolution {
  /** M of the last run. */
  readonly states: number;
  /** Theorem 2: M is at least the last threshold plus the iterations, so the policy is that of the infinite chain. */
  readonly truncationCertified: boolean;
}

/** Step k is taken at the first age whose index reaches (1 - beta) gamma_k. Infinity for a step that no state takes. */
function readThresholds(
  order: ActionOrder,
  end: IterationEnd,
  charges: { readonly age: number; readonly payment: number },
  tau: number,
  bounds: Float64Array | undefined,
): Float64Array {
  const { values, span } = end;
  const { actions } = order;
  const states = values.length - 1;
  const gain = Math.abs(values[1]) / tau;
  const uncertain = (4 * span) / (tau * actions[actions.length - 1].success);
  const thresholds = new Float64Array(actions.length).fill(Infinity);
  thresholds[0] = 1;
  let k = 1;
  for (let age = 1; age <= states && k < actions.length; age++) {
    const next = values[Math.min(age + 1, states)];
    const index = charges.age * ((age + 1) * (age + 1) - 1) + next - values[1];
    const reached = index + indexTolerance * (Math.abs(index) + gain) + uncertain;
    while (k < actions.length && charges.payment * actions[k].marginalCost <= reached) thresholds[k++] = age;
  }
  // From its bound on nothing before an action was feasible, be the bound right or not.
  if (bounds !== undefined)
    for (let i = 1; i < thresholds.length; i++)
      if (bounds[i] <= states) thresholds[i] = Math.min(thresholds[i], bounds[i]);
  return thresholds;
}

/**
 * Solves by relative value iteration on the truncated chain, with a span test and an aperiodicity transformation. By enter's
 * Theorem 2 the policy is that of the infinite chain when M >= last threshold + iterations, for then nothing that a state up
 * to that threshold has seen was cut; M is enlarged and the run repeated until that holds. The policy is read off the
 * index D(s) by the rule of the exact solver (ties included) and valued on the infinite chain.
 * `iterations` are those of the last run, `bellmanEvaluations` those of all runs.
 * @throws InputError for `rvi` and `srvi` with more than 20 types
 */
export function solveByIteration(
  order: ActionOrder,
  problem: RecruitmentProblem,
  method: IterationMethod,
  options: IterationOptions = {},
): IterationSolution {
  const { tolerance = 1e-10, aperiodicity = 0.5, enlarge = true, mostEvaluations = 1e10 } = options;
  let states = Math.max(1, options.states ?? 1000);
  const trivial = trivialSolution(order, problem);
  if (trivial !== undefined) return { ...trivial, states, truncationCertified: true };
  const charges = chargesOf(problem);
  const feasible =
    method === 'bound-rvi'
      ? feasibleOrder(order, charges.payment, thresholdBounds(order, problem, options.bound ?? 'corrected'))
      : feasibleSets(allSets(reportsOf(problem.types), options.where), charges.payment, method === 'srvi');
  let evaluations = 0;
  for (;;) {
    const end = iterateValues(feasible, {
      states,
      tolerance,
      aperiodicity,
      ageCharge: charges.age,
      mostEvaluations: mostEvaluations - evaluations,
    });
    evaluations += end.evaluations;
    const thresholds = readThresholds(order, end, charges, aperiodicity, feasible.bounds);
    const last = thresholds[thresholds.length - 1];
    const certified = states >= last + end.iterations;
    const most = 4_000_000;
    if (certified || !enlarge || !end.converged || states >= most) {
      const scaled = scaledOrder(order, charges);
      const sums: CycleSums = { length: 0, age: 0, squaredAge: 0, payment: 0 };
      cycleSums(scaled, thresholds, sums);
      const stuck = order.actions[Math.max(0, thresholds.indexOf(Infinity) - 1)].payment;
      return {
        thresholds,
        value: averagesOf(sums, stuck, charges),
        iterations: end.iterations,
        bellmanEvaluations: evaluations,
        converged: end.converged && (certified || !enlarge),
        states,
        truncationCertified: certified,
      };
    }
    const bound = thresholdBounds(order, problem, 'tight');
    const reach = Math.min(last, bound[bound.length - 1]);
    states = Math.min(most, Math.max(states + 1, Math.ceil(reach + 1.25 * end.iterations) + 16));
  }
}
