import { type AgePolicy, checkPolicy, recruitAt } from './age-policy.js';
import type { PolicyValue } from './policy-evaluation.js';
import { chargesOf, checkProblem, type RecruitmentProblem } from './recruitment-problem.js';
import type { VehicleType } from './vehicle-type.js';

/** What a simulated policy earned. */
export interface SimulatedValue extends PolicyValue {
  /** Of the payoff, from the variation between cycles; Infinity with fewer than two updates. */
  readonly standardError: number;
  readonly slots: number;
  /** Slots in which the map was renewed. */
  readonly updates: number;
  /** Vehicles that were recruited and paid (for a type given by (x, e): slots in which it was recruited). */
  readonly reports: number;
  /** Payment per slot for reports that did not qualify or came on top of a qualified one of the same slot. */
  readonly wastedCost: number;
}

/** One type in one slot: how many vehicles came, and how many of them had data that qualify. */
function drawCount(type: VehicleType, random: () => number): number {
  if ('arrival' in type) return random() < type.arrival ? 1 : 0;
  let left = random();
  if ('counts' in type) {
    for (const [n, probability] of type.counts.entries()) {
      left -= probability;
      if (left < 0) return n;
    }
    return type.counts.length - 1;
  }
  if (!('rate' in type)) return 1;
  // Arrivals of a Poisson process in unit time; -log(1 - u) is an exponential gap.
  let count = 0;
  let time = -Math.log1p(-left);
  while (time < type.rate) {
    count++;
    time += -Math.log1p(-random());
  }
  return count;
}

/**
 * Plays a policy slot by slot: the set is announced by age, the vehicles of the recruited types come, all of them are paid,
 * and a qualified report renews the map. Starts at age 1.
 * @param random a source of numbers uniform in [0, 1)
 * @param slots how many slots to play, at least 1
 * @throws InputError when problem or policy are wrong
 */
export function simulatePolicy(
  problem: RecruitmentProblem,
  policy: AgePolicy,
  random: () => number,
  slots: number,
): SimulatedValue {
  checkProblem(problem);
  checkPolicy(policy, problem.types.length);
  const charges = chargesOf(problem);
  const { types } = problem;
  let age = 1;
  let ages = 0;
  let squared = 0;
  let paid = 0;
  let wasted = 0;
  let reports = 0;
  let updates = 0;
  // For the standard error: charge and length of the cycles, and their products.
  let cycleCharge = 0;
  let cycleLength = 0;
  let charges2 = 0;
  let lengths2 = 0;
  let products = 0;
  let chargeSum = 0;
  let lengthSum = 0;
  for (let slot = 0; slot < slots; slot++) {
    let payment = 0;
    let firstCost = -1;
    for (const n of recruitAt(policy, age)) {
      const type = types[n];
      if ('success' in type) {
        reports++;
        payment += type.payment;
        if (random() < type.success && firstCost < 0) firstCost = type.payment;
        continue;
      }
      const count = drawCount(type, random);
      for (let i = 0; i < count; i++) {
        reports++;
        payment += type.cost;
        if (random() < type.capability && firstCost < 0) firstCost = type.cost;
      }
    }
    const renewed = firstCost >= 0;
    const next = renewed ? 1 : age + 1;
    ages += age;
    squared += next * next;
    paid += payment;
    wasted += payment - (renewed ? firstCost : 0);
    cycleCharge += charges.age * next * next + charges.payment * payment;
    cycleLength++;
    if (renewed) {
      updates++;
      chargeSum += cycleCharge;
      lengthSum += cycleLength;
      charges2 += cycleCharge * cycleCharge;
      lengths2 += cycleLength * cycleLength;
      products += cycleCharge * cycleLength;
      cycleCharge = 0;
      cycleLength = 0;
    }
    age = next;
  }
  const ratio = chargeSum / lengthSum;
  const residual = charges2 - 2 * ratio * products + ratio * ratio * lengths2;
  return {
    payoff: 0 - (charges.age * squared + charges.payment * paid) / slots,
    averageAge: ages / slots,
    averageCost: paid / slots,
    standardError:
      updates < 2 ? Infinity : Math.sqrt((Math.max(0, residual) * updates) / (updates - 1)) / lengthSum,
    slots,
    updates,
    reports,
    wastedCost: wasted / slots,
  };
}
