import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { writeFileAtomically } from '../../../src/results/index.js';

/** A results folder with the token by which a worker recognises that it sees the very same one. */
export interface SharedFolder {
  readonly path: string;
  readonly token: string;
}

/** Whether and where a worker looks for the folder of a run: at the path that the run gives, at a folder of its own, or nowhere. */
export type SharedSetting = 'as-given' | 'never' | { readonly folder: string };

const tokenFile = '.bidlane-token';

/** Puts a token into a results folder. */
export async function markShared(path: string): Promise<SharedFolder> {
  const token = randomUUID();
  await writeFileAtomically(join(path, tokenFile), token);
  return { path, token };
}

/** Takes the token away again. */
export async function unmarkShared(path: string): Promise<void> {
  await rm(join(path, tokenFile), { force: true });
}

/**
 * The place where this machine sees a run's results folder.
 * @returns undefined when it does not see it: the part then travels through Redis
 */
export async function seenFolder(
  { path, token }: SharedFolder,
  setting: SharedSetting,
): Promise<string | undefined> {
  if (setting === 'never') return undefined;
  const places = setting === 'as-given' ? [path] : [setting.folder, join(setting.folder, basename(path))];
  for (const place of places) {
    const found = await readFile(join(place, tokenFile), 'utf8').catch(() => undefined);
    if (found === token) return place;
  }
  return undefined;
}
