import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { ColumnSchema, ColumnType, TableColumns, TableSchema } from '../table-schema.js';
import { type AnyColumn, checkColumns, columnOf } from './columns.js';
import { sqlName } from './database.js';
import { duckdb } from './duckdb.js';

/** The SQL type of a column, which is also what its Parquet file holds. */
export const sqlType: Readonly<Record<ColumnType, string>> = {
  double: 'DOUBLE',
  integer: 'INTEGER',
  boolean: 'BOOLEAN',
  text: 'VARCHAR',
};
const rowsPerChunk = 2048;

function values(column: ColumnSchema, data: AnyColumn, from: number, to: number): DuckDBValue[] {
  const part: DuckDBValue[] = new Array<DuckDBValue>(to - from);
  for (let row = from; row < to; row++) {
    const value = data[row] ?? null;
    if (typeof value === 'number' && column.type === 'boolean') part[row - from] = value === 1;
    else part[row - from] = typeof value === 'number' && Number.isNaN(value) ? null : value;
  }
  return part;
}

/**
 * Makes a table of a database from columns. NaN becomes a missing value; infinities stay.
 * @throws InputError when columns and schema disagree
 */
export async function loadTable(
  connection: DuckDBConnection,
  name: string,
  schema: TableSchema,
  columns: TableColumns,
): Promise<void> {
  const { BOOLEAN, DOUBLE, DuckDBDataChunk, INTEGER, VARCHAR } = duckdb();
  const duckType = { double: DOUBLE, integer: INTEGER, boolean: BOOLEAN, text: VARCHAR };
  const rows = checkColumns(schema, columns);
  const definitions = schema.columns.map((c) => `${sqlName(c.name)} ${sqlType[c.type]}`);
  await connection.run(`CREATE TABLE ${sqlName(name)} (${definitions.join(', ')})`);
  const appender = await connection.createAppender(name);
  const types = schema.columns.map((c) => duckType[c.type]);
  for (let from = 0; from < rows; from += rowsPerChunk) {
    const to = Math.min(rows, from + rowsPerChunk);
    const chunk = DuckDBDataChunk.create(types);
    chunk.setColumns(schema.columns.map((c) => values(c, columnOf(columns, c.name) ?? [], from, to)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
