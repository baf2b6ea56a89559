import { InputError } from '../../input/index.js';
import type { ColumnSchema, TableColumns, TableSchema } from '../table-schema.js';

/** Any column, looked at by index. */
export type AnyColumn = ArrayLike<number | boolean | string | null>;

/** The column of a table by its schema; `undefined` where the caller gave none. */
export function columnOf(columns: TableColumns, name: string): AnyColumn | undefined {
  return Object.hasOwn(columns, name) ? columns[name] : undefined;
}

const isMissing = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value));

function faultOf(value: unknown, column: ColumnSchema): string | undefined {
  if (isMissing(value)) return column.nullable === true ? undefined : 'a value (the column is not nullable)';
  switch (column.type) {
    case 'double':
      return typeof value === 'number' ? undefined : 'a number';
    case 'integer':
      return typeof value === 'number' &&
        Number.isInteger(value) &&
        value >= -2147483648 &&
        value <= 2147483647
        ? undefined
        : 'an integer of 32 bits';
    case 'boolean':
      return typeof value === 'boolean' || value === 0 || value === 1 ? undefined : 'true or false';
    case 'text':
      return typeof value === 'string' ? undefined : 'a text';
  }
}

/**
 * Checks columns against their schema: every column there, none besides, equal lengths, every value of its type.
 * @returns the number of rows
 * @throws InputError naming table, column and row
 */
export function checkColumns(schema: TableSchema, columns: TableColumns): number {
  const here = `table ${schema.name}`;
  const known = new Set(schema.columns.map((c) => c.name));
  for (const name of Object.keys(columns))
    if (!known.has(name))
      throw new InputError(
        `${here}, column ${name}`,
        'is not in the schema',
        `columns are ${[...known].join(', ')}`,
      );
  let rows = -1;
  for (const column of schema.columns) {
    const where = `${here}, column ${column.name}`;
    const values = columnOf(columns, column.name);
    if (values === undefined) throw new InputError(where, 'is missing', `every column of the schema`);
    if (rows === -1) rows = values.length;
    if (values.length !== rows)
      throw new InputError(where, `has ${values.length} rows`, `${rows}, as many as the columns before it`);
    for (let row = 0; row < rows; row++) {
      const right = faultOf(values[row], column);
      if (right !== undefined)
        throw new InputError(`${where}, row ${row}`, `is ${String(values[row])}`, `must be ${right}`);
    }
  }
  return rows;
}
