import type { AgePolicy } from './age-policy.js';
import { bestSet } from './internal/best-set.js';
import { evaluatePolicy, type ValuedPolicy } from './policy-evaluation.js';
import {
  chargesOf,
  checkProblem,
  type RecruitmentProblem,
  reportsOf,
  type SetReport,
} from './recruitment-problem.js';

/** A policy with one set of types, best among its kind. */
export interface SingleSetPolicy extends ValuedPolicy {
  /** False when there were too many sets to consider all; the policy is then the best one found. */
  readonly exact: boolean;
}

function finish(
  problem: RecruitmentProblem,
  recruit: readonly number[],
  fromAge: number,
  exact: boolean,
): SingleSetPolicy {
  const piece = { fromAge, recruit };
  const policy: AgePolicy = fromAge > 1 ? [{ fromAge: 1, recruit: [] }, piece] : [piece];
  const { payoff, averageAge, averageCost } = evaluatePolicy(problem, policy);
  return { payoff, averageAge, averageCost, policy, exact };
}

/** The best policy that recruits the same set of types at every age; the squared age averages to (2 - Q) / Q^2. */
export function bestConstantSet(problem: RecruitmentProblem): SingleSetPolicy {
  checkProblem(problem);
  const { age, payment } = chargesOf(problem);
  const chargeOf = ({ success: q, payment: e }: SetReport): number =>
    (age === 0 ? 0 : (age * (2 - q)) / (q * q)) + payment * e;
  const { recruit, exact } = bestSet(reportsOf(problem.types), chargeOf);
  return finish(problem, recruit, 1, exact);
}

/**
 * The best age from which to recruit a set, recruiting nobody before. With threshold t the cycle has t - 1 + 1 / Q slots, and
 * its charge is convex in t, so the average falls, then rises.
 * @param ratio (1 - beta) E / (beta epsilon)
 * @returns the least best threshold, and the average charge over beta epsilon
 */
export function bestThreshold(
  set: SetReport,
  ratio: number,
): { readonly threshold: number; readonly gain: number } {
  const { success: q, miss: p } = set;
  const constant = (p * (1 + p)) / (q * q * q) + ratio / q;
  const total = (t: number): number =>
    ((t - 1) * t * (2 * t - 1)) / 6 + (t * t + (2 * t * p) / q) / q + constant;
  const slots = (t: number): number => t - 1 + 1 / q;
  const falls = (t: number): boolean => total(t + 1) * slots(t) < total(t) * slots(t + 1);
  let low = 1;
  if (falls(low)) {
    let high = 2;
    while (falls(high) && high < 2 ** 40) high *= 2;
    low = high / 2;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (falls(middle)) low = middle;
      else high = middle;
    }
    low = high;
  }
  return { threshold: low, gain: total(low) / slots(low) };
}

/** The best policy that recruits nobody up to an age and one set of types from then on. */
export function bestSingleSet(problem: RecruitmentProblem): SingleSetPolicy {
  checkProblem(problem);
  const { age, payment } = chargesOf(problem);
  if (age === 0) return finish(problem, [], 1, true);
  const thresholdOf = (set: SetReport): { threshold: number; gain: number } =>
    set.success > 0 ? bestThreshold(set, (payment * set.payment) / age) : { threshold: 1, gain: Infinity };
  const reports = reportsOf(problem.types);
  const { recruit, exact } = bestSet(reports, (set) => thresholdOf(set).gain);
  let success = 0;
  let miss = 1;
  let cost = 0;
  for (const n of recruit) {
    success += reports.success[n] * miss;
    miss *= 1 - reports.success[n];
    cost += reports.payment[n];
  }
  return finish(problem, recruit, thresholdOf({ success, miss, payment: cost }).threshold, exact);
}
