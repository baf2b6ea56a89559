import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { SumoStartError } from './errors.js';

const INSTALL =
  'install SUMO 1.15 or newer (Debian and Ubuntu: apt-get install sumo sumo-tools; macOS: brew install sumo; elsewhere: pip install eclipse-sumo), put it on PATH or set SUMO_HOME';

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * The path of a program of SUMO: a path as it is, a bare name from PATH or from `bin` under SUMO_HOME.
 * @param binary `sumo`, `sumo-gui`, or a path
 * @throws SumoStartError ('not found') that says how to install SUMO
 */
export function findSumo(binary = 'sumo', env: NodeJS.ProcessEnv = process.env): string {
  if (isAbsolute(binary) || binary.includes('/') || binary.includes('\\')) {
    const file = resolve(binary);
    if (executable(file)) return file;
    throw new SumoStartError(
      'not found',
      `${binary}: is not an executable file: name SUMO's program, or ${INSTALL}`,
    );
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  if (env.SUMO_HOME) folders.push(join(env.SUMO_HOME, 'bin'));
  const suffixes = process.platform === 'win32' ? ['.exe', ''] : [''];
  for (const folder of folders) {
    for (const suffix of suffixes) {
      const file = join(folder, binary + suffix);
      if (executable(file)) return file;
    }
  }
  throw new SumoStartError('not found', `${binary}: is neither on PATH nor in $SUMO_HOME/bin: ${INSTALL}`);
}

/**
 * The share folder of SUMO (its `data` and `tools`), which SUMO_HOME must name so that schemata are found without the network.
 * @returns SUMO_HOME where it is set, otherwise the share folder beside the program, or `undefined` where there is none
 */
export function findSumoHome(program: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.SUMO_HOME) return env.SUMO_HOME;
  const prefix = dirname(dirname(program));
  return [join(prefix, 'share', 'sumo'), prefix, '/usr/share/sumo'].find((folder) =>
    existsSync(join(folder, 'data', 'xsd')),
  );
}
