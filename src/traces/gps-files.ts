import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, readFault } from '../input/index.js';

const gpsFile = /\.(txt|csv|tsv)(\.gz)?$/i;

/**
 * The files of GPS data that paths mean: a file itself, and of a folder all `.txt`, `.csv` and `.tsv` in it and below, also `.gz`.
 * @returns the files, those of a folder in the natural order of their names (`2.txt` before `10.txt`)
 * @throws InputError for a path that is not there, or a folder without such files
 */
export async function gpsFilesOf(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      throw new InputError(path, readFault(error.code), 'a file of GPS fixes, or a folder of such files', {
        cause: error,
      });
    });
    if (!found.isDirectory()) {
      files.push(path);
      continue;
    }
    const names = (await readdir(path, { recursive: true })).filter((name) => gpsFile.test(name));
    if (names.length === 0)
      throw new InputError(
        path,
        'holds no file of GPS fixes',
        'a folder with files in .txt, .csv or .tsv, also .gz',
      );
    const collator = new Intl.Collator('en', { numeric: true });
    files.push(...names.sort((a, b) => collator.compare(a, b)).map((name) => join(path, name)));
  }
  return files;
}
