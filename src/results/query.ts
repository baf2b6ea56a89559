import { rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api';
import { InputError } from '../input/index.js';
import { sqlText } from './internal/database.js';
import { duckdb } from './internal/duckdb.js';
import { type QueryOptions, withQueryDatabase } from './internal/query-database.js';
import { sqlFault } from './internal/sql-fault.js';
import { fsyncPath, makeFolder, temporaryName, track, untrack } from './internal/temporary.js';
import { writeFault } from './write-fault.js';

/** A value of a query's answer; integers beyond 2^53 come as text, dates and lists as DuckDB writes them. */
export type Cell = number | string | boolean | null;

/** A column of a query's answer; `type` is DuckDB's. */
export interface AnswerColumn {
  readonly name: string;
  readonly type: string;
}

/** The answer to a query. */
export interface QueryResult {
  readonly columns: readonly AnswerColumn[];
  /** One array per row, in the order of the columns. */
  readonly rows: readonly (readonly Cell[])[];
}

/** An answer that is read piece by piece. */
export interface QueryAnswer {
  readonly columns: readonly AnswerColumn[];
  /** Some thousand rows at a time; to be walked once. */
  readonly pieces: AsyncIterable<readonly (readonly Cell[])[]>;
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  return value instanceof duckdb().DuckDBDecimalValue ? value.toDouble() : String(value);
}

/** The one statement of a query, which must only read. */
async function prepare(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  const { StatementType } = duckdb();
  const only = 'one SELECT (also FROM, WITH, DESCRIBE, SUMMARIZE or SHOW TABLES)';
  if (/^(\s|;|--.*(\n|$)|\/\*[\s\S]*?\*\/)*$/.test(sql)) throw new InputError('the query', 'is empty', only);
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw new InputError('the query', `holds ${statements.count} statements`, only);
  const statement = await statements.prepare(0);
  if (statement.statementType !== StatementType.SELECT) {
    const kind = StatementType[statement.statementType] ?? 'another statement';
    throw new InputError('the query', `is no SELECT but ${kind}; queries only read`, only);
  }
  if (statement.parameterCount > 0)
    throw new InputError('the query', 'has a parameter (? or $)', 'values written in the query itself');
  return statement;
}

/**
 * Runs one SELECT (DuckDB's SQL) on a results folder and hands its answer over piece by piece: each table is a view over all
 * finished replications, with a first column `replication`, in a study behind a column `point`. The JSON files are the tables
 * `manifest`, `summary` and `measures`. Nothing else can be read, and nothing can be written.
 * @param folder the results folder, as `bidlane run` or `bidlane study` writes it
 * @throws InputError when the folder holds no results, or the SQL is wrong
 * @throws the signal's reason when it is aborted
 */
export async function withAnswer<T>(
  folder: string,
  sql: string,
  options: Pick<QueryOptions, 'signal'>,
  take: (answer: QueryAnswer) => Promise<T>,
): Promise<T> {
  const { signal } = options;
  return withQueryDatabase(folder, { signal }, async ({ connection }) => {
    const checked = async <R>(step: () => Promise<R>): Promise<R> => {
      try {
        return await step();
      } catch (error) {
        signal?.throwIfAborted();
        throw error instanceof InputError ? error : await sqlFault(connection, sql, error);
      }
    };
    const result = await checked(async () => (await prepare(connection, sql)).stream());
    const types = result.columnTypes();
    const columns = result.deduplicatedColumnNames().map((name, i) => ({ name, type: String(types[i]) }));
    async function* pieces(): AsyncGenerator<readonly (readonly Cell[])[]> {
      for (;;) {
        const chunk = await checked(() => result.fetchChunk());
        signal?.throwIfAborted();
        if (chunk === null || chunk === undefined || chunk.rowCount === 0) return;
        yield chunk.getRows().map((row) => row.map(cellOf));
      }
    }
    return take({ columns, pieces: pieces() });
  });
}

/**
 * Runs one SELECT on a results folder and gives the whole answer; see {@link withAnswer}.
 * @throws InputError when the folder holds no results, or the SQL is wrong
 */
export async function query(
  folder: string,
  sql: string,
  options: Pick<QueryOptions, 'signal'> = {},
): Promise<QueryResult> {
  return withAnswer(folder, sql, options, async ({ columns, pieces }) => {
    const rows: (readonly Cell[])[] = [];
    for await (const piece of pieces) for (const row of piece) rows.push(row);
    return { columns, rows };
  });
}

/**
 * Runs one SELECT on a results folder and writes the answer as a Parquet file (zstd): whole or not at all.
 * @throws InputError when the folder holds no results, the SQL is wrong, or the file cannot be written
 * @throws RunError when the disk is full
 */
export async function queryToParquet(
  folder: string,
  sql: string,
  file: string,
  options: Pick<QueryOptions, 'signal'> = {},
): Promise<void> {
  const temporary = track(temporaryName(resolve(file)));
  try {
    await makeFolder(dirname(temporary));
    await withQueryDatabase(folder, { ...options, writes: temporary }, async ({ connection }) => {
      try {
        await prepare(connection, sql);
      } catch (error) {
        throw error instanceof InputError ? error : await sqlFault(connection, sql, error);
      }
      // The table function `query` takes the text as it is, with comments and semicolons.
      await connection.run(
        `COPY (FROM query(${sqlText(sql)})) TO ${sqlText(temporary)} (FORMAT parquet, COMPRESSION zstd)`,
      );
    });
    await fsyncPath(temporary);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw await writeFault(file, error);
  } finally {
    untrack(temporary);
  }
}
