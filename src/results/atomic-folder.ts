import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  fsyncPath,
  makeFolder,
  removeLeftovers,
  temporaryName,
  track,
  untrack,
} from './internal/temporary.js';
import { writeFault } from './write-fault.js';

/** How a folder came to its name: written by this process, or already whole there (by another worker, say). */
export type CommitOutcome = 'written' | 'already-there';

async function flush(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await flush(path);
    else if (entry.isFile()) await fsyncPath(path);
  }
  await fsyncPath(folder);
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');
}

/**
 * A folder that is either there whole or not at all: its files are written under {@link path}, a hidden name beside the
 * final one, and {@link commit} renames it. Whatever ends the process before that leaves no folder of the final name.
 */
export class AtomicFolder {
  /** Where to write: exists, is empty. */
  readonly path: string;
  /** The name that the folder gets. */
  readonly target: string;

  private constructor(path: string, target: string) {
    this.path = path;
    this.target = target;
  }

  /**
   * Begins a folder, and removes what killed processes left beside it.
   * @param target the final name; missing parents are made
   * @throws InputError when the place cannot be written
   * @throws RunError when the disk is full
   */
  static async begin(target: string): Promise<AtomicFolder> {
    const path = temporaryName(target);
    try {
      await makeFolder(dirname(target));
      await removeLeftovers(dirname(target));
      await mkdir(track(path));
      return new AtomicFolder(path, target);
    } catch (error) {
      untrack(path);
      throw await writeFault(target, error);
    }
  }

  /**
   * Flushes all files to the disk and gives the folder its name.
   * @returns `already-there` when a folder of that name exists: it is kept, and this one is removed
   * @throws RunError when the disk is full; the folder is discarded
   */
  async commit(): Promise<CommitOutcome> {
    try {
      await flush(this.path);
      await rename(this.path, this.target);
      await fsyncPath(dirname(this.target));
      return 'written';
    } catch (error) {
      const fault = await writeFault(this.target, error);
      await this.discard();
      if (isTaken(error)) return 'already-there';
      throw fault;
    } finally {
      untrack(this.path);
    }
  }

  /** Removes the folder and all in it; nothing of it remains. */
  async discard(): Promise<void> {
    await rm(this.path, { recursive: true, force: true }).catch(() => undefined);
    untrack(this.path);
  }
}

/**
 * Writes a folder atomically: `write` fills the temporary folder that it is given; if it throws, nothing remains.
 * @throws what `write` throws; a full disk as RunError, a place that cannot be written as InputError
 */
export async function writeFolderAtomically(
  target: string,
  write: (temporary: string) => Promise<void>,
): Promise<CommitOutcome> {
  const folder = await AtomicFolder.begin(target);
  try {
    await write(folder.path);
  } catch (error) {
    const fault = await writeFault(target, error);
    await folder.discard();
    throw fault;
  }
  return folder.commit();
}
