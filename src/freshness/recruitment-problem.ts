import { InputError, jsonPath, show } from '../input/index.js';
import { checkType, reportOf, type VehicleType } from './vehicle-type.js';

/**
 * Keeping the map of one point of interest fresh (enter, section III). The age of the map starts at 1; in every slot a set of
 * types is recruited, a qualified report sets the age of the next slot to 1, otherwise it grows by 1. A slot is charged
 * beta epsilon (next age)^2 + (1 - beta) (payments), and the payoff is minus the long-run average of that charge.
 */
export interface RecruitmentProblem {
  /** Numbered from 0 in the order given. */
  readonly types: readonly VehicleType[];
  /** Weight of freshness against payments, in [0, 1]. */
  readonly beta: number;
  /** Worth of one squared slot of age; 1 when left out. */
  readonly epsilon?: number;
}

/** (x, e) of all types in columns. */
export interface Reports {
  /** x by type: the probability of at least one qualified report in a slot. */
  readonly success: Float64Array;
  /** e by type: the expected payment in a slot. */
  readonly payment: Float64Array;
}

/** What recruiting a set of types does in a slot. */
export interface SetReport {
  /** Q, the probability of at least one qualified report (enter, eq. (2)). */
  readonly success: number;
  /** 1 - Q, kept apart because Q close to 1 has lost it. */
  readonly miss: number;
  /** E, the expected payment (enter, eq. (4)). */
  readonly payment: number;
}

/** (x, e) of all types in columns. */
export function reportsOf(types: readonly VehicleType[]): Reports {
  const success = new Float64Array(types.length);
  const payment = new Float64Array(types.length);
  for (const [n, type] of types.entries()) {
    const report = reportOf(type);
    success[n] = report.success;
    payment[n] = report.payment;
  }
  return { success, payment };
}

/** Q and E of a set of types, enter eq. (2) and (4), for independent types. */
export function setReport(reports: Reports, recruit: readonly number[]): SetReport {
  let success = 0;
  let miss = 1;
  let payment = 0;
  for (const n of recruit) {
    success += reports.success[n] * miss;
    miss *= 1 - reports.success[n];
    payment += reports.payment[n];
  }
  return { success, miss, payment };
}

/** beta epsilon, the charge for a squared slot of age, and 1 - beta, the charge for a unit of payment. */
export function chargesOf(problem: RecruitmentProblem): { readonly age: number; readonly payment: number } {
  return { age: problem.beta * (problem.epsilon ?? 1), payment: 1 - problem.beta };
}

/**
 * Checks the numbers of a problem.
 * @param root how paths in messages begin
 * @throws InputError at the first fault
 */
export function checkProblem(problem: RecruitmentProblem, root = '$'): void {
  const { beta, epsilon = 1 } = problem;
  if (!(beta >= 0 && beta <= 1))
    throw new InputError(jsonPath(['beta'], root), `is ${show(beta)}`, 'a weight from 0 to 1');
  if (!(epsilon >= 0 && epsilon < Infinity))
    throw new InputError(jsonPath(['epsilon'], root), `is ${show(epsilon)}`, 'a number of at least 0');
  for (const [n, type] of problem.types.entries()) checkType(type, `${root}.types[${n}]`);
}
