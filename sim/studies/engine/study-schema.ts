import { z } from 'zod';

const setting = z.union([z.string(), z.number(), z.boolean()]);
const settings = z.record(z.string(), setting);
const text = z.string().min(1);
const count = z.int().positive();
const finite = z.number();

const measure = z.strictObject({
  label: text.describe('as it stands on axes and in tables'),
  unit: z.string().optional().describe('unit, such as s; left out for what has none'),
  timed: z.boolean().optional().describe('read from a clock, so no part of the digest'),
});

const vary = z.record(z.string(), z.union([setting, z.array(setting).min(1)]));
const replications = z.union([count, z.literal('exact')]);

const common = { measure: text.optional(), at: settings.optional() };
const expectation = z.union([
  z.strictObject({ higher: text, than: z.union([text, finite]), by: finite.optional(), ...common }),
  z.strictObject({ lower: text, than: z.union([text, finite]), by: finite.optional(), ...common }),
  z.strictObject({ close: text, to: z.union([text, finite]), within: finite.optional(), ...common }),
  z.strictObject({ rises: text, along: text, ...common }),
  z.strictObject({ falls: text, along: text, ...common }),
  z.strictObject({
    series: text,
    along: text,
    values: z.array(finite).min(1),
    within: finite.optional(),
    ...common,
  }),
]);

const judge = z.custom<(results: never) => unknown>((value) => typeof value === 'function', 'a function');
const paper = z.string().optional().describe('what the paper says, in short');
const yamlClaim = z.strictObject({ claim: text, paper, expect: expectation });
const moduleClaim = z.strictObject({
  claim: text,
  paper,
  expect: expectation.optional(),
  judge: judge.optional(),
});

const chart = z.strictObject({
  title: text.optional(),
  x: text.describe('the swept parameter on the horizontal axis'),
  y: text
    .optional()
    .describe('a swept parameter on the vertical axis: a map of the series with the largest value'),
  measure: text,
  series: z.array(text).min(1).optional(),
  by: text.optional().describe('a second parameter: a line for each of its values'),
  at: settings.optional(),
  scale: z.enum(['linear', 'log']).optional().describe('scale of the vertical axis; default linear'),
  caption: z.string().optional(),
});

const shape = {
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, { message: 'letters, digits, dots, dashes and underscores only' })
    .describe('name of the study and of its results folder'),
  title: text,
  source: z
    .strictObject({ paper: text, figure: text.optional(), says: text.optional() })
    .optional()
    .describe('what is reproduced'),
  description: z.string().optional().describe('one to three sentences on the set-up'),
  scenario: text.optional().describe('base scenario, path relative to this file'),
  with: settings.optional().describe('settings of the base scenario by path'),
  vary: vary.optional().describe('swept settings by path: a list of values, or a range such as 10..100:10'),
  points: z.array(settings).min(1).optional().describe('the points one by one, in place of vary'),
  parameters: z.record(z.string(), measure).optional().describe('labels and units of swept parameters'),
  series: z.union([z.array(text).min(1), z.record(z.string(), settings)]).optional(),
  replications: replications.optional().describe('replications per point; default 30'),
  statistic: z
    .enum(['mean', 'median'])
    .optional()
    .describe('what stands for the replications of a point; default mean'),
  resampled: z
    .boolean()
    .optional()
    .describe('replications after the first are bootstrap resamples of its data and give its interval'),
  until: z
    .strictObject({
      measure: text,
      relative: z.number().positive().optional(),
      absolute: z.number().positive().optional(),
      most: count.optional(),
    })
    .refine((u) => (u.relative === undefined) !== (u.absolute === undefined), {
      message: 'with one of relative and absolute',
    })
    .optional(),
  quick: z
    .strictObject({
      replications: replications.optional(),
      vary: vary.optional(),
      points: z.array(settings).min(1).optional(),
      with: settings.optional(),
    })
    .optional(),
  seed: z.int().nonnegative().optional(),
  measures: z.union([z.array(text).min(1), z.record(z.string(), measure)]),
  charts: z.array(chart).optional(),
};

/** A study as YAML: everything but functions, so always a co-simulation. */
export const yamlStudySchema = z
  .strictObject({ ...shape, scenario: text, claims: z.array(yamlClaim).optional() })
  .describe('Bidlane study');

const someFunction = z.custom<() => unknown>((value) => typeof value === 'function', 'a function');

/** A study as a module exports it. */
export const moduleStudySchema = z.strictObject({
  ...shape,
  claims: z.array(moduleClaim).optional(),
  inMemoryRun: text.optional(),
  prepare: someFunction.optional(),
  compute: someFunction.optional(),
  pictures: someFunction.optional(),
});
