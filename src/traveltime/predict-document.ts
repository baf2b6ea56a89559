import { z } from 'zod';
import { InputError, jsonPath, validate } from '../input/index.js';
import { pathOfTable } from './trip-path.js';
import { predictTrip } from './trip-predictor.js';

const normal = z.tuple([z.number().nonnegative(), z.number().nonnegative()]);

/** The input of `bidlane travel-time predict`. */
export const travelTimePredictInput = z.strictObject({
  slotLength: z.number().positive(),
  links: z.array(z.array(normal).min(1)).min(1),
  firstLinkFraction: z.number().min(0).max(1).default(1),
  departure: z.number().nonnegative().default(0),
  tasks: z.array(
    z.strictObject({
      linkFractions: z.array(z.number().min(0).max(1)),
      processingTime: z.number().nonnegative().default(0),
    }),
  ),
  boundaries: z.array(z.number().positive()).min(1),
  estimator: z.enum(['paper', 'mixture', 'coupled', 'grid']).default('coupled'),
});

/** The output of `bidlane travel-time predict`: times in s, probabilities per subinterval, slots per link. */
export interface TravelTimePredictOutput {
  readonly tasks: readonly {
    readonly mean: number;
    readonly sd: number;
    readonly completion: readonly number[];
    readonly late: number;
  }[];
  readonly slotProbabilities: readonly (readonly number[])[];
}

/**
 * Trip times and completion probabilities as a JSON document.
 * @param value `{slotLength, links: [[[mean, sd] per slot] per link], firstLinkFraction, departure, tasks: [{linkFractions,
 * processingTime}], boundaries: [T_1 .. T_K], estimator}`; times in s
 * @param path how the path of a fault begins
 * @throws InputError with the JSON path of the first thing wrong
 */
export function travelTimePredictDocument(value: unknown, path = '$'): TravelTimePredictOutput {
  const input = validate(travelTimePredictInput, value, path);
  const { links, tasks, boundaries } = input;
  const wrong = (at: (string | number)[], what: string, right: string): InputError =>
    new InputError(jsonPath(at, path), what, right);
  const slots = links[0].length;
  for (const [n, row] of links.entries()) {
    if (row.length !== slots) {
      throw wrong(['links', n], `has ${row.length} slots`, `${slots} slots, as the first link has`);
    }
  }
  for (const [j, task] of tasks.entries()) {
    if (task.linkFractions.length !== links.length) {
      const what = `has ${task.linkFractions.length} fractions`;
      throw wrong(['tasks', j, 'linkFractions'], what, `one per link of the path, ${links.length}`);
    }
  }
  for (let k = 1; k < boundaries.length; k++) {
    if (boundaries[k] <= boundaries[k - 1]) {
      throw wrong(
        ['boundaries', k],
        `is ${boundaries[k]}`,
        `a time after the boundary before it, ${boundaries[k - 1]}`,
      );
    }
  }
  const trip = pathOfTable(links, input.slotLength, input.firstLinkFraction, input.departure);
  const prediction = predictTrip(trip, tasks, boundaries, input.estimator);
  return {
    tasks: prediction.tasks.map(({ mean, sd, completion, late }) => ({
      mean,
      sd,
      completion: [...completion],
      late,
    })),
    slotProbabilities: links.map((_, n) => [
      ...prediction.slotProbabilities.subarray(n * slots, (n + 1) * slots),
    ]),
  };
}
