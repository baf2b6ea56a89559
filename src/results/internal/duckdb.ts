import { createRequire } from 'node:module';

type DuckDB = typeof import('@duckdb/node-api');

const load = createRequire(import.meta.url);
let loaded: DuckDB | undefined;

/**
 * DuckDB, read when the first database is opened: most processes need none. Read as the CommonJS that it is, since `import` looks through
 * its 180 files for names first, which takes as long as reading them.
 */
export function duckdb(): DuckDB {
  loaded ??= load('@duckdb/node-api') as DuckDB;
  return loaded;
}
