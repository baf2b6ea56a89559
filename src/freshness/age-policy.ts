import { InputError, jsonPath } from '../input/index.js';
import type { ActionOrder } from './action-order.js';

/** From an age on, whom to recruit. */
export interface PolicyPiece {
  /** First age (slots, from 1) of the piece; it ends where the next one begins. */
  readonly fromAge: number;
  /** Numbers of the recruited types, ascending. */
  readonly recruit: readonly number[];
}

/**
 * A threshold-type policy (enter, Definition 3): pieces by rising age, the first from age 1, none empty, no two neighbours
 * alike. Only actions that are taken at some age appear.
 */
export type AgePolicy = readonly PolicyPiece[];

/**
 * The policy that takes action k of an order from age `thresholds[k]` on.
 * @param thresholds by action, not falling; the first is 1
 */
export function policyOf(order: ActionOrder, thresholds: ArrayLike<number>): AgePolicy {
  const pieces: PolicyPiece[] = [];
  for (const [k, { recruit }] of order.actions.entries()) {
    const until = k + 1 < order.actions.length ? thresholds[k + 1] : Infinity;
    if (thresholds[k] < until) pieces.push({ fromAge: thresholds[k], recruit });
  }
  return pieces;
}

/** Whom a policy recruits at an age. */
export function recruitAt(policy: AgePolicy, age: number): readonly number[] {
  let low = 0;
  let high = policy.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (policy[middle].fromAge <= age) low = middle;
    else high = middle;
  }
  return policy[low].recruit;
}

/**
 * Checks a policy: pieces from age 1 on with rising whole ages, known types, each once.
 * @param types how many types there are
 * @param root how paths in messages begin
 * @throws InputError at the first fault
 */
export function checkPolicy(policy: AgePolicy, types: number, root = '$.policy'): void {
  if (policy.length === 0) throw new InputError(root, 'is empty', 'at least one piece, from age 1');
  let previous = 0;
  for (const [i, { fromAge, recruit }] of policy.entries()) {
    const where = jsonPath([i, 'fromAge'], root);
    if (!Number.isInteger(fromAge)) throw new InputError(where, `is ${fromAge}`, 'a whole number of slots');
    if (i === 0 && fromAge !== 1) throw new InputError(where, `is ${fromAge}`, '1, the age after an update');
    if (fromAge <= previous)
      throw new InputError(where, `is ${fromAge}, not above the piece before it`, 'rising ages');
    previous = fromAge;
    const seen = new Set<number>();
    for (const [j, n] of recruit.entries()) {
      const at = jsonPath([i, 'recruit', j], root);
      if (!(Number.isInteger(n) && n >= 0 && n < types))
        throw new InputError(at, `unknown type ${n}`, `a type from 0 to ${types - 1}`);
      if (seen.has(n)) throw new InputError(at, `type ${n} is there twice`, 'each type once');
      seen.add(n);
    }
  }
}
