import { type ActionOrder, actionOrder } from './action-order.js';
import { policyOf } from './age-policy.js';
import { solveExactly, type ThresholdSolution } from './exact-solver.js';
import type { ValuedPolicy } from './policy-evaluation.js';
import { checkProblem, type RecruitmentProblem, reportsOf } from './recruitment-problem.js';
import { type IterationMethod, type IterationOptions, solveByIteration } from './value-iteration.js';

/** Who finds the thresholds: the exact solver on the infinite chain, or one of the paper's value iterations. */
export type SolverName = 'exact' | IterationMethod;

/** How to solve; the options of the iterations do not matter to `exact`. */
export interface SolveOptions extends IterationOptions {
  readonly solver?: SolverName;
  /** Cap on the action order, see `actionOrder`. */
  readonly mostActions?: number;
  /** How paths in messages begin (default `$`). */
  readonly where?: string;
}

/** The optimal recruitment policy (ENTER) with its value. */
export interface RecruitmentSolution extends ValuedPolicy {
  readonly order: ActionOrder;
  /** By action of the order: the first age at which it or a later action is taken. */
  readonly thresholds: Float64Array;
  readonly averageSquaredAge: number;
  readonly cycleLength: number;
  readonly iterations: number;
  readonly bellmanEvaluations: number;
  readonly converged: boolean;
  /** M of the last run of a value iteration. */
  readonly states?: number;
}

/**
 * The optimal recruitment policy of a point of interest: the action order, then its thresholds. Where an index meets the
 * marginal cost of a step exactly, the step is taken.
 * @throws InputError when the problem is wrong, or more than 20 types are to be enumerated
 */
export function solveRecruitment(
  problem: RecruitmentProblem,
  options: SolveOptions = {},
): RecruitmentSolution {
  const { solver = 'exact', mostActions, where, ...iteration } = options;
  checkProblem(problem, where);
  const order = actionOrder(reportsOf(problem.types), mostActions);
  const found: ThresholdSolution & { readonly states?: number } =
    solver === 'exact'
      ? solveExactly(order, problem)
      : solveByIteration(order, problem, solver, { ...iteration, where });
  const { thresholds, value, iterations, bellmanEvaluations, converged, states } = found;
  return {
    ...value,
    policy: policyOf(order, thresholds),
    order,
    thresholds,
    iterations,
    bellmanEvaluations,
    converged,
    ...(states === undefined ? {} : { states }),
  };
}
