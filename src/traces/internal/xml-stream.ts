import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { constants, createGunzip } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { InputError } from '../../input/index.js';

/** Where the parser stands: the line from 1, the column from 1. */
export interface XmlPosition {
  readonly line: number;
  readonly column: number;
}

/** What is called while an XML file streams by. Throwing from a handler ends the reading with that error. */
export interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>, position: XmlPosition): void;
  close(name: string): void;
}

/** The file ended too early or is not well-formed XML; everything before `where` was handed to the handlers. */
export class XmlFault extends InputError {
  override readonly name = 'XmlFault';
}

async function isGzip(file: FileHandle): Promise<boolean> {
  const { bytesRead, buffer } = await file.read(new Uint8Array(2), 0, 2, 0);
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    if ((await file.stat()).isFile()) return file;
    await file.close();
    throw new InputError(path, 'is not a file', 'the path of an XML file, plain or gzipped');
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    const what = code === 'ENOENT' ? 'does not exist' : `cannot be opened (${code ?? String(error)})`;
    throw new InputError(path, what, 'the path of a readable XML file, plain or gzipped', { cause: error });
  }
}

/**
 * Streams an XML file, plain or gzipped (told by its first bytes), in constant memory.
 * Document type declarations are never expanded and no external entity is ever loaded.
 * @throws InputError when the file cannot be opened
 * @throws XmlFault when it breaks off or is malformed, with line and column
 */
export async function streamXml(path: string, handlers: XmlHandlers): Promise<void> {
  const file = await openFile(path);
  const parser = new SaxesParser({ xmlns: false, fileName: path });
  const here = (): XmlPosition => ({ line: parser.line, column: parser.column + 1 });
  const fault = (what: string, cause: unknown): XmlFault => {
    const { line, column } = here();
    return new XmlFault(`${path}:${line}:${column}`, what, 'a whole, well-formed XML file', { cause });
  };
  let handlerError: Error | undefined;
  const guard = (call: () => void): void => {
    try {
      call();
    } catch (error) {
      handlerError = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  };
  parser.on('opentag', (tag) => guard(() => handlers.open(tag.name, tag.attributes, here())));
  parser.on('closetag', (tag) => guard(() => handlers.close(tag.name)));
  parser.on('error', (error) => {
    throw error;
  });
  let inParser = false;
  const consume = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    const decoder = new StringDecoder('utf8');
    for await (const chunk of chunks) {
      inParser = true;
      parser.write(decoder.write(chunk));
      inParser = false;
    }
  };
  try {
    const gzip = await isGzip(file);
    const bytes = file.createReadStream({ start: 0, autoClose: false, highWaterMark: 1 << 18 });
    // A truncated archive gives what is in it; the parser then says where the XML breaks off.
    if (gzip) await pipeline(bytes, createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }), consume);
    else await pipeline(bytes, consume);
    inParser = true;
    parser.close();
  } catch (error) {
    if (handlerError !== undefined) throw handlerError;
    const message = error instanceof Error ? error.message : String(error);
    if (inParser) throw fault(message.replace(/^.*?:\d+:\d+: /, '').replace(/\.$/, ''), error);
    throw fault(`breaks off (${message})`, error);
  } finally {
    await file.close();
  }
}
