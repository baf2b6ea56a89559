import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { InputError, RunError, readFault } from '../input/index.js';
import { jsonFaultAt } from './json-fault.js';

function lineAndColumn(source: string, offset: number): string {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  return `${line}:${offset - before.lastIndexOf('\n')}`;
}

/**
 * Reads one JSON document from a file, or from standard input for `-` or no file.
 * @throws InputError naming file, line and column when it is missing or not JSON
 */
export async function readJsonDocument(file: string | undefined): Promise<unknown> {
  const name = file === undefined || file === '-' ? 'standard input' : file;
  let source: string;
  try {
    source = name === 'standard input' ? await text(process.stdin) : await readFile(name, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new InputError(name, readFault(code), 'a JSON file, or - for standard input', { cause: error });
  }
  // Some editors begin a file with a byte order mark.
  source = source.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(source);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InputError(
      `${name}:${lineAndColumn(source, jsonFaultAt(source))}`,
      `not JSON (${message.split('\n')[0]})`,
      'one JSON document',
      { cause: error },
    );
  }
}

/** Writes a document as JSON; infinities become null, as the contract of the commands says. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_, v: unknown) => (typeof v === 'number' && !Number.isFinite(v) ? null : v),
    indent,
  );
}

/**
 * One run of a command from JSON to JSON: a document, or an array of documents answered in order.
 * Nothing is written to standard output when any of them is wrong.
 * @param compute turns one document into its answer; `path` is where the document stands, for messages
 */
export async function answerJson(
  file: string | undefined,
  compute: (document: unknown, path: string) => unknown,
): Promise<void> {
  const document = await readJsonDocument(file);
  const answer = Array.isArray(document)
    ? document.map((element: unknown, i) => compute(element, `$[${i}]`))
    : compute(document, '$');
  await writeOut(`${jsonText(answer)}\n`);
}

/**
 * Writes to standard output and waits until it is taken, so that a pipe never gets half a document.
 * @throws RunError when it cannot be written; a reader that has seen enough ends the process quietly
 */
export async function writeOut(content: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(content, (error) => {
      if (!error) resolve();
      else {
        const code = 'code' in error ? String(error.code) : error.message;
        const hint = code === 'ENOSPC' ? 'is the disk full?' : 'send it to a file or a pipe that takes it';
        reject(new RunError(`standard output: cannot be written (${code}): ${hint}`, { cause: error }));
      }
    });
  });
}
