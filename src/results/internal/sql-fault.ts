import type { DuckDBConnection } from '@duckdb/node-api';
import { InputError, nearestName } from '../../input/index.js';

/** Where DuckDB's message points: `LINE 2: ...part of the line...` and a caret below it. */
function placeOf(message: string, sql: string): string {
  const match = /\nLINE (\d+): (.*)\n( *)\^/.exec(message);
  if (match === null) return 'the query';
  const [, line, shown, spaces] = match;
  const caret = spaces.length - `LINE ${line}: `.length;
  // A long line is shown in part.
  const from = shown.startsWith('...') ? 3 : 0;
  const part = shown.slice(from, shown.endsWith('...') ? -3 : undefined);
  const source = sql.split('\n')[Number(line) - 1] ?? '';
  const column = Math.max(0, source.indexOf(part)) + caret - from + 1;
  return `the query:${line}:${column}`;
}

/** Names of all tables, or of all columns of the tables that a query names. */
async function namesIn(connection: DuckDBConnection, sql: string, of: 'table' | 'column'): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    'SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal ORDER BY ALL',
  );
  const rows = reader.getRows().map(([table, column]) => ({ table: String(table), column: String(column) }));
  if (of === 'table') return [...new Set(rows.map(({ table }) => table))];
  const named = rows.filter(({ table }) => new RegExp(`\\b${table}\\b`, 'i').test(sql));
  return [...new Set((named.length > 0 ? named : rows).map(({ column }) => column))];
}

const did = (name: string, candidates: readonly string[]): string => {
  const nearest = nearestName(name, candidates);
  return nearest === undefined ? '' : `did you mean ${nearest}? `;
};

const patterns = {
  table: /Table with name "?(.+?)"? does not exist/,
  column: /Referenced column "(.+?)" (?:not found|was not found)|does not have a column named "(.+?)"/,
  file: /file system operations are disabled|extensions? is disabled|disabled (?:by|through) configuration/,
};

/**
 * What is wrong with a query, as one line: where, what, and the nearest name that would be right.
 * @param error what DuckDB threw
 */
export async function sqlFault(
  connection: DuckDBConnection,
  sql: string,
  error: unknown,
): Promise<InputError> {
  const message = error instanceof Error ? error.message : String(error);
  const where = placeOf(message, sql);
  const cause = { cause: error };
  const tables = await namesIn(connection, sql, 'table');
  const table = patterns.table.exec(message)?.[1];
  if (table !== undefined)
    return new InputError(
      where,
      `there is no table ${table}`,
      `${did(table, tables)}tables are ${tables.join(', ')}`,
      cause,
    );
  const match = patterns.column.exec(message);
  const column = match?.[1] ?? match?.[2];
  if (column !== undefined) {
    const columns = await namesIn(connection, sql, 'column');
    const right = `${did(column, columns)}columns are ${columns.join(', ')}`;
    return new InputError(where, `there is no column ${column}`, right, cause);
  }
  if (patterns.file.test(message))
    return new InputError(
      where,
      'reads or writes what is not of this results folder',
      `tables are ${tables.join(', ')}`,
      cause,
    );
  const [first, second = ''] = message.split('\n');
  const what = first
    .replace(/^(?:Failed to extract statements: )?(?:[A-Z][\w ]* Error: )?/, '')
    .replace(/[.!]$/, '');
  const hint = second.startsWith('Did you mean') ? second.replace(/^D/, 'd') : undefined;
  return new InputError(where, what, hint ?? `SQL of DuckDB on the tables ${tables.join(', ')}`, cause);
}
