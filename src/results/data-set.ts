import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../input/index.js';
import { finishedReplications } from './finished-replications.js';

/** A folder of one run with its finished replications. */
export interface RunFolder {
  /** Number of the point of a study that the run is; null for a run that stands alone. */
  readonly point: number | null;
  readonly folder: string;
  /** Ascending; what is half-written is not seen. */
  readonly replications: readonly number[];
}

/** Results that are read together: one run, or all points of a study. */
export interface DataSet {
  readonly folder: string;
  /** Whether the tables have a column `point`. */
  readonly isStudy: boolean;
  /** Ascending by point. */
  readonly runs: readonly RunFolder[];
}

/** A Parquet file of a data set. */
export interface TablePart {
  readonly table: string;
  readonly file: string;
}

const number = /^(0|[1-9]\d*)$/;
const right = 'a results folder, as bidlane run or bidlane study writes it';

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function pointsOf(folder: string): Promise<number[]> {
  const names = await namesIn(join(folder, 'points'));
  return names
    .filter((name) => number.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

async function isResultsFolder(folder: string): Promise<boolean> {
  const names = await namesIn(folder);
  return names.includes('replications') || names.includes('points') || names.includes('manifest.json');
}

/** Why a folder is none of results, with the results folder inside it that may have been meant. */
async function noResults(folder: string, names: readonly string[]): Promise<InputError> {
  if (names.includes('replications') || names.includes('manifest.json') || names.includes('points'))
    return new InputError(folder, 'holds no finished replication', `${right}, with at least one replication`);
  for (const name of names.toSorted())
    if (await isResultsFolder(join(folder, name)))
      return new InputError(
        folder,
        'is not a results folder',
        `${right}; did you mean ${join(folder, name)}?`,
      );
  return new InputError(folder, 'is not a results folder', right);
}

/**
 * Finds what a results folder holds: a run (`replications/<n>/`), or the points of a study (`points/<k>/replications/<n>/`).
 * @throws InputError when the folder is missing, or holds no finished replication
 */
export async function findDataSet(folder: string): Promise<DataSet> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) {
    const what =
      found.code === 'ENOENT' || found.code === 'ENOTDIR'
        ? 'there is no such folder'
        : `cannot be read (${found.code})`;
    throw new InputError(folder, what, right, { cause: found });
  }
  if (!found.isDirectory()) throw new InputError(folder, 'is a file', right);
  const points = await pointsOf(folder);
  const all: RunFolder[] = [];
  for (const point of points.length > 0 ? points : [null]) {
    const place = point === null ? folder : join(folder, 'points', String(point));
    all.push({ point, folder: place, replications: await finishedReplications(place) });
  }
  const runs = all.filter(({ replications }) => replications.length > 0);
  if (runs.length === 0) throw await noResults(folder, await namesIn(folder));
  return { folder, isStudy: points.length > 0, runs };
}

/** The Parquet files of a data set, run by run, replication by replication. */
export async function tableParts(data: DataSet): Promise<TablePart[]> {
  const parts: TablePart[] = [];
  for (const { folder, replications } of data.runs)
    for (const replication of replications) {
      const place = join(folder, 'replications', String(replication));
      for (const name of (await namesIn(place)).sort()) {
        if (!name.endsWith('.parquet') || name.startsWith('.')) continue;
        parts.push({ table: name.slice(0, -'.parquet'.length), file: join(place, name) });
      }
    }
  return parts;
}
