import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type InputError, RunError } from '../../src/input/index.js';

async function freeSpace(): Promise<string> {
  const space = await statfs(tmpdir()).catch(() => undefined);
  return space === undefined ? '' : ` (${((space.bavail * space.bsize) / 1e6).toFixed(1)} MB free)`;
}

/** What it means that the temporary folder cannot be used; other errors stay as they are. */
async function folderFault(error: unknown): Promise<unknown> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const right = 'free some space, or set TMPDIR to a folder that you may write to';
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new RunError(
      `${tmpdir()}: the disk of the temporary folder is full${await freeSpace()}: ${right}`,
      {
        cause: error,
      },
    );
  if (['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(code))
    return new RunError(
      `${tmpdir()}: the temporary folder ${code === 'ENOENT' ? 'does not exist' : `cannot be written (${code})`}: ${right}`,
      {
        cause: error,
      },
    );
  return error;
}

const host = (): string => hostname().replaceAll(/[^A-Za-z0-9]/g, '_') || 'host';
const pattern = /^bidlane-([A-Za-z0-9_]+)-(\d+)-\w{6}$/;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Removes the work folders that killed processes of this machine have left. */
export async function removeAbandonedWorkFolders(): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const owner = pattern.exec(name);
    if (owner === null || owner[1] !== host() || isRunning(Number(owner[2]))) continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Folders in use, for an end of the process that nobody waits for (a second Ctrl-C). */
const inUse = new Set<string>();
function removeAll(): void {
  for (const folder of inUse) rmSync(folder, { recursive: true, force: true });
}

/**
 * Gives the work a folder for files that nobody needs afterwards, and removes it whatever happens.
 * @throws RunError when the system's temporary folder is full or cannot be written
 */
export async function withWorkFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  let folder: string;
  try {
    folder = await mkdtemp(join(tmpdir(), `bidlane-${host()}-${process.pid}-`));
  } catch (error) {
    throw await folderFault(error);
  }
  if (inUse.size === 0) process.on('exit', removeAll);
  inUse.add(folder);
  try {
    return await work(folder);
  } catch (error) {
    throw await folderFault(error);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    inUse.delete(folder);
    if (inUse.size === 0) process.off('exit', removeAll);
  }
}

/** A file in a work folder that SUMO wrote and that cannot be read: what else than a full disk, or another kind of SUMO? */
export async function outputFault(round: string, error: InputError): Promise<RunError> {
  return new RunError(
    `${round}: SUMO ended well, but its output cannot be used (${error.what}): is the disk of ${tmpdir()} full${await freeSpace()}? Free some space, or set TMPDIR to another folder`,
    { cause: error },
  );
}
