import { existsSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** What this process is writing now, under its temporary name. */
const active = new Set<string>();
let count = 0;

const host = (): string => hostname().replaceAll(/[^A-Za-z0-9]/g, '_') || 'host';
const pattern = /^\..+\.tmp-([A-Za-z0-9_]+)-(\d+)-\d+$/;

/** The name beside `path` under which it is written: hidden, and unlike that of any other process on any machine. */
export function temporaryName(path: string): string {
  count++;
  return join(dirname(path), `.${basename(path)}.tmp-${host()}-${process.pid}-${count}`);
}

/** Marks a temporary as being written by this process; returns its path. */
export function track(path: string): string {
  active.add(path);
  return path;
}

/** Forgets a temporary that was renamed or removed. */
export function untrack(path: string): void {
  active.delete(path);
}

/** Removes, at once and synchronously, all that this process has begun and not finished: for the end by a signal. */
export function discardUnfinished(): void {
  for (const path of active) rmSync(path, { recursive: true, force: true });
  active.clear();
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Removes the temporaries that killed processes of this machine left in a folder. What a running process, or another
 * machine on a shared disk, is writing stays: nothing reads it before it has its final name.
 * @returns the names removed
 */
export async function removeLeftovers(folder: string): Promise<string[]> {
  const removed: string[] = [];
  for (const name of await readdir(folder)) {
    const match = pattern.exec(name);
    if (match === null || match[1] !== host()) continue;
    const path = join(folder, name);
    const pid = Number(match[2]);
    // A container starts each time with the same process ids: then a name with ours may be that of a killed run.
    const inUse = pid === process.pid ? active.has(path) : isRunning(pid);
    if (inUse) continue;
    await rm(path, { recursive: true, force: true });
    removed.push(name);
  }
  return removed.sort();
}

/**
 * Makes a folder and the missing ones above it, one by one: Node's own recursive `mkdir` never ends in a folder that refuses new
 * entries as "no such file" (`/proc`), and hides a read-only file system behind that code.
 * @throws what the system said
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    if (code !== 'ENOENT') throw error;
    const parent = dirname(resolve(path));
    if (!existsSync(parent)) {
      await makeFolder(parent);
      await makeFolder(path);
      return;
    }
    // Somebody else may have made the parent just now; a folder that refuses new entries does so again.
    await mkdir(path).catch(async (again: unknown) => {
      if (!(await isFolder(path))) throw again;
    });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** A path as the person knows it, without temporary names. */
export function finalPath(path: string): string {
  return path.replaceAll(/(^|[/\\])\.([^/\\]+)\.tmp-[A-Za-z0-9_]+-\d+-\d+/g, '$1$2');
}

/** Waits until a file or folder is on the disk itself. */
export async function fsyncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
