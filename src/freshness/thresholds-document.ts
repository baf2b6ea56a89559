import { z } from 'zod';
import { validate } from '../input/index.js';
import { type Nullable, nullInfinities, partsOf, problemShape } from './internal/problem-schema.js';
import { solveRecruitment } from './recruitment-solution.js';
import { thresholdBounds } from './threshold-bounds.js';

const schema = z.strictObject(problemShape);

/** One step of the action order with its threshold. */
export interface ThresholdStep {
  /** The set before the step, and the set after it. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** gamma, additional payment per additional success. */
  readonly marginalCost: number;
  /** First age at which `to` or a later set is recruited. */
  readonly threshold: number;
  /** Upper bounds of the threshold in the three forms of `ThresholdBound`. */
  readonly bounds: { readonly printed: number; readonly corrected: number; readonly tight: number };
}

/** The answer of `bidlane recruit thresholds`. */
export interface ThresholdsAnswer {
  readonly payoff: number;
  readonly steps: readonly ThresholdStep[];
}

/**
 * The thresholds of the optimal policy and their bounds on a JSON document as `recruitSolveDocument` takes it: every step of
 * the action order, also one that no age takes for the next step has the same threshold.
 * @param path how JSON paths in messages begin
 * @throws InputError with the JSON path of the first fault
 */
export function recruitThresholdsDocument(value: unknown, path = '$'): Nullable<ThresholdsAnswer> {
  const { problem, options } = partsOf(validate(schema, value, path), path);
  const { payoff, order, thresholds } = solveRecruitment(problem, { ...options, where: path });
  const printed = thresholdBounds(order, problem, 'printed');
  const corrected = thresholdBounds(order, problem, 'corrected');
  const tight = thresholdBounds(order, problem, 'tight');
  const steps = order.actions.slice(1).map(
    ({ recruit, marginalCost }, k): ThresholdStep => ({
      from: order.actions[k].recruit,
      to: recruit,
      marginalCost,
      threshold: thresholds[k + 1],
      bounds: { printed: printed[k + 1], corrected: corrected[k + 1], tight: tight[k + 1] },
    }),
  );
  return nullInfinities({ payoff, steps });
}
