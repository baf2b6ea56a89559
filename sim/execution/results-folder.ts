import { access, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, RunError } from '../../src/input/index.js';
import {
  finishedReplications,
  prepareResultsFolder,
  type RunManifest,
  readManifest,
} from '../../src/results/index.js';
import { lockFolder } from './folder-lock.js';
import { travelTimeFiles } from './kept-travel-times.js';

/** What a run says over all its parts. */
const statements = ['summary.json', 'report.html'];
/** What a run writes into its folder, in the order in which it is removed. */
const contents = ['manifest.json', ...statements, ...travelTimeFiles, 'replications'];

/** A results folder that this process has for itself. */
export interface ResultsFolder {
  readonly path: string;
  /** Whether it was made just now. */
  readonly isNew: boolean;
  /** The manifest of an earlier run of the same scenario; undefined without one. */
  readonly manifest: RunManifest | undefined;
  /** Removes what was said over the parts of an earlier run: it is not true of what comes. */
  invalidate(): Promise<void>;
  /** Lets others have it. */
  release(): Promise<void>;
}

/** What a folder is to a run: free, begun by the same scenario, or with results of something else. */
type Finding =
  | { readonly kind: 'free' | 'other' | 'other-without-parts' }
  | { readonly kind: 'same'; readonly manifest: RunManifest };

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') {
      throw new InputError(folder, 'is a file', 'a folder for the results, see --out', { cause: error });
    }
    throw error;
  }
}

/** Looks into a folder; whatever is not of a run is somebody's, and the folder is not touched. */
async function look(folder: string, scenarioDigest: string): Promise<Finding> {
  const names = await namesIn(folder);
  const foreign = names.filter((name) => !contents.includes(name) && !name.startsWith('.'));
  if (foreign.length > 0) {
    throw new InputError(
      folder,
      `holds ${foreign[0]}, which is not a result of a run`,
      'an empty or new folder, see --out',
    );
  }
  // The manifest goes first when results are removed: without it what is left cannot be taken for a run.
  if (!names.includes('manifest.json')) return { kind: 'free' };
  const manifest = await readManifest(join(folder, 'manifest.json')).catch((error: unknown) => {
    if (error instanceof InputError) return undefined;
    throw error;
  });
  if (manifest?.scenarioDigest === scenarioDigest) return { kind: 'same', manifest };
  return { kind: (await finishedReplications(folder)).length > 0 ? 'other' : 'other-without-parts' };
}

/** Removes the results in a folder and nothing else. */
async function clear(folder: string): Promise<void> {
  for (const name of contents) await rm(join(folder, name), { recursive: true, force: true });
  await prepareResultsFolder(folder);
}

/**
 * Takes a folder if it is free or of the same scenario.
 * @returns undefined when it holds, or gets, results of something else
 */
async function take(
  folder: string,
  scenarioDigest: string,
  fresh: boolean,
): Promise<ResultsFolder | undefined> {
  const isNew = !(await exists(folder));
  const before = await look(folder, scenarioDigest);
  if (before.kind === 'other') return undefined;
  await prepareResultsFolder(folder);
  const release = await lockFolder(folder).catch((error: unknown) => {
    if (error instanceof RunError && before.kind === 'other-without-parts') return undefined;
    throw error;
  });
  if (release === undefined) return undefined;
  try {
    // Another process may have been there between the look and the lock.
    const found = await look(folder, scenarioDigest);
    if (found.kind !== 'other') {
      const again = found.kind === 'same' && !fresh;
      if (!again) await clear(folder);
      const invalidate = async (): Promise<void> => {
        for (const name of statements) await rm(join(folder, name), { force: true });
      };
      return { path: folder, isNew, manifest: again ? found.manifest : undefined, invalidate, release };
    }
  } catch (error) {
    await release();
    throw error;
  }
  await release();
  return undefined;
}

/** The folder that a scenario gets when the one wanted holds results of another. */
export function besideFolder(wanted: string, scenarioDigest: string): string {
  return `${wanted}-${scenarioDigest.slice(0, 8)}`;
}

/**
 * Finds the folder for the results of a scenario, and takes it for this process: the one wanted, unless it holds results of another
 * scenario; then a folder of its own beside it. An earlier run of the same scenario is gone on with.
 * @param scenarioDigest over all that the results depend on but the number of replications
 * @param fresh removes what an earlier run of the same scenario has left
 * @throws InputError when the folder is a file, holds something else, or cannot be written
 * @throws RunError when another process is at work there
 */
export async function openResultsFolder(
  wanted: string,
  scenarioDigest: string,
  fresh: boolean,
): Promise<ResultsFolder> {
  const beside = besideFolder(wanted, scenarioDigest);
  for (const folder of [wanted, beside]) {
    const taken = await take(folder, scenarioDigest, fresh);
    if (taken !== undefined) return taken;
  }
  throw new InputError(
    beside,
    'holds results of another scenario, as does the folder beside it',
    'another folder, see --out',
  );
}

/** A run that ended before its first result leaves nothing behind, not even the folder, when it made it. */
export async function removeUnfinished({ path, isNew }: ResultsFolder): Promise<void> {
  await rm(join(path, 'summary.json'), { force: true });
  if ((await finishedReplications(path)).length > 0) return;
  for (const name of contents) {
    if (name !== 'replications') await rm(join(path, name), { force: true });
  }
  for (const place of [join(path, 'replications'), ...(isNew ? [path] : [])]) {
    await rmdir(place).catch(() => undefined);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
