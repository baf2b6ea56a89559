import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../src/input/index.js';
import { finishedReplications } from '../../src/results/index.js';
import {
  partFolder,
  type ReplicationResult,
  readReplicationResult,
} from '../recording/replication-result.js';

/**
 * The result of a part that is there whole.
 * @returns undefined for a part that is missing, or that somebody has damaged
 */
export async function finishedPart(out: string, replication: number): Promise<ReplicationResult | undefined> {
  const folder = partFolder(out, replication);
  try {
    const result = await readReplicationResult(folder);
    if (result.replication !== replication) return undefined;
    for (const name of result.cosimulation?.tables ?? []) await access(join(folder, `${name}.parquet`));
    return result;
  } catch (error) {
    if (error instanceof InputError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What a results folder holds of a run. */
export interface PartsThere {
  /** The finished parts of those asked for, by number. */
  readonly finished: ReadonlyMap<number, ReplicationResult>;
  /** Parts that could not be used and were removed, ascending. */
  readonly removed: readonly number[];
}

/** Looks which of the replications 0 .. `asked` - 1 are there, and removes parts that are damaged. */
export async function partsThere(out: string, asked: number): Promise<PartsThere> {
  const finished = new Map<number, ReplicationResult>();
  const removed: number[] = [];
  for (const replication of await finishedReplications(out)) {
    if (replication >= asked) continue;
    const result = await finishedPart(out, replication);
    if (result !== undefined) {
      finished.set(replication, result);
    } else {
      await rm(partFolder(out, replication), { recursive: true, force: true });
      removed.push(replication);
    }
  }
  return { finished, removed };
}
