import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { InputError } from '../input/index.js';
import { canonicalJson } from './canonical-json.js';
import type { Table } from './digest.js';
import { type AnyColumn, checkColumns } from './internal/columns.js';
import { sqlName, sqlText, withDatabase } from './internal/database.js';
import { loadTable, sqlType } from './internal/load-table.js';
import { fsyncPath, temporaryName, track, untrack } from './internal/temporary.js';
import type { ColumnSchema, TableColumns, TableSchema } from './table-schema.js';
import { writeFault } from './write-fault.js';

/** What {@link writeParquet} adds to a table. */
export interface ParquetOptions {
  /** Number of the replication, written as a first column `replication`, so that the files of all replications read as one table. */
  readonly replication?: number;
}

/**
 * Writes a table as one Parquet file (zstd), beside its name first and renamed when it is whole. NaN is written as a
 * missing value; infinities stay. The file's metadata holds the schema as JSON under the key `bidlane`.
 * @param path of the file; its folder must exist
 * @param columns one entry per column of the schema, all of one length
 * @param options the number of the replication, for a table of one
 * @throws InputError when columns and schema disagree, or the folder cannot be written
 * @throws RunError when the disk is full
 */
export async function writeParquet<S extends TableSchema>(
  path: string,
  schema: S,
  columns: TableColumns<S>,
  options: ParquetOptions = {},
): Promise<void> {
  const table = { schema, columns: columns as TableColumns };
  checkColumns(schema, table.columns);
  await withDatabase(1, (connection) => writeOne(connection, path, table, options));
}

/**
 * Writes several tables into a folder, each as `<its name>.parquet`, as {@link writeParquet} does: opening a database takes longer
 * than writing a small table, so that one serves them all.
 * @param folder exists
 * @throws InputError when columns and schema of a table disagree, or the folder cannot be written
 * @throws RunError when the disk is full
 */
export async function writeParquetFiles(
  folder: string,
  tables: readonly Table[],
  options: ParquetOptions = {},
): Promise<void> {
  for (const { schema, columns } of tables) checkColumns(schema, columns);
  await withDatabase(1, async (connection) => {
    for (const table of tables)
      await writeOne(connection, join(folder, `${table.schema.name}.parquet`), table, options);
  });
}

async function writeOne(
  connection: DuckDBConnection,
  path: string,
  { schema, columns }: Table,
  { replication }: ParquetOptions,
): Promise<void> {
  const first = replication === undefined ? '' : `${replication}::INTEGER AS replication, `;
  const temporary = track(temporaryName(path));
  try {
    await loadTable(connection, 'part', schema, columns);
    await connection.run(
      `COPY (SELECT ${first}* FROM part) TO ${sqlText(temporary)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {bidlane: ${sqlText(canonicalJson(schema))}})`,
    );
    await connection.run('DROP TABLE part');
    await fsyncPath(temporary);
    await rename(temporary, path);
  } catch (error) {
    const fault = await writeFault(path, error);
    await rm(temporary, { force: true }).catch(() => undefined);
    throw fault;
  } finally {
    untrack(temporary);
  }
}

function gather(column: ColumnSchema, cells: readonly DuckDBValue[]): AnyColumn {
  switch (column.type) {
    case 'double':
      return Float64Array.from(cells, (v) => (v === null ? Number.NaN : Number(v)));
    case 'integer':
      return cells.includes(null)
        ? cells.map((v) => (v === null ? null : Number(v)))
        : Int32Array.from(cells, Number);
    case 'boolean':
      return cells.map((v) => (v === null ? null : v === true));
    case 'text':
      return cells.map((v) => (v === null ? null : String(v)));
  }
}

/**
 * Reads a table back from a Parquet file.
 * @returns the columns of the schema: doubles as Float64Array (missing is NaN), integers as Int32Array or, where some
 *   are missing, an array with `null`
 * @throws InputError when the file is missing, is no Parquet file, or lacks a column
 */
export async function readParquet<S extends TableSchema>(path: string, schema: S): Promise<TableColumns<S>> {
  return withDatabase(1, async (connection) => {
    const names = schema.columns.map((c) => `${sqlName(c.name)}::${sqlType[c.type]}`);
    try {
      const reader = await connection.runAndReadAll(
        `SELECT ${names.join(', ')} FROM read_parquet(${sqlText(path)})`,
      );
      const cells = reader.getColumns();
      return Object.fromEntries(
        schema.columns.map((c, i) => [c.name, gather(c, cells[i] ?? [])]),
      ) as TableColumns<S>;
    } catch (error) {
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
      throw new InputError(path, `cannot be read (${reason})`, `a Parquet file of table ${schema.name}`, {
        cause: error,
      });
    }
  });
}
