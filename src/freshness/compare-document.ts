import { z } from 'zod';
import { validate } from '../input/index.js';
import { auction, draim, myopic, zeroWait } from './baselines.js';
import { arrivalAware, clairvoyantBound, type InformedValue } from './informed-bounds.js';
import { type Nullable, nullInfinities, partsOf, problemShape } from './internal/problem-schema.js';
import type { ValuedPolicy } from './policy-evaluation.js';
import { solveRecruitment } from './recruitment-solution.js';
import { bestConstantSet, bestSingleSet, type SingleSetPolicy } from './single-set.js';

const schema = z.strictObject({ ...problemShape, baselines: z.enum(['paper', 'all']).default('paper') });

/** The answer of `bidlane recruit compare`. */
export interface CompareAnswer {
  readonly enter: ValuedPolicy;
  readonly zeroWait: ValuedPolicy;
  readonly draim: ValuedPolicy;
  readonly auction: ValuedPolicy;
  readonly myopic: ValuedPolicy;
  readonly constantSet?: SingleSetPolicy;
  readonly singleSet?: SingleSetPolicy;
  readonly arrivalAware?: InformedValue;
  readonly clairvoyant?: InformedValue;
}

/**
 * Compares the optimal policy with the baselines on a JSON document as `recruitSolveDocument` takes it, all valued with the
 * true parameters. With `baselines: "all"` the best constant set, the best single set with a threshold and what better
 * informed companies would earn are added.
 * @param path how JSON paths in messages begin
 * @throws InputError with the JSON path of the first fault
 */
export function recruitCompareDocument(value: unknown, path = '$'): Nullable<CompareAnswer> {
  const document = validate(schema, value, path);
  const { problem, options } = partsOf(document, path);
  const { payoff, averageAge, averageCost, policy } = solveRecruitment(problem, { ...options, where: path });
  const answer: CompareAnswer = {
    enter: { payoff, averageAge, averageCost, policy },
    zeroWait: zeroWait(problem),
    draim: draim(problem),
    auction: auction(problem),
    myopic: myopic(problem),
  };
  if (document.baselines === 'paper') return nullInfinities(answer);
  return nullInfinities({
    ...answer,
    constantSet: bestConstantSet(problem),
    singleSet: bestSingleSet(problem),
    arrivalAware: arrivalAware(problem, path),
    clairvoyant: clairvoyantBound(problem),
  });
}
