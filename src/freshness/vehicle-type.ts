import { InputError, jsonPath, show } from '../input/index.js';

/** At most one vehicle of the type passes in a slot (enter, Assumption 1). */
export interface BernoulliType {
  /** p, the probability that a vehicle of the type is there in a slot. */
  readonly arrival: number;
  /** c, what one recruited vehicle is paid. */
  readonly cost: number;
  /** r, the probability that one vehicle's data qualify. */
  readonly capability: number;
}

/** A Poisson number of vehicles of the type passes in a slot; each is paid. */
export interface PoissonType {
  /** Mean number of vehicles in a slot. */
  readonly rate: number;
  readonly cost: number;
  readonly capability: number;
}

/** Any distribution of the number of vehicles of the type in a slot; each is paid. */
export interface CountType {
  /** `counts[n]` is the probability of n vehicles in a slot; sums to 1. */
  readonly counts: readonly number[];
  readonly cost: number;
  readonly capability: number;
}

/** A type known only by what recruiting it does in a slot. */
export interface ReportType {
  /** x, the probability of at least one qualified report. */
  readonly success: number;
  /** e, the expected payment. */
  readonly payment: number;
}

/** A vehicle type. Whatever the form, the decision needs only (x, e), see `reportOf`. */
export type VehicleType = BernoulliType | PoissonType | CountType | ReportType;

/**
 * What recruiting a type gives in a slot: x, the probability of at least one qualified report, and e, the expected payment.
 * Bernoulli: x = p r, e = p c. Poisson: x = 1 - exp(-lambda r), e = lambda c. Counts: x = 1 - E (1 - r)^n, e = c E n.
 */
export function reportOf(type: VehicleType): ReportType {
  if ('success' in type) return type;
  if ('arrival' in type)
    return { success: type.arrival * type.capability, payment: type.arrival * type.cost };
  if ('rate' in type)
    return { success: -Math.expm1(-type.rate * type.capability), payment: type.rate * type.cost };
  let success = 0;
  let mean = 0;
  for (const [n, probability] of type.counts.entries()) {
    if (n > 0)
      success += probability * (type.capability === 1 ? 1 : -Math.expm1(n * Math.log1p(-type.capability)));
    mean += n * probability;
  }
  return { success: Math.min(1, success), payment: mean * type.cost };
}

/**
 * The type as a mechanism sees it that ignores sensing capabilities: every report qualifies (r = 1). A type given by
 * (x, e) is read as vehicles that arrive with probability x and always qualify, so it stays as it is.
 */
export function asIfCapable(type: VehicleType): VehicleType {
  return 'success' in type ? type : { ...type, capability: 1 };
}

/**
 * The type as a mechanism sees it that ignores random arrivals: one vehicle is always there (p = 1). A type given by (x, e)
 * is read as vehicles that arrive with probability x, always qualify and cost e / x; with x = 0 it is never there at all.
 */
export function asIfPresent(type: VehicleType): VehicleType {
  if ('success' in type)
    return type.success > 0
      ? { success: 1, payment: Math.min(type.payment / type.success, Number.MAX_VALUE) }
      : { success: 0, payment: type.payment };
  return { arrival: 1, cost: type.cost, capability: type.capability };
}

function demand(value: number, least: number, most: number, where: string, right: string): void {
  if (!(value >= least && value <= most)) throw new InputError(where, `is ${show(value)}`, right);
}

/**
 * Checks the numbers of a type: probabilities in [0, 1], costs and rates finite and not negative, counts that sum to 1.
 * @param root how paths in messages begin
 * @throws InputError at the first fault
 */
export function checkType(type: VehicleType, root = '$'): void {
  const probability = (value: number, ...path: (string | number)[]): void =>
    demand(value, 0, 1, jsonPath(path, root), 'a probability from 0 to 1');
  const amount = (value: number, key: string): void =>
    demand(value, 0, Number.MAX_VALUE, jsonPath([key], root), 'a number of at least 0');
  if ('success' in type) {
    probability(type.success, 'success');
    amount(type.payment, 'payment');
    return;
  }
  amount(type.cost, 'cost');
  probability(type.capability, 'capability');
  if ('arrival' in type) probability(type.arrival, 'arrival');
  else if ('rate' in type) amount(type.rate, 'rate');
  else {
    let sum = 0;
    for (const [n, value] of type.counts.entries()) {
      probability(value, 'counts', n);
      sum += value;
    }
    if (Math.abs(sum - 1) > 1e-9)
      throw new InputError(jsonPath(['counts'], root), `sum to ${sum}`, 'probabilities that sum to 1');
  }
}
