import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { RunError } from '../../src/input/index.js';
import { temporaryName, writeFault } from '../../src/results/index.js';

/** The name of the lock in a results folder. */
export const lockFile = '.lock';

const ownerSchema = z.object({
  pid: z.int(),
  host: z.string(),
  /** When the process began, as the kernel counts it: another process of the same number began at another time. */
  began: z.string().nullable(),
});
type Owner = z.infer<typeof ownerSchema>;

interface Process {
  readonly began: string;
  readonly isOver: boolean;
}

/** What Linux says of a process; undefined where there is none, or where the system does not tell. */
async function processOf(pid: number): Promise<Process | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name, in brackets, may hold spaces and brackets itself.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 20) return undefined;
  return { began: fields[19], isOver: 'ZX'.includes(fields[0]) };
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether the owner may still write. Of another machine nobody here knows. */
async function isAlive({ pid, host, began }: Owner): Promise<boolean> {
  if (host !== hostname()) return true;
  if (!answersSignals(pid)) return false;
  const now = await processOf(pid);
  if (now === undefined) return true;
  return !now.isOver && (began === null || now.began === began);
}

async function ownerOf(lock: string): Promise<{ text: string; owner: Owner | undefined } | undefined> {
  const text = await readFile(lock, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return { text, owner: ownerSchema.parse(JSON.parse(text)) };
  } catch {
    return { text, owner: undefined };
  }
}

/** Makes the lock appear with its content at once; false when there is one. */
async function create(lock: string, text: string): Promise<boolean> {
  const temporary = temporaryName(lock);
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await link(temporary, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw await writeFault(lock, error);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Takes a dead owner's lock out of the way. Of several who try one succeeds, and nobody removes the lock of a living one. */
async function removeStale(lock: string, text: string): Promise<void> {
  const aside = temporaryName(lock);
  try {
    await rename(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // Somebody else was quicker, and this is already the new lock: back with it.
  if ((await readFile(aside, 'utf8')) !== text) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
}

function inUse(folder: string, lock: string, owner: Owner | undefined): RunError {
  const end = 'wait for it, or choose another folder with --out';
  if (owner === undefined)
    return new RunError(`${folder}: is locked by ${basename(lock)}, which nobody can read: remove that file`);
  const { pid, host } = owner;
  if (host === hostname())
    return new RunError(`${folder}: process ${pid} is writing its results there: ${end}`);
  return new RunError(
    `${folder}: process ${pid} on ${host} is writing its results there: ${end}; if it is over, remove ${lock}`,
  );
}

/**
 * Takes a results folder for this process alone. The lock of a process that is no more is taken over.
 * @param folder exists
 * @returns what gives it free again
 * @throws RunError that names the process which has it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const lock = join(folder, lockFile);
  const began = (await processOf(process.pid))?.began ?? null;
  const text = JSON.stringify({ pid: process.pid, host: hostname(), began } satisfies Owner);
  while (!(await create(lock, text))) {
    const there = await ownerOf(lock);
    if (there === undefined) continue;
    if (there.owner === undefined || (await isAlive(there.owner))) throw inUse(folder, lock, there.owner);
    await removeStale(lock, there.text);
  }
  return async () => {
    if ((await ownerOf(lock))?.text === text) await rm(lock, { force: true });
  };
}
