import { z } from 'zod';
import { validate } from '../input/index.js';
import { type Nullable, nullInfinities, partsOf, problemShape } from './internal/problem-schema.js';
import type { ValuedPolicy } from './policy-evaluation.js';
import { solveRecruitment } from './recruitment-solution.js';

const schema = z.strictObject(problemShape);

/** The answer of `bidlane recruit solve`. */
export interface SolveAnswer extends ValuedPolicy {
  /** The action order from the empty set on; `marginalCost` of the first is 0. */
  readonly order: readonly {
    readonly recruit: readonly number[];
    readonly success: number;
    readonly payment: number;
    readonly marginalCost: number;
  }[];
  readonly iterations: number;
  readonly bellmanEvaluations: number;
  readonly converged: boolean;
}

/**
 * Solves a JSON document: `types` (each {arrival, cost, capability}, {success, payment}, {rate, cost, capability} or
 * {counts, cost, capability}), `beta`, and optionally `epsilon` (default 1), `solver` (`exact`, `rvi`, `srvi` or `bound-rvi`;
 * default `exact`), and for the iterations `states` (to begin with, default 1000), `tolerance` (default 1e-10) and
 * `aperiodicity` (default .5).
 * @param path how JSON paths in messages begin
 * @returns the optimal policy with its value on the infinite chain; a payoff of -Infinity and an infinite age are null
 * @throws InputError with the JSON path of the first fault
 */
export function recruitSolveDocument(value: unknown, path = '$'): Nullable<SolveAnswer> {
  const { problem, options } = partsOf(validate(schema, value, path), path);
  const solution = solveRecruitment(problem, { ...options, where: path });
  const { payoff, averageAge, averageCost, policy, iterations, bellmanEvaluations, converged } = solution;
  const order = solution.order.actions.map(({ recruit, success, payment, marginalCost }) => ({
    recruit,
    success,
    payment,
    marginalCost,
  }));
  return nullInfinities({
    payoff,
    averageAge,
    averageCost,
    order,
    policy,
    iterations,
    bellmanEvaluations,
    converged,
  });
}
