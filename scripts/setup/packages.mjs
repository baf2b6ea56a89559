// Whether node_modules is what package-lock.json says.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMP = '.bidlane-lock';

function hashOfLock(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** See packages.d.mts. */
export function lockFaults(lock, installed) {
  const faults = [];
  for (const [path, wanted] of Object.entries(lock.packages ?? {})) {
    if (path === '') continue;
    const found = installed.packages?.[path];
    const name = path.replace(/^.*node_modules\//, '');
    if (found === undefined) {
      if (!wanted.optional && !wanted.peer) faults.push(`${name} ${wanted.version} is not installed`);
    } else if (found.version !== wanted.version) {
      faults.push(`${name} is ${found.version}, not ${wanted.version}`);
    }
  }
  return faults;
}

/** See packages.d.mts. */
export function packageFaults(root) {
  const modules = join(root, 'node_modules');
  if (!existsSync(modules)) return ['node_modules is missing'];
  const stamp = join(modules, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === hashOfLock(root)) return [];
  const hidden = join(modules, '.package-lock.json');
  if (!existsSync(hidden)) return ['node_modules was not made by npm'];
  const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
  try {
    return lockFaults(read(join(root, 'package-lock.json')), read(hidden));
  } catch (error) {
    return [`node_modules/.package-lock.json is damaged (${error.message})`];
  }
}

/** See packages.d.mts. */
export function stampPackages(root) {
  const stamp = join(root, 'node_modules', STAMP);
  const hash = `${hashOfLock(root)}\n`;
  try {
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) writeFileSync(stamp, hash);
  } catch {
    // A shared, read-only node_modules: the comparison is made again next time.
  }
}
