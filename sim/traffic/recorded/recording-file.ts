import { createHash } from 'node:crypto';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { InputError, readFault, validate } from '../../../src/input/index.js';
import { inflate } from './deflate.js';
import { type Dictionary, decodeDictionary } from './dictionary.js';
import {
  bodyBytes,
  family,
  formatVersion,
  headerSchema,
  isPlausible,
  magic,
  type RecordingHeader,
  rightFile,
  routesBytes,
} from './format.js';
import type { TravelTimePart } from './recording-writer.js';
import { blockBytes, decodeBlock, type VehicleBlock } from './vehicle-block.js';

const chunk = 2 ** 20;
const longestHeader = 2 ** 26;
/** Behind the name of the format and the line with the hash. */
const headerStart = magic.length + 65;

/** A recording that is open for reading: whole and undamaged, as its hash says. */
export class RecordingFile {
  readonly path: string;
  readonly header: RecordingHeader;
  readonly #handle: FileHandle;
  /** Where the body begins. */
  readonly #start: number;

  private constructor(path: string, header: RecordingHeader, handle: FileHandle, start: number) {
    this.path = path;
    this.header = header;
    this.#handle = handle;
    this.#start = start;
  }

  /**
   * Opens a recording and reads all of it once, to see that it is whole.
   * @throws InputError when it is not there, no recording, of another version, cut short or damaged
   */
  static async open(path: string): Promise<RecordingFile> {
    return withFile(path, async (handle) => {
      const { header, sha256, start } = await readHead(path, handle);
      if ((await hashOf(handle, headerStart)) !== sha256)
        throw new InputError(path, 'is damaged (its hash differs)', rightFile);
      return { keep: true, value: new RecordingFile(path, header, handle, start) };
    });
  }

  /** The names behind the numbers. @throws InputError when it cannot be right */
  async dictionary(): Promise<Dictionary> {
    const { header } = this;
    const { names, namesRaw, routes } = header.dictionary;
    const nameBytes = await this.#part(0, names, namesRaw);
    const routeBytes = await this.#part(names, routes, routesBytes(header));
    return this.#sound(() => decodeDictionary(nameBytes, routeBytes, header));
  }

  /**
   * One block of vehicles.
   * @param routeLengths number of links of each route of the dictionary
   * @throws InputError when it cannot be right
   */
  async block(index: number, routeLengths: Int32Array): Promise<VehicleBlock> {
    const { dictionary, blocks, vehicles } = this.header;
    const entry = blocks[index];
    let offset = dictionary.names + dictionary.routes;
    for (let i = 0; i < index; i++) offset += blocks[i].bytes;
    const bytes = await this.#part(offset, entry.bytes, blockBytes(entry));
    return this.#sound(() => decodeBlock(bytes, entry, vehicles, routeLengths));
  }

  /** The link travel times that came along, or undefined. */
  async travelTimes(): Promise<TravelTimePart | undefined> {
    const sizes = this.header.travelTimes;
    if (sizes === null) return undefined;
    const end = bodyBytes(this.header);
    const examplesAt = end - sizes.examples;
    return {
      key: sizes.key,
      model: await this.#part(examplesAt - sizes.model, sizes.model, sizes.modelRaw),
      examples: await this.#part(examplesAt, sizes.examples, sizes.examplesRaw),
    };
  }

  /** Ends reading; may be called twice. */
  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #part(offset: number, size: number, raw: number): Promise<Uint8Array> {
    const bytes = Buffer.allocUnsafe(size);
    const { bytesRead } = await this.#handle.read(bytes, 0, size, this.#start + offset);
    return this.#sound(() => {
      if (bytesRead !== size) throw new RangeError('the file became shorter');
      return inflate(bytes, raw);
    });
  }

  /** What does not fit together was no recording in the first place, whatever its hash says. */
  #sound<T>(decode: () => T): T {
    try {
      return decode();
    } catch (error) {
      throw new InputError(this.path, `is damaged (${(error as Error).message})`, rightFile, {
        cause: error,
      });
    }
  }
}

/**
 * What a recording says of itself, without a look at the rest of it but for its size.
 * @throws InputError when it is not there, no recording, of another version or cut short
 */
export async function readRecordingHeader(path: string): Promise<RecordingHeader> {
  return withFile(path, async (handle) => ({ keep: false, value: (await readHead(path, handle)).header }));
}

