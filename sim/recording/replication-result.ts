import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError, validate } from '../../src/input/index.js';
import { canonicalJson } from '../../src/results/index.js';

const count = z.int().min(0);
const list = <S extends z.ZodType>(schema: S) => z.array(schema).readonly();

const measuredValue = z.object({
  name: z.string(),
  unit: z.string(),
  /** What the measure says, in one sentence. */
  documentation: z.string(),
  /** Null where the replication cannot have it (no winner, say). */
  value: z.number().nullable(),
});

const cosimulation = z.object({
  /** Names of the tables beside this file. */
  tables: list(z.string()),
  /** Vehicles on the road, at about 200 moments. */
  running: z.object({ time: list(z.number()), vehicles: list(z.number()) }),
  /** By service: what its part of the report is made of. */
  services: z.record(z.string(), z.unknown()),
});

const replicationResult = z.object({
  replication: count,
  /** SHA-256 over the content of the tables. */
  digest: z.string(),
  measures: list(measuredValue),
  /** What the report shows of a co-simulation; null for a part of another kind. */
  cosimulation: cosimulation.nullable(),
});

/** A measure of one replication. */
export type MeasuredValue = z.infer<typeof measuredValue>;
/** What the report shows of one co-simulation. */
export type CosimulationResult = z.infer<typeof cosimulation>;
/**
 * What is left of a replication: plain JSON, from which summary, digest and report are made. Written as `replication.json` beside the
 * tables, so that a part read back counts the same as one just computed.
 */
export type ReplicationResult = z.infer<typeof replicationResult>;

/** The name of the file in a part's folder. */
export const resultFile = 'replication.json';

/** The folder of a part. */
export function partFolder(out: string, replication: number): string {
  return join(out, 'replications', String(replication));
}

/** A result as it reads back from its file: without -0, and with `null` for what is not finite. */
export function asWritten(result: ReplicationResult): ReplicationResult {
  return replicationResult.parse(JSON.parse(canonicalJson(result)));
}

/**
 * Reads the result of a finished part.
 * @param folder of the part
 * @throws InputError when it is missing or damaged
 */
export async function readReplicationResult(folder: string): Promise<ReplicationResult> {
  const path = join(folder, resultFile);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const what = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new InputError(path, what, 'a file of a finished replication, as bidlane run writes it', {
      cause: error,
    });
  }
  return validate(replicationResult, value, `${path}: $`);
}
