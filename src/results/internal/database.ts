import type { DuckDBConnection } from '@duckdb/node-api';
import { duckdb } from './duckdb.js';

/** Options of every database here: nothing is fetched from the network, and one core is enough for a worker's parts. */
const options = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' };

/** Runs work on a DuckDB database that lives in memory, and ends the database whatever happens. */
export async function withDatabase<T>(
  threads: number,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const { DuckDBInstance } = duckdb();
  const instance = await DuckDBInstance.create(':memory:', { ...options, threads: String(threads) });
  try {
    const connection = await instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/** A text as an SQL literal. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name as an SQL identifier. */
export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
