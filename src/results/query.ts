import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { InputError } from '../input/index.js';
import { sqlName, sqlText, withDatabase } from './internal/database.js';

/** A value of a query's answer; integers beyond 2^53 come as text, dates and lists as DuckDB writes them. */
export type Cell = number | string | boolean | null;

/** The answer to a query. */
export interface QueryResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** One array per row, in the order of the columns. */
  readonly rows: readonly (readonly Cell[])[];
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  return String(value);
}

/**
 * The finished replications of a results folder, ascending; none where the folder does not exist. What is half-written
 * has another name and is not seen.
 */
export async function finishedReplications(folder: string): Promise<number[]> {
  let names: string[];
  try {
    names = await readdir(join(folder, 'replications'));
  } catch {
    return [];
  }
  return names
    .filter((name) => /^(0|[1-9]\d*)$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

async function partsByTable(folder: string): Promise<Map<string, string[]>> {
  const parts = new Map<string, string[]>();
  for (const replication of await finishedReplications(folder)) {
    const place = join(folder, 'replications', String(replication));
    for (const name of (await readdir(place)).sort()) {
      if (!name.endsWith('.parquet') || name.startsWith('.')) continue;
      const table = name.slice(0, -'.parquet'.length);
      parts.set(table, [...(parts.get(table) ?? []), join(place, name)]);
    }
  }
  return parts;
}

async function createViews(
  connection: DuckDBConnection,
  parts: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  for (const [table, files] of parts) {
    const list = files.map(sqlText).join(', ');
    await connection.run(
      `CREATE VIEW ${sqlName(table)} AS
       SELECT regexp_extract(filename, '([0-9]+)[/\\\\][^/\\\\]*$', 1)::INTEGER AS replication, * EXCLUDE (filename)
       FROM read_parquet([${list}], filename = true, union_by_name = true)`,
    );
  }
}

/**
 * Runs SQL (DuckDB's) on a results folder: each table is a view over all finished replications, with a first column
 * `replication`. Nothing in the folder is changed.
 * @param folder the results folder, as `bidlane run` writes it
 * @throws InputError when the folder holds no results, or the SQL is wrong
 */
export async function query(folder: string, sql: string): Promise<QueryResult> {
  const parts = await partsByTable(folder);
  if (parts.size === 0)
    throw new InputError(
      folder,
      'holds no results',
      'a folder with replications/<n>/<table>.parquet, as bidlane run writes',
    );
  return withDatabase(2, async (connection) => {
    await createViews(connection, parts);
    try {
      const reader = await connection.runAndReadAll(sql);
      const types = reader.columnTypes();
      return {
        columns: reader.deduplicatedColumnNames().map((name, i) => ({ name, type: String(types[i]) })),
        rows: reader.getRows().map((row) => row.map(cellOf)),
      };
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0];
      throw new InputError(
        'the query',
        reason,
        `SQL of DuckDB on the tables ${[...parts.keys()].join(', ')}`,
        {
          cause: error,
        },
      );
    }
  });
}
