import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';

const me = (): string => `${hostname()} ${process.pid}`;

/** Claims that this process holds. */
const held = new Set<string>();
let count = 0;

/** Whether the process that wrote a claim is gone; one of another machine cannot be asked, and counts as gone. */
async function isLeft(path: string): Promise<boolean> {
  const holder = await readFile(path, 'utf8').catch(() => '');
  const [host, pid] = holder.split(' ');
  if (holder === me()) return !held.has(path);
  if (host !== hostname() || !/^\d+$/.test(pid ?? '')) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EPERM';
  }
}

async function tryClaim(path: string): Promise<boolean> {
  count++;
  // Linked, so that it is never seen without its holder's name.
  const beside = `${path}.${hostname()}-${process.pid}-${count}`;
  try {
    await writeFile(beside, me());
    await link(beside, path);
    held.add(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

/**
 * Claims a piece of work by a file, so that of several processes of this machine one does it and the others need not.
 * It saves work and guards nothing: a claim left by a dead process, or held on another machine, is taken over, so that in rare cases two
 * processes do the same work.
 * @returns what gives the claim back; undefined when somebody else works on it
 */
export async function claim(path: string): Promise<(() => Promise<void>) | undefined> {
  if (!(await tryClaim(path))) {
    if (!(await isLeft(path))) return undefined;
    await rm(path, { force: true });
    if (!(await tryClaim(path))) return undefined;
  }
  return async () => {
    held.delete(path);
    await rm(path, { force: true });
  };
}
