import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError, RunError } from '../input/index.js';
import { finalPath } from './internal/temporary.js';

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const refused: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENOENT: 'no file can be made there',
  EEXIST: 'a file stands there',
  EISDIR: 'a folder stands there',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its symbolic links go in a circle',
};
/** DuckDB reports what the system said as text only. */
const texts: readonly (readonly [RegExp, string])[] = [
  [/No space left on device/i, 'ENOSPC'],
  [/Disk quota exceeded/i, 'EDQUOT'],
  [/File too large/i, 'EFBIG'],
  [/Permission denied/i, 'EACCES'],
  [/Operation not permitted/i, 'EPERM'],
  [/Read-only file system/i, 'EROFS'],
  [/Not a directory/i, 'ENOTDIR'],
  [/Is a directory/i, 'EISDIR'],
];

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return texts.find(([text]) => text.test(error.message))?.[1];
}

async function freeSpace(path: string): Promise<string> {
  for (let folder = path; ; folder = dirname(folder)) {
    try {
      const { bavail, bsize } = await statfs(folder);
      return `${((bavail * bsize) / 1e6).toFixed(1)} MB free`;
    } catch {
      if (folder === dirname(folder)) return 'free space unknown';
    }
  }
}

/**
 * What a failure to write results means to the person who asked for them. A full disk becomes a RunError that names the
 * path and the free space; a place that cannot be written becomes an InputError; anything else stays as it is.
 * @param path what was being written
 * @param error what the file system or DuckDB threw
 */
export async function writeFault(path: string, error: unknown): Promise<unknown> {
  if (error instanceof InputError || error instanceof RunError) return error;
  const code = codeOf(error);
  const where = finalPath(path);
  if (code === undefined) return error;
  if (full.has(code))
    return new RunError(
      `${where}: the disk is full (${await freeSpace(path)}): free some space and start the same command again, or choose another folder with --out`,
      { cause: error },
    );
  const reason = refused[code];
  if (reason === undefined) return error;
  return new InputError(
    where,
    `cannot be written (${reason})`,
    'a results folder that you may write to, see --out',
    {
      cause: error,
    },
  );
}
