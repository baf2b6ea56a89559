import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { RunError } from '../input/index.js';

/** A program of SUMO is not on this machine; the message names what to install. */
export class SumoMissingError extends RunError {
  override readonly name: string = 'SumoMissingError';

  constructor(program: string) {
    super(
      `${program}: not found on PATH nor in SUMO_HOME/bin: install SUMO (\`node scripts/setup.mjs\`, or on Debian and Ubuntu: apt-get install sumo sumo-tools)`,
    );
  }
}

const HUGE_PAGES = 'glibc.malloc.hugetlb';

/** Whether a path is a file that this process may run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The path of an executable, first in SUMO_HOME/bin, then on PATH; undefined when there is none. */
export function findProgram(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  if (env.SUMO_HOME !== undefined && env.SUMO_HOME !== '') folders.unshift(join(env.SUMO_HOME, 'bin'));
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return folders.map((folder) => join(folder, file)).find(isExecutable);
}

/**
 * SUMO's share folder (schemas, Python tools): SUMO_HOME where it is right, else found from the program's place.
 * Without it SUMO looks its schemas up on the net and refuses documents.
 */
export function findSumoHome(program: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const bin = dirname(realpathSync(program));
  const candidates = [
    env.SUMO_HOME,
    join(bin, '..', 'share', 'sumo'),
    join(bin, '..'),
    join(bin, '..', 'sumo'),
  ];
  return candidates.find((folder) => folder !== undefined && existsSync(join(folder, 'data', 'xsd')));
}

/**
 * The environment in which a program of SUMO runs: this process's, with SUMO_HOME set, and on Linux with huge pages for
 * its memory, which spares SUMO some of its time (glibc from 2.35 on; others ignore it). What the environment says of
 * huge pages itself (`GLIBC_TUNABLES=glibc.malloc.hugetlb=0`) is kept.
 */
export function sumoEnvironment(program: string, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const home = findSumoHome(program, env);
  const own: NodeJS.ProcessEnv = home === undefined ? { ...env } : { ...env, SUMO_HOME: home };
  const { GLIBC_TUNABLES: tunables = '' } = own;
  if (process.platform !== 'linux' || tunables.includes(HUGE_PAGES)) return own;
  const wish = `${HUGE_PAGES}=1`;
  return { ...own, GLIBC_TUNABLES: tunables === '' ? wish : `${tunables}:${wish}` };
}
