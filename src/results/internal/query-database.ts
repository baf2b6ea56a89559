import type { DuckDBConnection } from '@duckdb/node-api';
import { type DataSet, findDataSet, tableParts } from '../data-set.js';
import { type LoadedTable, metadataTables } from '../metadata-tables.js';
import { sqlName, sqlText, withDatabase } from './database.js';
import { loadTable } from './load-table.js';

/** A database on which one query runs: it reads the files of a data set, and nothing else. */
export interface QueryDatabase {
  readonly connection: DuckDBConnection;
  readonly data: DataSet;
  /** Parquet files by table, sorted by name. */
  readonly parts: ReadonlyMap<string, readonly string[]>;
  readonly metadata: readonly LoadedTable[];
}

/** Options of a query. */
export interface QueryOptions {
  /** Ends the query. */
  readonly signal?: AbortSignal;
  /** One more file that may be written, by this module's own statements only. */
  readonly writes?: string;
}

/** The number in front of the end of a file's path, which the pattern describes. */
const numberBefore = (end: string): string =>
  `regexp_extract(filename, '([0-9]+)[/\\\\]${end}[^/\\\\]*$', 1)::INTEGER`;

/** Each table is a view over its files, with the numbers of point and replication from their paths. */
async function createViews({ connection, data, parts }: QueryDatabase): Promise<void> {
  const point = data.isStudy ? `${numberBefore('replications[/\\\\][0-9]+[/\\\\]')} AS point, ` : '';
  for (const [table, files] of parts) {
    const list = files.map(sqlText).join(', ');
    await connection.run(
      `CREATE VIEW ${sqlName(table)} AS
       SELECT ${point}${numberBefore('')} AS replication,
         COLUMNS(c -> c NOT IN ('filename', 'replication', 'point'))
       FROM read_parquet([${list}], filename = true, union_by_name = true)`,
    );
  }
}

/** From here on the database reads the files of the data set only, and its settings stay as they are. */
async function lock({ connection, parts }: QueryDatabase, writes: string | undefined): Promise<void> {
  const files = [...parts.values()].flat().concat(writes ?? []);
  await connection.run(`SET allowed_paths = [${files.map(sqlText).join(', ')}]`);
  await connection.run("SET temp_directory = ''");
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
}

/**
 * Runs work on a database with the tables of a results folder.
 * @throws InputError when the folder holds no results
 * @throws the signal's reason when it is aborted
 */
export async function withQueryDatabase<T>(
  folder: string,
  options: QueryOptions,
  work: (database: QueryDatabase) => Promise<T>,
): Promise<T> {
  const { signal, writes } = options;
  const data = await findDataSet(folder);
  const parts = new Map<string, string[]>();
  for (const { table, file } of await tableParts(data)) {
    const files = parts.get(table);
    if (files === undefined) parts.set(table, [file]);
    else files.push(file);
  }
  const sorted = new Map([...parts].sort(([a], [b]) => (a < b ? -1 : 1)));
  const metadata = (await metadataTables(data)).filter(({ schema }) => !parts.has(schema.name));
  signal?.throwIfAborted();
  return withDatabase(2, async (connection) => {
    const interrupt = (): void => connection.interrupt();
    signal?.addEventListener('abort', interrupt, { once: true });
    try {
      const database = { connection, data, parts: sorted, metadata };
      await createViews(database);
      for (const { schema, columns } of metadata) await loadTable(connection, schema.name, schema, columns);
      await lock(database, writes);
      return await work(database);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', interrupt);
    }
  });
}
