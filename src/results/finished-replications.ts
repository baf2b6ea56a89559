import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The finished replications of a results folder, ascending; none where the folder does not exist. What is half-written
 * has another name and is not seen.
 */
export async function finishedReplications(folder: string): Promise<number[]> {
  const names = await readdir(join(folder, 'replications')).catch(() => []);
  return names
    .filter((name) => /^(0|[1-9]\d*)$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}
