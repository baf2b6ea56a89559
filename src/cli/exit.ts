import { CommanderError } from 'commander';
import { InputError } from '../input/index.js';

/** Exit statuses of every command. */
export const exitStatus = { done: 0, failed: 1, wrongInput: 2, interrupted: 130 } as const;

/** The run was interrupted by Ctrl-C or by a request to end. */
export class Interrupted extends Error {
  override readonly name: string = 'Interrupted';
}

/** The lines for standard error and the exit status that an error of a command amounts to. */
export function outcomeOf(
  error: unknown,
  debug: boolean,
): { readonly lines: string; readonly status: number } {
  if (error instanceof CommanderError) {
    return { lines: '', status: error.exitCode === 0 ? exitStatus.done : exitStatus.wrongInput };
  }
  const shown = error instanceof Error ? error.message : String(error);
  const trace = debug && error instanceof Error ? `\n${error.stack}${causes(error)}` : '';
  if (error instanceof Interrupted)
    return { lines: `interrupted: ${shown}${trace}`, status: exitStatus.interrupted };
  const status = error instanceof InputError ? exitStatus.wrongInput : exitStatus.failed;
  return { lines: `error: ${shown}${trace}`, status };
}

function causes(error: Error): string {
  return error.cause instanceof Error ? `\ncaused by ${error.cause.stack}${causes(error.cause)}` : '';
}
