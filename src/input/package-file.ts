import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The path of a file that comes with the package, from the sources and from the build.
 * @param name relative to the package: `scenarios/manhattan.yaml`
 */
export function packageFile(name: string): string {
  const top = ['../../', '../../../'].find((up) => existsSync(new URL(`${up}package.json`, import.meta.url)));
  return fileURLToPath(new URL(`${top ?? '../../'}${name}`, import.meta.url));
}