/** Whether a file is a recording by its first bytes, of any version, whole or not; undefined when there is nothing of that name. */
export async function isRecording(path: string): Promise<boolean | undefined> {
  const found = await stat(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (!found?.isFile()) return found === undefined ? undefined : false;
  return withFile(path, async (handle) => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(family.length), 0, family.length, 0);
    return { keep: false, value: buffer.toString('latin1', 0, bytesRead) === family };
  });
}

/** Opens a file for some reading, and closes it after that unless it shall be kept. */
async function withFile<T>(
  path: string,
  read: (handle: FileHandle) => Promise<{ readonly keep: boolean; readonly value: T }>,
): Promise<T> {
  const handle = await open(path).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code;
    throw new InputError(path, readFault(code), rightFile, { cause: error });
  });
  let isKept = false;
  try {
    const { keep, value } = await read(handle);
    isKept = keep;
    return value;
  } finally {
    if (!isKept) await handle.close();
  }
}

/** Reads the head of a recording and checks the size of the file. */
async function readHead(
  path: string,
  handle: FileHandle,
): Promise<{ readonly header: RecordingHeader; readonly sha256: string; readonly start: number }> {
  const { size, ...found } = await handle.stat().then((s) => ({ size: s.size, isFile: s.isFile() }));
  if (!found.isFile) throw new InputError(path, 'is not a file', rightFile);
  const sha256 = await readPreamble(path, handle);
  const line = await readHeaderLine(path, handle, size);
  const header = parseHeader(path, line);
  const start = headerStart + line.length + 1;
  const missing = start + bodyBytes(header) - size;
  if (missing > 0) throw new InputError(path, `is cut short (${missing} bytes are missing)`, rightFile);
  if (missing < 0) throw new InputError(path, `has ${-missing} bytes too many`, rightFile);
  return { header, sha256, start };
}

/** Reads the first two lines: the name of the format, and the hash, which is returned. */
async function readPreamble(path: string, handle: FileHandle): Promise<string> {
  const bytes = Buffer.alloc(headerStart);
  const { bytesRead } = await handle.read(bytes, 0, headerStart, 0);
  const text = bytes.toString('latin1', 0, bytesRead);
  if (text.startsWith(magic)) {
    if (bytesRead < headerStart) throw new InputError(path, 'is cut short', rightFile);
    return text.slice(magic.length, -1);
  }
  if (magic.startsWith(text))
    throw new InputError(path, bytesRead === 0 ? 'is empty' : 'is cut short', rightFile);
  if (!text.startsWith(family)) throw new InputError(path, 'is not recorded traffic', rightFile);
  const version = text.slice(family.length).split('\n')[0].slice(0, 20);
  throw new InputError(
    path,
    `is of version ${version}`,
    `a recording of version ${formatVersion}, made by this bidlane`,
  );
}

/** Reads the header, without the end of its line. */
async function readHeaderLine(path: string, handle: FileHandle, size: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let at = headerStart; at < Math.min(size, longestHeader); ) {
    const bytes = Buffer.alloc(Math.min(2 ** 16, size - at));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, at);
    const end = bytes.indexOf(10);
    if (end >= 0) return Buffer.concat([...parts, bytes.subarray(0, end)]);
    if (bytesRead === 0) break;
    parts.push(bytes.subarray(0, bytesRead));
    at += bytesRead;
  }
  throw new InputError(path, 'is cut short in its header', rightFile);
}

function parseHeader(path: string, line: Buffer): RecordingHeader {
  let json: unknown;
  try {
    json = JSON.parse(line.toString());
  } catch (error) {
    throw new InputError(path, 'has a broken header', rightFile, { cause: error });
  }
  const header = validate(headerSchema, json, `${path}: header`);
  if (!isPlausible(header)) throw new InputError(path, 'has a header whose sizes cannot be right', rightFile);
  return header;
}

async function hashOf(handle: FileHandle, start: number): Promise<string> {
  const hash = createHash('sha256');
  const bytes = Buffer.allocUnsafe(chunk);
  for (let at = start; ; ) {
    const { bytesRead } = await handle.read(bytes, 0, chunk, at);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(bytes.subarray(0, bytesRead));
    at += bytesRead;
  }
}
