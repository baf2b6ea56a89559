import { InputError } from '../../input/index.js';
import { type ReadingOptions, streamBytes } from './byte-stream.js';
import { type XmlHandlers, XmlScanner } from './xml-scanner.js';

/** The file ended too early or is not well-formed XML; everything before `where` was handed to the handlers. */
export class XmlFault extends InputError {
  override readonly name = 'XmlFault';
}

/**
 * Streams an XML file, plain or gzipped (told by its first bytes), in constant memory.
 * @param right what the file should be, for messages
 * @throws InputError when the file cannot be opened
 * @throws XmlFault when it breaks off or is malformed, with line, column and byte (of the content, where it is compressed)
 */
export async function streamXml(
  path: string,
  right: string,
  handlers: XmlHandlers,
  options: ReadingOptions = {},
): Promise<void> {
  const fault = (what: string, line: number, column: number, byte: number, cause?: unknown): never => {
    throw new XmlFault(`${path}:${line}:${column}`, `${what} (byte ${byte})`, right, { cause });
  };
  let gzip: { readonly fault: string; readonly cause: unknown } | undefined;
  const scanner = new XmlScanner(handlers, (what, line, column, byte) =>
    gzip === undefined
      ? fault(what, line, column, byte)
      : fault(`${gzip.fault}: the content ${what}`, line, column, byte, gzip.cause),
  );
  const end = await streamBytes(path, right, (bytes) => scanner.write(bytes), options);
  if (end !== 'whole') gzip = end;
  scanner.finish();
  if (gzip !== undefined) throw new XmlFault(path, gzip.fault, right, { cause: gzip.cause });
}
