import { createHash, type Hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import { type AnyColumn, checkColumns, columnOf } from './internal/columns.js';
import type { ColumnSchema, TableColumns, TableSchema } from './table-schema.js';

/** A table with its values, as it goes into a digest. */
export interface Table {
  readonly schema: TableSchema;
  readonly columns: TableColumns;
}

/** Every NaN, infinity and missing number has this one form, as in canonical JSON, where all are `null`. */
const missing = new Float64Array([Number.NaN]);
const lineOf = (length: number): string => `${length}:`;

function updateNumbers(hash: Hash, data: AnyColumn): void {
  const bytes = new DataView(new ArrayBuffer(8 * data.length));
  for (let row = 0; row < data.length; row++) {
    const value = data[row];
    const number = typeof value === 'boolean' ? Number(value) : value;
    // Adding 0 makes -0 the number 0.
    bytes.setFloat64(
      8 * row,
      typeof number === 'number' && Number.isFinite(number) ? number + 0 : missing[0],
      true,
    );
  }
  hash.update(bytes);
}

function updateColumn(hash: Hash, column: ColumnSchema, data: AnyColumn): void {
  hash.update(`${canonicalJson([column.name, column.type, data.length])}\n`);
  if (column.type !== 'text') {
    updateNumbers(hash, data);
    return;
  }
  const parts: string[] = [];
  for (let row = 0; row < data.length; row++) {
    const value = data[row];
    parts.push(typeof value === 'string' ? lineOf(value.length) + value : '-');
  }
  hash.update(parts.join(''));
}

/**
 * The SHA-256, in hexadecimal, of results: of tables (name, columns by name, values row by row) and of a JSON value.
 * It depends on the content only: not on the bytes of Parquet files, the order of columns, tables or keys, the kind of
 * array that holds a column, documentation and units, or the time of day. The order of rows counts.
 * @throws InputError when a table's columns and schema disagree
 */
export function digest(content: { readonly tables?: readonly Table[]; readonly numbers?: unknown }): string {
  const hash = createHash('sha256');
  const tables = [...(content.tables ?? [])].sort((a, b) => (a.schema.name < b.schema.name ? -1 : 1));
  for (const { schema, columns } of tables) {
    const rows = checkColumns(schema, columns);
    hash.update(`${canonicalJson([schema.name, rows])}\n`);
    for (const column of [...schema.columns].sort((a, b) => (a.name < b.name ? -1 : 1)))
      updateColumn(hash, column, columnOf(columns, column.name) ?? []);
  }
  hash.update(`\n${canonicalJson(content.numbers ?? null)}`);
  return hash.digest('hex');
}
