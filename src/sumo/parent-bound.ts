import { spawnSync } from 'node:child_process';
import { findProgram, isExecutable } from './installation.js';

let found: string | null | undefined;

/** util-linux's `setpriv`; that of BusyBox does not know the option. */
function setpriv(): string | null {
  if (found !== undefined) return found;
  const program = process.platform === 'linux' ? findProgram('setpriv') : undefined;
  const knows =
    program !== undefined &&
    spawnSync(program, ['--pdeathsig', 'KILL', 'true'], { stdio: 'ignore' }).status === 0;
  found = knows ? program : null;
  return found;
}

/**
 * A command line whose process the system ends together with this one, also when this one is killed with -9: a SUMO that still waits
 * for its client, or needs none, would go on. Where the system cannot do that (Linux with util-linux can), the command as it is.
 * @param program path of the program, which becomes the process itself: its id, output and ending stay its own
 */
export function boundToThisProcess(
  program: string,
  args: readonly string[],
): { readonly command: string; readonly args: string[] } {
  // What cannot be started fails in its own way.
  const binder = isExecutable(program) ? setpriv() : null;
  if (binder === null) return { command: program, args: [...args] };
  return { command: binder, args: ['--pdeathsig', 'KILL', program, ...args] };
}
