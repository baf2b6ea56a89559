import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the built-in studies: one module each. */
const folder = fileURLToPath(new URL('..', import.meta.url));

/** Built-in studies: name and file, in order of their names. Every module beside the index of `sim/studies` is one. */
export async function builtInStudies(): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder);
  const modules = names.filter(
    (name) => /^[a-z][a-z0-9-]*\.(?:js|ts)$/.test(name) && !name.startsWith('index.'),
  );
  return new Map(modules.sort().map((name) => [name.replace(/\.(?:js|ts)$/, ''), join(folder, name)]));
}
