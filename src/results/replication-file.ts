import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError, validate } from '../input/index.js';

const measureValue = z.looseObject({
  name: z.string(),
  unit: z.string().default(''),
  documentation: z.string().default(''),
  /** Null for a measure that the replication cannot have. */
  value: z.number().nullable(),
  /** Which way the measure is better; absent for one that only changes. */
  better: z.enum(['higher', 'lower']).optional(),
});

const replicationFile = z.looseObject({
  replication: z.int().nonnegative(),
  measures: z.array(measureValue),
});

/** A measure of one replication. */
export type MeasureValue = z.infer<typeof measureValue>;

/**
 * Reads the measures of a replication from its `replication.json`.
 * @param folder the results folder
 * @returns undefined where the replication has no such file
 * @throws InputError when the file is there and wrong
 */
export async function readReplicationMeasures(
  folder: string,
  replication: number,
): Promise<MeasureValue[] | undefined> {
  const path = join(folder, 'replications', String(replication), 'replication.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(path, 'is not JSON', 'a file as bidlane run writes it', { cause: error });
  }
  return validate(replicationFile, value, `${path}: $`).measures;
}
