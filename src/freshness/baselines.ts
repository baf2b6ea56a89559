import { actionOrder } from './action-order.js';
import { type AgePolicy, policyOf } from './age-policy.js';
import { evaluatePolicy, type ValuedPolicy } from './policy-evaluation.js';
import { checkProblem, type RecruitmentProblem, reportsOf } from './recruitment-problem.js';
import { solveRecruitment } from './recruitment-solution.js';
import { thresholdBounds } from './threshold-bounds.js';
import { asIfCapable, asIfPresent, type VehicleType } from './vehicle-type.js';

function valued(problem: RecruitmentProblem, policy: AgePolicy): ValuedPolicy {
  const { payoff, averageAge, averageCost } = evaluatePolicy(problem, policy);
  return { payoff, averageAge, averageCost, policy };
}

/** The policy that would be optimal for other types, valued with the true ones. */
function optimalFor(types: readonly VehicleType[], problem: RecruitmentProblem): ValuedPolicy {
  return valued(problem, solveRecruitment({ ...problem, types }).policy);
}

/** Zero-wait (enter, section V-A): all types at all times. */
export function zeroWait(problem: RecruitmentProblem): ValuedPolicy {
  checkProblem(problem);
  return valued(problem, [{ fromAge: 1, recruit: problem.types.map((_, n) => n) }]);
}

/**
 * DRAIM (enter, section V-A): the optimal policy as if every report qualified (r = 1), valued with the true capabilities.
 * Types given by (x, e) are read as in `asIfCapable`.
 */
export function draim(problem: RecruitmentProblem): ValuedPolicy {
  checkProblem(problem);
  return optimalFor(problem.types.map(asIfCapable), problem);
}

/**
 * The auction mechanism (enter, section V-A): the optimal policy as if a vehicle of every type were always there (p = 1),
 * valued with the true arrivals. Types given by (x, e) are read as in `asIfPresent`. Where the policy it settles on never
 * succeeds in truth, the payoff is -Infinity.
 */
export function auction(problem: RecruitmentProblem): ValuedPolicy {
  checkProblem(problem);
  return optimalFor(problem.types.map(asIfPresent), problem);
}

/**
 * Myopic: in every slot the action of least immediate charge, u(s, a) of enter eq. (7). A step of the order is taken at age s
 * iff (1 - beta) gamma <= beta epsilon ((s + 1)^2 - 1), so its thresholds are the corrected bounds of eq. (15).
 */
export function myopic(problem: RecruitmentProblem): ValuedPolicy {
  checkProblem(problem);
  const order = actionOrder(reportsOf(problem.types));
  return valued(problem, policyOf(order, thresholdBounds(order, problem, 'corrected')));
}
