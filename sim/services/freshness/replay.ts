import {
  actionOrder,
  hindsightPayoff,
  type PolicyValue,
  type SetReport,
  setReport,
} from '../../../src/freshness/index.js';
import { estimateAt, type PointCourse, type SeenArrival } from './course.js';
import {
  type DecisionRule,
  problemOf,
  type RecruitmentTerms,
  updateWorth,
  worthwhile,
} from './decision-rules.js';
import type { RecruitableType } from './vehicle-types.js';

/** One slot at one point, as a way of recruiting had it. */
export interface SlotOutcome {
  /** Age of the map at the beginning of the slot, slots from 1. */
  readonly age: number;
  /** Types for which recruitment was announced. */
  readonly recruit: readonly number[];
  /** Vehicles that were recruited and paid. */
  readonly paid: number;
  readonly payment: number;
  /** Of it, for reports that did not qualify or came on top of a qualified one. */
  readonly wasted: number;
  /** Whether a qualified report renewed the map. */
  readonly updated: boolean;
}

/** What a way of recruiting earned at a point. */
export interface Realised extends PolicyValue {
  /** Payment per slot for reports that did not qualify or came on top of a qualified one of the same slot. */
  readonly wastedCost: number;
  /** Slots in which the map was renewed. */
  readonly updates: number;
  readonly paid: number;
}

/** What recruited arrivals of one slot bring: all are paid, the first qualified report renews the map. */
export function settle(
  arrivals: readonly Pick<SeenArrival, 'type' | 'qualifies'>[],
  types: readonly RecruitableType[],
): Omit<SlotOutcome, 'age' | 'recruit'> {
  let payment = 0;
  let useful = 0;
  let updated = false;
  for (const { type, qualifies } of arrivals) {
    const { cost } = types[type];
    payment += cost;
    if (qualifies && !updated) useful = cost;
    updated ||= qualifies;
  }
  return { paid: arrivals.length, payment, wasted: payment - useful, updated };
}

/** Plays a way of recruiting on the arrivals of a point, from age 1. @param choose who of a slot's arrivals is recruited */
function play(
  course: PointCourse,
  types: readonly RecruitableType[],
  choose: (
    slot: number,
    age: number,
  ) => { readonly recruit: readonly number[]; readonly taken: SeenArrival[] },
): SlotOutcome[] {
  let age = 1;
  return course.arrivals.map((_, slot) => {
    const { recruit, taken } = choose(slot, age);
    const outcome = { age, recruit, ...settle(taken, types) };
    age = outcome.updated ? 1 : age + 1;
    return outcome;
  });
}

/** Plays a rule on the arrivals of a point: what it would have met had it decided. */
export function playRule(course: PointCourse, rule: DecisionRule, terms: RecruitmentTerms): SlotOutcome[] {
  return play(course, terms.types, (slot, age) => {
    const recruit = rule.recruit(slot, age);
    return { recruit, taken: course.arrivals[slot].filter(({ type }) => recruit.includes(type)) };
  });
}

/**
 * Plays somebody who sees who arrives in the slot before deciding, vehicle by vehicle, but not whose data will qualify; an update is worth
 * to him what it is worth to ENTER.
 */
export function playArrivalAware(course: PointCourse, terms: RecruitmentTerms): SlotOutcome[] {
  let worth = { estimate: estimateAt(course, 0), of: (_: number): number => 0 };
  return play(course, terms.types, (slot, age) => {
    const estimate = estimateAt(course, slot);
    if (slot === 0 || worth.estimate !== estimate)
      worth = { estimate, of: updateWorth(problemOf(terms, estimate.predicted)) };
    const present = course.arrivals[slot];
    const order = actionOrder({
      success: Float64Array.from(present, ({ type }) => terms.types[type].capability),
      payment: Float64Array.from(present, ({ type }) => terms.types[type].cost),
    });
    const taken = order.actions[worthwhile(order, 1 - terms.beta, worth.of(age))].recruit.map(
      (i) => present[i],
    );
    return { recruit: [...new Set(taken.map(({ type }) => type))].sort((a, b) => a - b), taken };
  });
}

/** The most that anybody could have earned on the arrivals of a point, knowing all of them beforehand. */
export function hindsight({ arrivals }: PointCourse, { types, beta, epsilon }: RecruitmentTerms): number {
  const offers = arrivals.map((ofSlot) => {
    const costs = ofSlot.filter(({ qualifies }) => qualifies).map(({ type }) => types[type].cost);
    return costs.length === 0 ? null : Math.min(...costs);
  });
  return hindsightPayoff(offers, { beta, epsilon });
}

/** What the slots of a point add up to, per slot. */
export function realisedOf(
  slots: readonly SlotOutcome[],
  { beta, epsilon }: Pick<RecruitmentTerms, 'beta' | 'epsilon'>,
): Realised {
  let [ages, squares, payments, wasted, updates, paid] = [0, 0, 0, 0, 0, 0];
  for (const slot of slots) {
    const next = slot.updated ? 1 : slot.age + 1;
    ages += slot.age;
    squares += next * next;
    payments += slot.payment;
    wasted += slot.wasted;
    updates += slot.updated ? 1 : 0;
    paid += slot.paid;
  }
  const n = Math.max(1, slots.length);
  return {
    payoff: 0 - (beta * epsilon * squares + (1 - beta) * payments) / n,
    averageAge: ages / n,
    averageCost: payments / n,
    wastedCost: wasted / n,
    updates,
    paid,
  };
}

/** Ages that are less likely than this count as impossible. */
const negligible = 1e-12;

/**
 * What a rule promised at a point: expected payoff, age and payment per slot, from age 1 on, if the arrivals of every slot had been drawn
 * from what it then believed of them. The probabilities of the ages are carried from slot to slot.
 */
export function predictedOf(
  course: PointCourse,
  rule: DecisionRule,
  { beta, epsilon }: Pick<RecruitmentTerms, 'beta' | 'epsilon'>,
): PolicyValue {
  const slots = course.arrivals.length;
  let [ages, squares, payments] = [0, 0, 0];
  // [a - 1] is the probability of age a.
  let share = Float64Array.of(1);
  for (let slot = 0; slot < slots; slot++) {
    const reports = rule.reports(slot);
    const known = new Map<readonly number[], SetReport>();
    const next = new Float64Array(share.length + 1);
    for (let age = 1; age <= share.length; age++) {
      const probability = share[age - 1];
      if (probability < negligible) continue;
      const recruit = rule.recruit(slot, age);
      const report = known.get(recruit) ?? setReport(reports, recruit);
      known.set(recruit, report);
      ages += probability * age;
      payments += probability * report.payment;
      squares += probability * (report.success + report.miss * (age + 1) ** 2);
      next[0] += probability * report.success;
      next[age] += probability * report.miss;
    }
    share = next;
  }
  const n = Math.max(1, slots);
  return {
    payoff: 0 - (beta * epsilon * squares + (1 - beta) * payments) / n,
    averageAge: ages / n,
    averageCost: payments / n,
  };
}
