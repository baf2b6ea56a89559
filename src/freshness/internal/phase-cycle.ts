import type { PhaseSuccessors } from '../phase-problem.js';
import type { SetReport } from '../recruitment-problem.js';
import { solveLinear } from './linear-system.js';

/** Columns of what a cycle that is in a state still brings until the next update, expected. */
export const column = { charge: 0, slots: 1, age: 2, payment: 3, squaredAge: 4, landing: 5 } as const;

/** Charges and phases of a chain of (age, phase). */
export interface PhaseChain {
  readonly successors: readonly PhaseSuccessors[];
  readonly ageCharge: number;
  readonly paymentCharge: number;
}

/** Expected rows at age `from` by phase, `column` by `column`; `landing + j` is the chance that the next age 1 is in phase j. */
export type PhaseRows = Float64Array[];

/** What a slot in which `rows` follow brings: M rows, M = diag(P) T. */
function ahead(chain: PhaseChain, last: readonly SetReport[], rows: PhaseRows, width: number): PhaseRows {
  return chain.successors.map(({ phase, probability }, i) => {
    const row = new Float64Array(width);
    for (const [n, j] of phase.entries())
      for (let c = 0; c < width; c++) row[c] += last[i].miss * probability[n] * rows[j][c];
    return row;
  });
}

/**
 * The rows at an age when one action per phase is taken from there on: quadratic polynomials of the age, whose coefficients
 * solve (I - M) X = right sides.
 * @returns a function of the age, or undefined when the map is never renewed from some phase on
 */
export function phaseTail(
  chain: PhaseChain,
  last: readonly SetReport[],
): ((age: number) => PhaseRows) | undefined {
  const count = last.length;
  const width = column.landing + count;
  const matrix = (): Float64Array[] =>
    chain.successors.map(({ phase, probability }, i) => {
      const row = new Float64Array(count);
      row[i] = 1;
      for (const [n, j] of phase.entries()) row[j] -= last[i].miss * probability[n];
      return row;
    });
  const { ageCharge, paymentCharge } = chain;
  const fill = (entries: (i: number) => Readonly<Record<number, number>>): PhaseRows =>
    last.map((_, i) => {
      const row = new Float64Array(width);
      for (const [c, value] of Object.entries(entries(i))) row[Number(c)] = value;
      return row;
    });
  const add = (a: PhaseRows, ...others: readonly PhaseRows[]): PhaseRows =>
    a.map((row, i) => row.map((value, c) => others.reduce((sum, other) => sum + other[i][c], value)));
  // A slot charges (s + 1)^2 = s^2 + 2 s + 1 with P, and 1 with Q; its own age counts as s and s^2.
  const square = fill((i) => ({ [column.charge]: ageCharge * last[i].miss, [column.squaredAge]: 1 }));
  if (!solveLinear(matrix(), square)) return undefined;
  const linear = add(
    fill((i) => ({ [column.charge]: 2 * ageCharge * last[i].miss, [column.age]: 1 })),
    ahead(chain, last, square, width).map((row) => row.map((value) => 2 * value)),
  );
  solveLinear(matrix(), linear);
  const constant = add(
    fill((i) => ({
      [column.charge]: ageCharge + paymentCharge * last[i].payment,
      [column.slots]: 1,
      [column.payment]: last[i].payment,
    })),
    ahead(chain, last, add(square, linear), width),
  );
  for (const [i, { phase, probability }] of chain.successors.entries())
    for (const [n, j] of phase.entries()) constant[i][column.landing + j] += last[i].success * probability[n];
  solveLinear(matrix(), constant);
  if (constant.some((row) => !(row[column.slots] > 0 && row[column.slots] < 1e15))) return undefined;
  return (age) =>
    constant.map((row, i) => row.map((value, c) => value + age * (linear[i][c] + age * square[i][c])));
}

/** The rows at an age, from those at the next age and the action of each phase. */
export function phaseStep(
  chain: PhaseChain,
  age: number,
  actions: readonly SetReport[],
  next: PhaseRows,
): PhaseRows {
  const width = next[0].length;
  const rows = ahead(chain, actions, next, width);
  for (const [i, row] of rows.entries()) {
    const { success, miss, payment } = actions[i];
    row[column.charge] +=
      chain.ageCharge * (success + miss * (age + 1) * (age + 1)) + chain.paymentCharge * payment;
    row[column.slots] += 1;
    row[column.age] += age;
    row[column.squaredAge] += age * age;
    row[column.payment] += payment;
    const { phase, probability } = chain.successors[i];
    for (const [n, j] of phase.entries()) row[column.landing + j] += success * probability[n];
  }
  return rows;
}

/** Gain and relative values of age 1 by phase (the first is 0), from the rows at age 1: v = charge + landing v - gain slots. */
export function phaseGain(rows: PhaseRows): { readonly gain: number; readonly values: Float64Array } {
  const count = rows.length;
  const matrix = rows.map((row, i) => {
    const equation = new Float64Array(count);
    equation[0] = row[column.slots];
    for (let j = 1; j < count; j++) equation[j] = (i === j ? 1 : 0) - row[column.landing + j];
    return equation;
  });
  const right = rows.map((row) => Float64Array.of(row[column.charge]));
  solveLinear(matrix, right);
  const values = Float64Array.from(right, ([value]) => value);
  const gain = values[0];
  values[0] = 0;
  return { gain, values };
}

/** The share of cycles that begin in each phase: m = m landing, summing to 1. */
export function cycleShares(rows: PhaseRows): Float64Array {
  const count = rows.length;
  const matrix = rows.map((_, j) => {
    const equation = new Float64Array(count);
    for (let i = 0; i < count; i++)
      equation[i] = j === 0 ? 1 : (i === j ? 1 : 0) - rows[i][column.landing + j];
    return equation;
  });
  const right = rows.map((_, j) => Float64Array.of(j === 0 ? 1 : 0));
  solveLinear(matrix, right);
  return Float64Array.from(right, ([share]) => share);
}
