// Whether dist/ was built from the sources as they are.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const FOLDERS = ['src', 'sim'];
const FILES = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
const STAMP = '.bidlane-built';

function sources(root) {
  const found = FILES.map((name) => join(root, name)).filter((path) => existsSync(path));
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) found.push(path);
    }
  };
  for (const folder of FOLDERS) if (existsSync(join(root, folder))) walk(join(root, folder));
  return found.sort();
}

function hashOfNames(root, paths) {
  return createHash('sha256')
    .update(paths.map((path) => relative(root, path)).join('\n'))
    .digest('hex');
}

/** See build-state.d.mts. */
export function buildState(root) {
  const stamp = join(root, 'dist', STAMP);
  if (!existsSync(stamp))
    return { kind: existsSync(join(root, 'dist')) ? 'renew' : 'missing', reason: 'never built' };
  const paths = sources(root);
  if (readFileSync(stamp, 'utf8').trim() !== hashOfNames(root, paths)) {
    return { kind: 'renew', reason: 'files were added or removed' };
  }
  const built = statSync(stamp).mtimeMs;
  const newer = paths.find((path) => statSync(path).mtimeMs > built);
  return newer === undefined
    ? { kind: 'fresh' }
    : { kind: 'stale', reason: `${relative(root, newer)} is newer` };
}

/** See build-state.d.mts. */
export function stampBuild(root) {
  writeFileSync(join(root, 'dist', STAMP), `${hashOfNames(root, sources(root))}\n`);
}
