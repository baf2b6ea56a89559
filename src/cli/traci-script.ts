import { types } from 'node:util';
import { RunError } from '../input/index.js';
import { jsonText } from './json-document.js';
import { readCommand } from './traci-command.js';
import { failureText, type Scope } from './traci-scope.js';

/** A value as JSON can hold it, also where it comes from the context of the commands: maps as objects, sets and typed arrays as arrays. */
function plain(_: string, value: unknown): unknown {
  if (types.isMap(value)) return Object.fromEntries(value);
  if (types.isSet(value)) return [...value];
  if (ArrayBuffer.isView(value) && 'length' in value)
    return Array.from(value as unknown as ArrayLike<number>);
  if (typeof value === 'bigint') return String(value);
  return value;
}

/**
 * Runs commands that come line by line, one after the other, and writes every value but `undefined` as one line of JSON.
 * @param source how the lines are named in an error
 * @throws RunError for the first command that fails, as `SOURCE:LINE: what is wrong`; later commands are not run
 */
export async function runScript(
  scope: Scope,
  lines: AsyncIterable<string>,
  write: (text: string) => Promise<void>,
  source = 'standard input',
): Promise<void> {
  let rejected: { readonly error: unknown } | undefined;
  let number = 0;
  let first = 1;
  const fail = (error: unknown): RunError =>
    new RunError(`${source}:${first}: ${failureText(error, scope)}`, { cause: error });
  // Calls whose promises nobody waits for, such as those of a loop.
  const onRejection = (error: unknown): void => {
    rejected ??= { error };
  };
  process.on('unhandledRejection', onRejection);
  try {
    let command = '';
    for await (const line of lines) {
      number++;
      if (command === '') first = number;
      command += `${line}\n`;
      let read: ReturnType<typeof readCommand>;
      let value: unknown;
      try {
        read = readCommand(command);
        if (read.kind === 'incomplete') continue;
        command = '';
        if (read.kind === 'ready') value = await read.run(scope.context);
      } catch (error) {
        throw fail(error);
      }
      if (rejected !== undefined) throw fail(rejected.error);
      const text =
        value === undefined ? undefined : jsonText(JSON.parse(JSON.stringify(value, plain) ?? 'null'));
      if (text !== undefined) await write(`${text}\n`);
    }
    if (command !== '') throw new RunError(`${source}:${first}: the command that begins here does not end`);
    if (scope.session.connected) await scope.session.close().catch((error: unknown) => onRejection(error));
    await new Promise((resolve) => setImmediate(resolve));
    if (rejected !== undefined) throw fail(rejected.error);
  } finally {
    process.off('unhandledRejection', onRejection);
  }
}
