import { type GeometricMoments, geometricMoments } from './geometric-moments.js';

/** Actions in columns, with the age from which each is taken. */
export interface ThresholdActions {
  readonly size: number;
  readonly success: Float64Array;
  readonly miss: Float64Array;
  readonly payment: Float64Array;
}

/** Expected sums over one cycle, from age 1 to the slot of the next update, both included. */
export interface CycleSums {
  /** Slots. */
  length: number;
  age: number;
  squaredAge: number;
  payment: number;
}

const moments: GeometricMoments = { zeroth: 0, first: 0, second: 0, power: 0 };

/**
 * Expected sums over one cycle when action k is taken at ages `from[k]` to `from[k + 1] - 1`. Infinite when the cycle can
 * get stuck at an action of no success. Ages are those at the beginning of the slots.
 */
export function cycleSums(actions: ThresholdActions, from: ArrayLike<number>, out: CycleSums): void {
  out.length = 0;
  out.age = 0;
  out.squaredAge = 0;
  out.payment = 0;
  let survival = 1;
  for (let k = 0; k < actions.size && survival > 0; k++) {
    const age = from[k];
    const slots = (k + 1 < actions.size ? from[k + 1] : Infinity) - age;
    if (slots <= 0) continue;
    geometricMoments(actions.miss[k], actions.success[k], slots, moments);
    const { zeroth, first, second, power } = moments;
    out.length += survival * zeroth;
    out.age += survival * (age * zeroth + first);
    out.squaredAge += survival * (age * age * zeroth + 2 * age * first + second);
    if (actions.payment[k] > 0) out.payment += survival * actions.payment[k] * zeroth;
    survival *= power;
  }
}
