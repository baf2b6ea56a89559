import { z } from 'zod';
import { checkProblem, type RecruitmentProblem } from '../recruitment-problem.js';
import type { SolveOptions } from '../recruitment-solution.js';

const amount = z.number().min(0);
const probability = z.number().min(0).max(1);

/** A vehicle type in a JSON document. */
export const typeSchema = z.union([
  z.strictObject({ arrival: probability, cost: amount, capability: probability }),
  z.strictObject({ success: probability, payment: amount }),
  z.strictObject({ rate: amount, cost: amount, capability: probability }),
  z.strictObject({ counts: z.array(probability).min(1), cost: amount, capability: probability }),
]);

/** What all documents of recruitment share: the problem, and how to solve it. */
export const problemShape = {
  types: z.array(typeSchema),
  beta: probability,
  epsilon: amount.default(1),
  solver: z.enum(['exact', 'rvi', 'srvi', 'bound-rvi']).default('exact'),
  states: z.int().min(1).max(4_000_000).default(1000),
  tolerance: z.number().gt(0).default(1e-10),
  aperiodicity: z.number().gt(0).max(1).default(0.5),
};

/** A parsed document. */
export type ProblemDocument = RecruitmentProblem & Omit<SolveOptions, 'mostActions'>;

/** Parts a parsed document into the checked problem and the options of its solver. */
export function partsOf(
  document: ProblemDocument,
  path: string,
): { readonly problem: RecruitmentProblem; readonly options: SolveOptions } {
  const { types, beta, epsilon, solver, states, tolerance, aperiodicity } = document;
  const problem = { types, beta, epsilon };
  checkProblem(problem, path);
  return { problem, options: { solver, states, tolerance, aperiodicity } };
}

/** JSON has no infinities: they become null. */
export type Nullable<T> = T extends number
  ? number | null
  : T extends readonly (infer E)[]
    ? readonly Nullable<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Nullable<T[K]> }
      : T;

function nulled(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(nulled);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nulled(inner)]));
  return value;
}

/** Writes infinities as null. */
export function nullInfinities<T>(value: T): Nullable<T> {
  return nulled(value) as Nullable<T>;
}
