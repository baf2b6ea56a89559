import type { ThresholdActions } from './cycle-sums.js';

/** An action order in the units in which a squared slot of age is charged 1. */
export interface ScaledOrder extends ThresholdActions {
  /** (1 - beta) gamma / (beta epsilon) by action: the index from which on the action is taken. */
  readonly switching: Float64Array;
  /** (1 - beta) E / (beta epsilon) by action. */
  readonly charge: Float64Array;
}

/** Two indexes this close, relative to the terms they are made of, are equal. */
export const indexTolerance = 1e-13;

/** From so many ages per action on, ages are walked by doubling instead of one by one. */
const longWalk = 24;

/** Ages stay whole numbers up to here; a threshold beyond is cut to it. */
export const oldestAge = 2 ** 52;

const levels = 64;
const zeroth = new Float64Array(levels);
const first = new Float64Array(levels);
const second = new Float64Array(levels);
const power = new Float64Array(levels);

/**
 * d(s), where the last action is taken at every age above s: s^2 / Q + 2 s / Q^2 + (2 / Q^2 - 1 / Q - eta) / Q.
 * @param eta gain minus the last action's charge
 */
export function tailIndex(age: number, success: number, eta: number): number {
  const inverse = 1 / success;
  return ((age + 2 * inverse) * age + (2 * inverse - 1) * inverse - eta) * inverse;
}

/** The first age at which action k is taken, where it is the last one; `oldestAge` where that is later. */
function lastThreshold(order: ScaledOrder, k: number, gain: number): number {
  const q = order.success[k];
  const eta = gain - order.charge[k];
  const wanted = order.switching[k];
  const reached = (age: number): boolean => {
    const index = tailIndex(age, q, eta);
    return index + indexTolerance * (Math.abs(index) + gain) >= wanted;
  };
  if (reached(1)) return 1;
  const excess = q * wanted - ((2 / q - 1) / q - eta);
  let age = Math.max(1, Math.ceil(excess / (1 / q + Math.sqrt(1 / (q * q) + Math.max(0, excess)))));
  if (!(age < oldestAge)) return oldestAge;
  // One or two ages away; many where the gain is so large that their indices differ by rounding alone.
  let before = 0;
  for (let leap = 1; before === 0 && age > 1; leap *= 2) {
    const younger = Math.max(1, age - leap);
    if (reached(younger)) age = younger;
    else before = younger;
  }
  for (let leap = 1; age < oldestAge && !reached(age); leap *= 2) {
    before = age;
    age = Math.min(oldestAge, age + leap);
  }
  while (age - before > 1) {
    const middle = Math.floor((before + age) / 2);
    if (reached(middle)) age = middle;
    else before = middle;
  }
  return age;
}

/** Fills level j of the tables for an action: sums over i < 2^j of i^m P^i. */
function fillLevel(j: number, miss: number): void {
  if (j === 0) {
    zeroth[0] = 1;
    first[0] = 0;
    second[0] = 0;
    power[0] = miss;
    return;
  }
  const n = 2 ** (j - 1);
  const p = power[j - 1];
  const r0 = zeroth[j - 1];
  const r1 = first[j - 1];
  const r2 = second[j - 1];
  zeroth[j] = p * r0 + r0;
  first[j] = r1 + p * (r1 + n * r0);
  second[j] = r2 + p * (r2 + 2 * n * r1 + n * n * r0);
  power[j] = p * p;
}

/** d(s - 2^j) from d(s), one action with `eta` between. */
function jump(j: number, age: number, index: number, eta: number): number {
  const lowest = age - 2 ** j + 1;
  return (lowest * lowest - eta) * zeroth[j] + 2 * lowest * first[j] + second[j] + power[j] * index;
}

/**
 * The policy that is best for a guess of the gain. With d(s) = D(s) / (beta epsilon), Bellman's equation reads
 * d(s - 1) = s^2 - eta + P d(s), where eta = gain - charge and P are those of the action taken at age s, and that is the
 * last one with switching <= d(s). The sweep goes from the last threshold down to age 1; d rises with the age. Actions whose
 * turn would come after `oldestAge` are left out first, for nothing can be told of ages at which s^2 is lost in rounding.
 * @param gain guess of the average charge per slot, over beta epsilon; at most that of always taking the last action
 * @param thresholds by action, written: the first age at which it or a later one is taken
 * @returns Bellman equations evaluated
 */
export function sweepThresholds(order: ScaledOrder, gain: number, thresholds: Float64Array): number {
  const { miss, switching, charge } = order;
  let k = order.size - 1;
  thresholds.fill(1);
  let start = lastThreshold(order, k, gain);
  let evaluations = 1;
  while (start === oldestAge) {
    thresholds[k] = oldestAge;
    if (--k === 0) return evaluations;
    start = lastThreshold(order, k, gain);
    evaluations++;
  }
  if (start === 1) return evaluations;
  let age = start - 1;
  let index = tailIndex(age, order.success[k], gain - charge[k]);
  const byDoubling = start > longWalk * order.size;
  while (age >= 1) {
    while (k > 0 && switching[k] > index + indexTolerance * (Math.abs(index) + gain))
      thresholds[k--] = age + 1;
    if (k === 0) break;
    const eta = gain - charge[k];
    if (byDoubling) {
      // Leaps of 1, 2, 4, .. ages while the action stays the same, then ever shorter ones.
      let level = 0;
      let rising = true;
      fillLevel(0, miss[k]);
      for (;;) {
        const leap = 2 ** level;
        if (age - leap >= 1) {
          const to = jump(level, age, index, eta);
          evaluations++;
          if (switching[k] <= to + indexTolerance * (Math.abs(to) + gain)) {
            age -= leap;
            index = to;
          } else rising = false;
        } else rising = false;
        if (rising) fillLevel(++level, miss[k]);
        else if (level-- === 0) break;
      }
    }
    index = age * age - eta + miss[k] * index;
    evaluations++;
    age--;
  }
  return evaluations;
}
