import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { InputError } from '../input/index.js';

function lineAndColumn(source: string, offset: number): string {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  return `${line}:${offset - before.lastIndexOf('\n')}`;
}

/** Where JSON.parse stopped, from its message; the end of the text when it does not say. */
function stoppedAt(source: string, message: string): number {
  const position = /position (\d+)/.exec(message);
  return position === null ? source.length : Number(position[1]);
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
    throw new InputError(
      name,
      code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`,
      'a JSON file, or - for standard input',
      { cause: error },
    );
  }
  try {
    return JSON.parse(source);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InputError(
      `${name}:${lineAndColumn(source, stoppedAt(source, message))}`,
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

/** Writes to standard output and waits until it is taken, so that a pipe never gets half a document. */
export async function writeOut(content: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(content, (error) => (error ? reject(error) : resolve()));
  });
}
