import { actionOrder, hindsightPayoff, type PolicyValue } from '../../../src/freshness/index.js';
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

/** The mean of what a rule promised itself, over the slots; null where it promises nothing. */
export function predictedOf(course: PointCourse, rule: DecisionRule): PolicyValue | null {
  const promises = course.arrivals.map((_, slot) => rule.predicted(slot));
  const known = promises.filter((value) => value !== null);
  if (known.length < promises.length || known.length === 0) return null;
  const mean = (of: (value: PolicyValue) => number): number =>
    known.reduce((sum, value) => sum + of(value), 0) / known.length;
  return {
    payoff: mean(({ payoff }) => payoff),
    averageAge: mean(({ averageAge }) => averageAge),
    averageCost: mean(({ averageCost }) => averageCost),
  };
}
