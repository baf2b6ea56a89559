import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { InputError, validate } from '../input/index.js';

const versions = z.object({ bidlane: z.string(), node: z.string(), sumo: z.string() });

const manifestSchema = z.object({
  /** The scenario's name. */
  name: z.string(),
  /** The scenario with every default filled in. */
  scenario: z.json(),
  /** SHA-256 of the canonical scenario: results of another scenario have another. */
  scenarioDigest: z.string(),
  /** The text from which the random numbers of each replication follow, in order. */
  seeds: z.array(z.string()),
  versions,
  /** ISO 8601, of the first start. */
  startedAt: z.string(),
  /** ISO 8601; null while the run is not finished. */
  endedAt: z.string().nullable(),
});

/** What a run was: everything that is needed to do it again. Written as `manifest.json`. */
export type RunManifest = z.infer<typeof manifestSchema>;

/** Versions of the programs that made a result. */
export type Versions = z.infer<typeof versions>;

const measureSchema = z.object({
  name: z.string(),
  unit: z.string(),
  /** What the measure says, in one sentence. */
  documentation: z.string(),
  mean: z.number().nullable(),
  /** Ends of the interval; null with a single replication. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Standard deviation over the replications; null with a single one. */
  sd: z.number().nullable(),
  /** Number of replications that have the measure. */
  n: z.number().int(),
});

const summarySchema = z.object({
  name: z.string(),
  replications: z.number().int(),
  /** The same scenario and seed give the same digest. */
  digest: z.string(),
  /** Confidence level of the intervals. */
  level: z.number(),
  measures: z.array(measureSchema),
  /** What a reader should know: fallbacks, exclusions. */
  notes: z.array(z.string()),
});

/** A measure over the replications of a run. */
export type Measure = z.infer<typeof measureSchema>;

/** What came out of a run, in a few numbers. Written as `summary.json`. */
export type Summary = z.infer<typeof summarySchema>;

async function readDocument<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new InputError(path, 'cannot be read', 'a file of a results folder, as bidlane run writes', {
      cause: error,
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(path, 'is not JSON', 'a file as bidlane run writes it', { cause: error });
  }
  return validate(schema, value, `${path}: $`);
}

/**
 * Reads `manifest.json`.
 * @throws InputError when it is missing or not a manifest
 */
export async function readManifest(path: string): Promise<RunManifest> {
  return readDocument(path, manifestSchema);
}

/**
 * Reads `summary.json`.
 * @throws InputError when it is missing or not a summary
 */
export async function readSummary(path: string): Promise<Summary> {
  return readDocument(path, summarySchema);
}
