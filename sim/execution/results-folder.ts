import { access, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../src/input/index.js';
import { finishedReplications } from '../../src/results/index.js';

/** What a run writes into its folder, in the order in which it is removed. */
const contents = ['manifest.json', 'summary.json', 'report.html', 'replications'];

/** Results of an earlier run in the folder give way; anything else in it is somebody's and is not touched. */
export async function clearFolder(folder: string): Promise<void> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') {
      throw new InputError(folder, 'is a file', 'a folder for the results, see --out', { cause: error });
    }
    throw error;
  }
  const foreign = names.filter((name) => !contents.includes(name) && !name.startsWith('.'));
  if (foreign.length > 0) {
    throw new InputError(
      folder,
      `holds ${foreign[0]}, which is not a result of a run`,
      'an empty or new folder, see --out',
    );
  }
  // The manifest goes first: without it what is left cannot be taken for a run.
  for (const name of contents) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** A run that ended before its first result leaves nothing behind, not even the folder, when it made it. */
export async function removeUnfinished(folder: string, isNew: boolean): Promise<void> {
  await rm(join(folder, 'summary.json'), { force: true });
  if ((await finishedReplications(folder)).length > 0) return;
  for (const file of ['manifest.json', 'report.html']) await rm(join(folder, file), { force: true });
  for (const place of [join(folder, 'replications'), ...(isNew ? [folder] : [])]) {
    await rmdir(place).catch(() => undefined);
  }
}

/** Whether something is at a path. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
