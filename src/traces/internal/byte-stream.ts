import { type FileHandle, open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { InputError, readFault } from '../../input/index.js';

/** How a long file is read. */
export interface ReadingOptions {
  /** Ends the reading; its reason is thrown. */
  readonly signal?: AbortSignal;
  /** Told now and then how many bytes of the file (as it lies on the disk, compressed or not) are read, and its size. */
  readonly onBytes?: (read: number, size: number) => void;
}

const chunkSize = 1 << 18;

async function isGzip(file: FileHandle): Promise<boolean> {
  const { bytesRead, buffer } = await file.read(new Uint8Array(2), 0, 2, 0);
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
}

async function openFile(path: string, right: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    if ((await file.stat()).isFile()) return file;
    await file.close();
    throw new InputError(path, 'is not a file', right);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(path, readFault((error as NodeJS.ErrnoException).code), right, { cause: error });
  }
}

/** What ended the reading of a file: its end, or a compressed file that breaks off or is damaged, with the reason. */
export type StreamEnd = 'whole' | { readonly fault: string; readonly cause: unknown };

/**
 * Hands the bytes of a file, plain or gzipped (told by its first bytes), to a function piece by piece in constant memory.
 * @param take is given pieces that are only valid during the call; what it throws ends the reading
 * @param right what the file should be, for messages
 * @returns how it ended: all bytes that a broken compressed file holds have been handed over
 * @throws InputError when the file cannot be opened
 */
export async function streamBytes(
  path: string,
  right: string,
  take: (bytes: Buffer) => void,
  options: ReadingOptions = {},
): Promise<StreamEnd> {
  const { signal, onBytes } = options;
  signal?.throwIfAborted();
  const file = await openFile(path, right);
  try {
    const { size } = await file.stat();
    const buffer = Buffer.allocUnsafeSlow(chunkSize);
    let read = 0;
    const next = async (): Promise<Buffer> => {
      const { bytesRead } = await file.read(buffer, 0, chunkSize, read);
      signal?.throwIfAborted();
      read += bytesRead;
      if (bytesRead > 0) onBytes?.(read, size);
      return buffer.subarray(0, bytesRead);
    };
    if (!(await isGzip(file))) {
      for (let bytes = await next(); bytes.length > 0; bytes = await next()) take(bytes);
      return 'whole';
    }
    return await gunzip(next, take);
  } finally {
    await file.close();
  }
}

async function gunzip(next: () => Promise<Buffer>, take: (bytes: Buffer) => void): Promise<StreamEnd> {
  const stream = createGunzip({ chunkSize: 1 << 16 });
  const end = finished(stream);
  let failure: { readonly error: unknown } | undefined;
  // Flowing, because what an iterator has not asked for is lost when a broken archive ends in an error.
  stream.on('data', (bytes: Buffer) => {
    if (failure !== undefined) return;
    try {
      take(bytes);
    } catch (error) {
      failure = { error };
      stream.destroy();
    }
  });
  const write = async (): Promise<void> => {
    for (let bytes = await next(); bytes.length > 0; bytes = await next()) {
      if (stream.destroyed) return;
      await new Promise<void>((resolve, reject) => {
        stream.once('close', resolve);
        stream.write(bytes, (error) => {
          stream.off('close', resolve);
          if (error) reject(error);
          else resolve();
        });
      });
    }
    if (!stream.destroyed) stream.end();
  };
  try {
    await Promise.all([write(), end]);
    return 'whole';
  } catch (error) {
    if (failure !== undefined) throw failure.error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('Z_')) throw error;
    const fault =
      code === 'Z_BUF_ERROR' ? 'the compressed file is cut off' : 'the compressed file is damaged';
    return { fault, cause: error };
  } finally {
    stream.destroy();
  }
}
