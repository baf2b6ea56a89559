import { resolve } from 'node:path';
import { findProgram, isExecutable } from '../sumo/index.js';
import { SumoStartError } from './errors.js';

const INSTALL =
  'install SUMO 1.15 or newer (Debian and Ubuntu: apt-get install sumo sumo-tools; macOS: brew install sumo; elsewhere: pip install eclipse-sumo), put it on PATH or set SUMO_HOME';

/**
 * The path of a program of SUMO: a path as it is, a bare name from `bin` under SUMO_HOME or from PATH.
 * @param binary `sumo`, `sumo-gui`, or a path
 * @throws SumoStartError ('not found') that says how to install SUMO
 */
export function findSumo(binary = 'sumo', env: NodeJS.ProcessEnv = process.env): string {
  if (/[/\\]/.test(binary)) {
    const file = resolve(binary);
    if (isExecutable(file)) return file;
    throw new SumoStartError(
      'not found',
      `${binary}: is not an executable file: name SUMO's program, or ${INSTALL}`,
    );
  }
  const file = findProgram(binary, env);
  if (file !== undefined) return file;
  throw new SumoStartError('not found', `${binary}: is neither on PATH nor in $SUMO_HOME/bin: ${INSTALL}`);
}
