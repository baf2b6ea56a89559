import { z } from 'zod';
import { validate } from '../input/index.js';
import { RandomStreams } from '../random/index.js';
import { type AgePolicy, checkPolicy } from './age-policy.js';
import { type Nullable, nullInfinities, partsOf, problemShape } from './internal/problem-schema.js';
import { evaluatePolicy, type PolicyValue } from './policy-evaluation.js';
import { type SimulatedValue, simulatePolicy } from './policy-simulation.js';
import { solveRecruitment } from './recruitment-solution.js';

const whole = z.int().min(0);
const schema = z.strictObject({
  ...problemShape,
  policy: z.array(z.strictObject({ fromAge: whole, recruit: z.array(whole) })).optional(),
  slots: z.int().min(1).default(100_000),
  seed: z.union([z.number(), z.string()]).default(1),
});

/** The answer of `bidlane recruit simulate`. */
export interface SimulateAnswer {
  readonly policy: AgePolicy;
  /** In closed form. */
  readonly predicted: PolicyValue;
  /** As it was played. */
  readonly realised: SimulatedValue;
}

/**
 * Plays a policy on a JSON document as `recruitSolveDocument` takes it, with optionally `policy` (default the optimal one),
 * `slots` (default 100000) and `seed` (default 1).
 * @param path how JSON paths in messages begin
 * @throws InputError with the JSON path of the first fault
 */
export function recruitSimulateDocument(value: unknown, path = '$'): Nullable<SimulateAnswer> {
  const document = validate(schema, value, path);
  const { problem, options } = partsOf(document, path);
  if (document.policy !== undefined) checkPolicy(document.policy, problem.types.length, `${path}.policy`);
  const policy = document.policy ?? solveRecruitment(problem, { ...options, where: path }).policy;
  const { payoff, averageAge, averageCost } = evaluatePolicy(problem, policy);
  const stream = new RandomStreams(document.seed).stream('recruit/simulate');
  const realised = simulatePolicy(problem, policy, () => stream.next(), document.slots);
  return nullInfinities({ policy, predicted: { payoff, averageAge, averageCost }, realised });
}
