import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { canonicalJson } from './canonical-json.js';
import {
  fsyncPath,
  makeFolder,
  removeLeftovers,
  temporaryName,
  track,
  untrack,
} from './internal/temporary.js';
import { writeFault } from './write-fault.js';

/**
 * Writes a file piece by piece so that its name never shows half of it: beside the name first, flushed to the disk, then renamed.
 * @param path of the file; missing folders are made
 * @param fill writes the content through the function that it is given
 * @throws InputError when the place cannot be written
 * @throws RunError when the disk is full; what was begun is removed
 */
export async function writeStreamAtomically(
  path: string,
  fill: (write: (piece: string | Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  const temporary = track(temporaryName(path));
  try {
    await makeFolder(dirname(path));
    const handle = await open(temporary, 'wx');
    try {
      // Of a FileHandle, writeFile goes on where the one before ended.
      await fill((piece) => handle.writeFile(piece));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    await fsyncPath(dirname(path));
  } catch (error) {
    const fault = await writeFault(path, error);
    await rm(temporary, { force: true }).catch(() => undefined);
    throw fault;
  } finally {
    untrack(temporary);
  }
}

/**
 * Writes a file so that its name never shows half of it; see {@link writeStreamAtomically}.
 * @param path of the file; missing folders are made
 * @throws InputError when the place cannot be written
 * @throws RunError when the disk is full; what was begun is removed
 */
export async function writeFileAtomically(path: string, data: string | Uint8Array): Promise<void> {
  await writeStreamAtomically(path, (write) => write(data));
}

/** Writes a value as JSON for people and programs (canonical, two spaces per level), atomically. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFileAtomically(path, `${canonicalJson(value, 2)}\n`);
}

/**
 * Makes a results folder ready: makes it and its `replications` folder, tries to write in them, and removes what killed
 * runs of this machine left half-written. To be called before the work, so that a wrong folder costs no time.
 * @returns the names of the leftovers that were removed
 * @throws InputError when the folder cannot be made or written
 * @throws RunError when the disk is full
 */
export async function prepareResultsFolder(folder: string): Promise<string[]> {
  const replications = `${folder}/replications`;
  const removed: string[] = [];
  for (const place of [folder, replications]) {
    const probe = temporaryName(`${place}/probe`);
    try {
      await makeFolder(place);
      const handle = await open(probe, 'wx');
      await handle.writeFile('x').finally(() => handle.close());
      await rm(probe);
      removed.push(...(await removeLeftovers(place)));
    } catch (error) {
      await rm(probe, { force: true }).catch(() => undefined);
      throw await writeFault(place, error);
    }
  }
  return removed;
}
