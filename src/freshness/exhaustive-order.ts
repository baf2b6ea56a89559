import { InputError } from '../input/index.js';
import { type ActionOrder, orderOf } from './action-order.js';
import { hullChain, pushPoint, slopeTie, successGain } from './internal/lower-hull.js';
import type { Reports } from './recruitment-problem.js';

/** All 2^N sets of types as columns; bit n of a set's number says whether type n is recruited. */
export interface AllSets {
  readonly success: Float64Array;
  readonly miss: Float64Array;
  readonly payment: Float64Array;
  /** Set numbers by rising Q, then rising E, then rising number (the sequence D of enter, section IV-A2). */
  readonly ascending: Uint32Array;
}

/** What looks at every set refuses more types than this. */
export const mostEnumeratedTypes = 20;

/**
 * Q and E of all sets of types, and their order by success.
 * @param where how paths in messages begin
 * @throws InputError for more than 20 types
 */
export function allSets(reports: Reports, where = '$'): AllSets {
  const types = reports.success.length;
  if (types > mostEnumeratedTypes)
    throw new InputError(
      `${where}.types`,
      `has ${types} types, and all 2^${types} sets are asked for`,
      `at most ${mostEnumeratedTypes} types, or the exact solver, which needs no enumeration`,
    );
  const count = 2 ** types;
  const success = new Float64Array(count);
  const miss = new Float64Array(count);
  const payment = new Float64Array(count);
  miss[0] = 1;
  for (let n = 0; n < types; n++) {
    const x = reports.success[n];
    const bit = 2 ** n;
    for (let rest = 0; rest < bit; rest++) {
      success[bit + rest] = success[rest] + x * miss[rest];
      miss[bit + rest] = miss[rest] * (1 - x);
      payment[bit + rest] = payment[rest] + reports.payment[n];
    }
  }
  const ascending = Uint32Array.from({ length: count }, (_, set) => set).sort(
    (a, b) => -successGain(success[a], miss[a], success[b], miss[b]) || payment[a] - payment[b] || a - b,
  );
  return { success, miss, payment, ascending };
}

/** The types of a set number, ascending. */
export function typesOfSet(set: number): number[] {
  const types: number[] = [];
  for (let n = 0; 2 ** n <= set; n++) if (Math.floor(set / 2 ** n) % 2 === 1) types.push(n);
  return types;
}

/**
 * The action order by sorting all 2^N sets and one pass over them; for comparison with `actionOrder`.
 * @throws InputError for more than 20 types
 */
export function actionOrderBySorting(reports: Reports): ActionOrder {
  const sets = allSets(reports);
  const chain = hullChain(sets.ascending.length);
  for (const set of sets.ascending)
    pushPoint(chain, sets.success[set], sets.miss[set], sets.payment[set], set);
  return orderOf(chain, typesOfSet);
}

/**
 * The action order by Algorithm 1 of enter, corrected: it goes on while a set of strictly larger Q is left (as printed the
 * argmin runs over nothing at the end), and among equal slopes it takes the largest Q.
 * @throws InputError for more than 20 types
 */
export function actionOrderByAlgorithm1(reports: Reports): ActionOrder {
  const { ascending, success, miss, payment } = allSets(reports);
  const count = ascending.length;
  const chain = hullChain(count);
  // The first set is the empty one: sets of Q = 0 that cost nothing more have higher numbers.
  pushPoint(chain, 0, 1, 0, 0);
  let at = 0;
  for (;;) {
    const from = ascending[at];
    let best = -1;
    let bestSlope = Infinity;
    for (let j = at + 1; j < count; j++) {
      const to = ascending[j];
      const gain = successGain(success[from], miss[from], success[to], miss[to]);
      if (gain <= 0) continue;
      const slope = (payment[to] - payment[from]) / gain;
      const larger =
        best < 0 || successGain(success[ascending[best]], miss[ascending[best]], success[to], miss[to]) > 0;
      if (slope * slopeTie < bestSlope || (slope <= bestSlope * slopeTie && larger)) {
        best = j;
        bestSlope = slope;
      }
    }
    if (best < 0) break;
    at = best;
    const set = ascending[at];
    const k = chain.size++;
    chain.success[k] = success[set];
    chain.miss[k] = miss[set];
    chain.payment[k] = payment[set];
    chain.label[k] = set;
  }
  return orderOf(chain, typesOfSet);
}
