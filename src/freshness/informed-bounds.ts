import { InputError } from '../input/index.js';
import { type ActionOrder, actionOrder, type OrderedAction } from './action-order.js';
import { solveExactly } from './exact-solver.js';
import type { PolicyValue } from './policy-evaluation.js';
import { checkProblem, type RecruitmentProblem } from './recruitment-problem.js';
import { reportOf, type VehicleType } from './vehicle-type.js';

/** What a company earns that knows more than the recruiter of enter. Not smaller than the optimal payoff, so a bound on it. */
export interface InformedValue extends PolicyValue {
  /** Distinct decisions from which the optimal rule chooses by age. */
  readonly decisions: number;
}

/** Additional success and payment that may be bought together in a slot. */
interface Step {
  readonly success: number;
  readonly payment: number;
  readonly marginalCost: number;
}

/**
 * Steps by rising marginal cost make an order that the exact solver takes; a step of an observation counts with its
 * probability, for the best rule takes all steps up to the index D(s), whatever is observed.
 */
function stepsValue(steps: Step[], problem: RecruitmentProblem, missOfAll: number): InformedValue {
  steps.sort((a, b) => a.marginalCost - b.marginalCost);
  let success = 0;
  let payment = 0;
  const actions: OrderedAction[] = [{ recruit: [], success: 0, miss: 1, payment: 0, marginalCost: 0 }];
  const misses = new Float64Array(steps.length + 1);
  misses[steps.length] = missOfAll;
  for (let k = steps.length; k > 0; k--) misses[k - 1] = misses[k] + steps[k - 1].success;
  for (const [k, step] of steps.entries()) {
    success = Math.min(1, success + step.success);
    payment += step.payment;
    actions.push({ recruit: [], success, miss: misses[k + 1], payment, marginalCost: step.marginalCost });
  }
  const order: ActionOrder = { actions, paymentLoss: 0 };
  const { payoff, averageAge, averageCost } = solveExactly(order, problem).value;
  return { payoff, averageAge, averageCost, decisions: actions.length };
}

/** Probabilities of 0, 1, 2, .. vehicles of a type in a slot, and what one of them reports and costs. */
interface Presence {
  readonly counts: readonly number[];
  readonly capability: number;
  readonly cost: number;
}

function presenceOf(type: VehicleType): Presence {
  if ('success' in type) {
    const { success, payment } = type;
    return { counts: [1 - success, success], capability: 1, cost: success > 0 ? payment / success : 0 };
  }
  const { capability, cost } = type;
  if ('arrival' in type) return { counts: [1 - type.arrival, type.arrival], capability, cost };
  if ('counts' in type) return { counts: type.counts, capability, cost };
  const counts: number[] = [];
  let left = 1;
  let probability = Math.exp(-type.rate);
  for (let n = 0; left > 1e-12 && n < 1000; n++) {
    counts.push(probability);
    left -= probability;
    probability *= type.rate / (n + 1);
  }
  return { counts, capability, cost };
}

/** More situations than this are not enumerated. */
const mostSituations = 2 ** 17;

/**
 * Arrival-aware: the company sees who is at the point of interest before it decides, and may recruit any part of them, one by
 * one. For every situation (numbers of vehicles by type) its own action order holds; weighted with the situations'
 * probabilities they make one order, which the exact solver solves.
 * A Poisson type's numbers are listed up to a probability of 1e-12.
 * @param where how paths in messages begin
 * @throws InputError when there are more than 131072 situations
 */
export function arrivalAware(problem: RecruitmentProblem, where = '$'): InformedValue {
  checkProblem(problem, where);
  const presences = problem.types.map(presenceOf);
  const situations = presences.reduce((product, { counts }) => product * counts.length, 1);
  if (situations > mostSituations)
    throw new InputError(
      `${where}.types`,
      `make ${situations} situations of arrivals`,
      `at most ${mostSituations}`,
    );
  const steps: Step[] = [];
  const present: number[] = [];
  const visit = (type: number, probability: number): void => {
    if (probability === 0) return;
    if (type < presences.length) {
      const depth = present.length;
      for (const share of presences[type].counts) {
        visit(type + 1, probability * share);
        present.push(type);
      }
      present.length = depth;
      return;
    }
    const order = actionOrder({
      success: Float64Array.from(present, (n) => presences[n].capability),
      payment: Float64Array.from(present, (n) => presences[n].cost),
    });
    for (const [k, action] of order.actions.entries()) {
      if (k === 0) continue;
      const before = order.actions[k - 1];
      steps.push({
        success: probability * (before.miss - action.miss),
        payment: probability * (action.payment - before.payment),
        marginalCost: action.marginalCost,
      });
    }
  };
  visit(0, 1);
  const miss = problem.types.reduce((product, type) => product * (1 - reportOf(type).success), 1);
  return stepsValue(steps, problem, miss);
}

/**
 * Clairvoyant bound: the company knows in every slot who will come and whose data will qualify, so it pays at most one
 * vehicle, the cheapest of those, and only if that is worth it at the age. No policy that decides before the vehicles
 * of the slot are seen earns more.
 */
export function clairvoyantBound(problem: RecruitmentProblem): InformedValue {
  checkProblem(problem);
  const offers = problem.types
    .map((type) => {
      const { success } = reportOf(type);
      return { success, cost: 'success' in type ? type.payment / type.success : type.cost };
    })
    .filter(({ success }) => success > 0)
    .sort((a, b) => a.cost - b.cost);
  let miss = 1;
  const steps = offers.map(({ success, cost }): Step => {
    const gained = success * miss;
    miss *= 1 - success;
    return { success: gained, payment: gained * cost, marginalCost: cost };
  });
  return stepsValue(steps, problem, miss);
}

/**
 * The best payoff in hindsight on one realised course of arrivals: the average over the slots when all was known beforehand.
 * @param offers by slot: the cost of the cheapest vehicle whose data qualified, or null when there was none
 * @returns the payoff per slot, starting at age 1
 */
export function hindsightPayoff(
  offers: readonly (number | null)[],
  weights: { readonly beta: number; readonly epsilon?: number },
): number {
  const ageCharge = weights.beta * (weights.epsilon ?? 1);
  const slots = offers.length;
  // Charge of n slots after an update, none of which renews the map: 2^2 + 3^2 + .. + (n + 1)^2.
  const waiting = (n: number): number => ageCharge * (((n + 1) * (n + 2) * (2 * n + 3)) / 6 - 1);
  // least[t]: least charge of the first t slots when the last of them renews the map (or t = 0).
  const least = new Float64Array(slots + 1).fill(Infinity);
  least[0] = 0;
  const from: number[] = [0];
  let earliest = 0;
  for (let t = 1; t <= slots; t++) {
    const cost = offers[t - 1];
    if (cost === null) continue;
    // The waiting charge is convex, so the best slot before never moves back.
    let best = Infinity;
    let bestAt = earliest;
    for (let i = earliest; i < from.length; i++) {
      const total = least[from[i]] + waiting(t - 1 - from[i]);
      if (total <= best) {
        best = total;
        bestAt = i;
      }
    }
    earliest = bestAt;
    least[t] = best + ageCharge + (1 - weights.beta) * cost;
    from.push(t);
  }
  let total = Infinity;
  for (const t of from) total = Math.min(total, least[t] + waiting(slots - t));
  return slots === 0 ? 0 : 0 - total / slots;
}
