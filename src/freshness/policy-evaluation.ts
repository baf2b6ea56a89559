import { type AgePolicy, checkPolicy, recruitAt } from './age-policy.js';
import { type CycleSums, cycleSums } from './internal/cycle-sums.js';
import {
  chargesOf,
  type RecruitmentProblem,
  reportsOf,
  type SetReport,
  setReport,
} from './recruitment-problem.js';

/** What a policy earns in the long run. */
export interface PolicyValue {
  /** J, minus the average of beta epsilon (next age)^2 + (1 - beta) payment per slot; -Infinity when the map is never renewed. */
  readonly payoff: number;
  /** Average age in slots, enter eq. (23); ages start at 1. */
  readonly averageAge: number;
  /** Average payment per slot, enter eq. (24), not weighted by 1 - beta. */
  readonly averageCost: number;
}

/** A policy's value with what lies behind it. */
export interface PolicyEvaluation extends PolicyValue {
  /** Average of the squared age. */
  readonly averageSquaredAge: number;
  /** Expected slots from one update to the next. */
  readonly cycleLength: number;
}

/** A policy with its value. */
export interface ValuedPolicy extends PolicyValue {
  readonly policy: AgePolicy;
}

/**
 * Turns the sums over a cycle into averages per slot.
 * @param stuckPayment payment per slot at the last action, in case the cycle never ends
 */
export function averagesOf(
  sums: CycleSums,
  stuckPayment: number,
  charges: { readonly age: number; readonly payment: number },
): PolicyEvaluation {
  const endless = sums.length === Infinity;
  const averageSquaredAge = endless ? Infinity : sums.squaredAge / sums.length;
  const averageCost = endless ? stuckPayment : sums.payment / sums.length;
  const ageCharge = charges.age === 0 ? 0 : charges.age * averageSquaredAge;
  return {
    payoff: 0 - (ageCharge + charges.payment * averageCost),
    averageAge: endless ? Infinity : sums.age / sums.length,
    averageCost,
    averageSquaredAge,
    cycleLength: sums.length,
  };
}

/**
 * What a policy earns on the infinite chain, in closed form (a sum of geometric series over its pieces). The stationary
 * distribution of the age is the same before and after a slot, so the next age's square averages to the age's.
 * @throws InputError when the policy is not one for these types
 */
export function evaluatePolicy(problem: RecruitmentProblem, policy: AgePolicy): PolicyEvaluation {
  checkPolicy(policy, problem.types.length);
  const reports = reportsOf(problem.types);
  const pieces: SetReport[] = policy.map(({ recruit }) =>
    setReport(
      reports,
      [...recruit].sort((a, b) => a - b),
    ),
  );
  const sums: CycleSums = { length: 0, age: 0, squaredAge: 0, payment: 0 };
  const actions = {
    size: pieces.length,
    success: Float64Array.from(pieces, (p) => p.success),
    miss: Float64Array.from(pieces, (p) => p.miss),
    payment: Float64Array.from(pieces, (p) => p.payment),
  };
  const from = policy.map(({ fromAge }) => fromAge);
  cycleSums(actions, from, sums);
  return averagesOf(sums, pieces[pieces.length - 1].payment, chargesOf(problem));
}

/**
 * The stationary distribution of the age under a policy.
 * @param oldest the largest age to list
 * @returns `[a - 1]` is the share of slots that begin at age a, for a = 1 .. oldest; all 0 when the map is never renewed
 */
export function ageDistribution(
  problem: RecruitmentProblem,
  policy: AgePolicy,
  oldest: number,
): Float64Array {
  const { cycleLength } = evaluatePolicy(problem, policy);
  const reports = reportsOf(problem.types);
  const shares = new Float64Array(oldest);
  const misses = new Map(policy.map((piece) => [piece.recruit, setReport(reports, piece.recruit).miss]));
  let survival = 1;
  for (let age = 1; age <= oldest; age++) {
    shares[age - 1] = survival / cycleLength;
    survival *= misses.get(recruitAt(policy, age)) ?? 1;
  }
  return shares;
}

/**
 * By how much one payoff improves on another, (J - J_other) / |J_other|, as the papers' percentages are meant; payoffs are
 * negative, so an improvement is positive when J is nearer to 0. Infinity over a payoff of -Infinity or 0 when they are equal.
 */
export function improvementOver(payoff: number, other: number): number {
  if (payoff === other) return 0;
  if (other === -Infinity) return Infinity;
  return (payoff - other) / Math.abs(other);
}
