import { InputError } from '../input/index.js';
import type { AgePolicy } from './age-policy.js';
import { checkProblem } from './recruitment-problem.js';
import type { VehicleType } from './vehicle-type.js';

/**
 * A point of interest whose arrivals depend on a phase that the company sees, such as the slot of a signal cycle: after a red
 * light vehicles come in platoons, and between platoons nobody comes. Beyond enter, whose arrivals are alike in every slot.
 */
export interface PhaseProblem {
  /** By phase: all types, as they are in a slot of that phase. The same types in the same order in every phase. */
  readonly phases: readonly (readonly VehicleType[])[];
  /** `transitions[i][j]` is the probability that phase j follows phase i; the phases come in turn when left out. */
  readonly transitions?: readonly (readonly number[])[];
  readonly beta: number;
  readonly epsilon?: number;
}

/** By phase, from which age on whom to recruit. */
export type PhasePolicy = readonly AgePolicy[];

/** Where a phase can lead, without the impossible. */
export interface PhaseSuccessors {
  readonly phase: readonly number[];
  readonly probability: readonly number[];
}

/** The successors of all phases. */
export function successorsOf(problem: PhaseProblem): PhaseSuccessors[] {
  const { phases, transitions } = problem;
  if (transitions === undefined)
    return phases.map((_, i) => ({ phase: [(i + 1) % phases.length], probability: [1] }));
  return transitions.map((row) => {
    const phase = [...row.keys()].filter((j) => row[j] > 0);
    return { phase, probability: phase.map((j) => row[j]) };
  });
}

/**
 * Checks the numbers of a problem with phases.
 * @param root how paths in messages begin
 * @throws InputError at the first fault
 */
export function checkPhaseProblem(problem: PhaseProblem, root = '$'): void {
  const { phases, transitions, beta, epsilon } = problem;
  if (phases.length === 0) throw new InputError(`${root}.phases`, 'is empty', 'at least one phase');
  checkProblem({ types: [], beta, ...(epsilon === undefined ? {} : { epsilon }) }, root);
  for (const [i, types] of phases.entries()) {
    if (types.length !== phases[0].length)
      throw new InputError(
        `${root}.phases[${i}]`,
        `has ${types.length} types`,
        `${phases[0].length}, as the first phase has`,
      );
    checkProblem({ types, beta }, `${root}.phases[${i}]`);
  }
  if (transitions === undefined) return;
  if (transitions.length !== phases.length)
    throw new InputError(
      `${root}.transitions`,
      `has ${transitions.length} rows`,
      `one for each of the ${phases.length} phases`,
    );
  for (const [i, row] of transitions.entries()) {
    const sum = row.reduce((a, b) => a + b, 0);
    const right = row.length === phases.length && row.every((p) => p >= 0) && Math.abs(sum - 1) < 1e-9;
    if (!right)
      throw new InputError(
        `${root}.transitions[${i}]`,
        `is ${JSON.stringify(row)}`,
        `${phases.length} probabilities that sum to 1`,
      );
  }
}
