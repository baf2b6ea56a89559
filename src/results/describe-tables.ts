import { z } from 'zod';
import { sqlName, sqlText } from './internal/database.js';
import { type QueryOptions, withQueryDatabase } from './internal/query-database.js';
import { pointColumn, replicationColumn } from './metadata-tables.js';
import type { ColumnSchema, TableSchema } from './table-schema.js';

/** A table that queries on a results folder see. */
export interface TableDescription {
  readonly name: string;
  /** What one row stands for; empty where the file does not say. */
  readonly documentation: string;
  /** Rows over all replications and points. */
  readonly rows: number;
  readonly columns: readonly {
    readonly name: string;
    /** DuckDB's type. */
    readonly type: string;
    readonly unit: string;
    readonly documentation: string;
  }[];
}

const described = z.object({
  documentation: z.string(),
  columns: z.array(
    z.looseObject({ name: z.string(), unit: z.string().optional(), documentation: z.string() }),
  ),
});
/** What a table says of itself. */
type Described = Pick<TableSchema, 'documentation'> & {
  readonly columns: readonly Pick<ColumnSchema, 'name' | 'unit' | 'documentation'>[];
};

function parse(json: string): Described | undefined {
  try {
    return described.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

/**
 * The tables of a results folder with their columns, units, documentation (which stand in the Parquet files) and number of rows.
 * @throws InputError when the folder holds no results
 */
export async function describeTables(
  folder: string,
  options: Pick<QueryOptions, 'signal'> = {},
): Promise<TableDescription[]> {
  return withQueryDatabase(folder, options, async ({ connection, parts, metadata }) => {
    const one = async (sql: string): Promise<string> =>
      String((await connection.runAndReadAll(sql)).getRows().at(0)?.at(0) ?? '');
    const sources = [...parts].map(([name, files]) => ({ name, file: files[0] }));
    const schemas = new Map<string, Described>(metadata.map(({ schema }) => [schema.name, schema]));
    for (const { name, file } of sources) {
      const json = await one(
        `SELECT decode(value) FROM parquet_kv_metadata(${sqlText(file)}) WHERE decode(key) = 'bidlane'`,
      );
      const schema = parse(json);
      if (schema !== undefined) schemas.set(name, schema);
    }
    const tables: TableDescription[] = [];
    for (const name of [...parts.keys(), ...metadata.map(({ schema }) => schema.name)]) {
      const schema = schemas.get(name);
      const known = new Map(
        [pointColumn, replicationColumn, ...(schema?.columns ?? [])].map(
          (column) => [column.name, column] as const,
        ),
      );
      const reader = await connection.runAndReadAll(`DESCRIBE ${sqlName(name)}`);
      tables.push({
        name,
        documentation: schema?.documentation ?? '',
        rows: Number(await one(`SELECT count(*) FROM ${sqlName(name)}`)),
        columns: reader.getRows().map(([column, type]) => ({
          name: String(column),
          type: String(type),
          unit: known.get(String(column))?.unit ?? '',
          documentation: known.get(String(column))?.documentation ?? '',
        })),
      });
    }
    return tables;
  });
}
