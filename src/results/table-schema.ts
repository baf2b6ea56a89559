import { InputError } from '../input/index.js';

/** What a column holds: 64-bit floats, 32-bit signed integers, truth values or text. */
export type ColumnType = 'double' | 'integer' | 'boolean' | 'text';

/** One column of a table of results. */
export interface ColumnSchema {
  /** A lower-case identifier with underscores, so that SQL needs no quotes: `entry_time`. */
  readonly name: string;
  readonly type: ColumnType;
  /** The unit of the values (`s`, `m`, `m/s`); `1` or absent for what has none. */
  readonly unit?: string;
  /** One sentence: what the value says. */
  readonly documentation: string;
  /** Whether a value may be missing; a missing number is `null` or NaN. Default false. */
  readonly nullable?: boolean;
}

/** A table of results: its name is the name of its Parquet file and of its SQL view. */
export interface TableSchema {
  readonly name: string;
  /** One sentence: what one row stands for. */
  readonly documentation: string;
  readonly columns: readonly ColumnSchema[];
}

/** The values of a column, by type. Booleans may come as bytes 0 and 1. */
export interface ColumnValues {
  readonly double: Float64Array | Float32Array | readonly (number | null)[];
  readonly integer:
    | Int32Array
    | Int16Array
    | Int8Array
    | Uint16Array
    | Uint8Array
    | readonly (number | null)[];
  readonly boolean: Uint8Array | readonly (boolean | null)[];
  readonly text: readonly (string | null)[];
}

/** The columns of a table under schema `S`: each name with values of its type, all of one length. */
export type TableColumns<S extends TableSchema = TableSchema> = {
  readonly [C in S['columns'][number] as C['name']]: ColumnValues[C['type']];
};

const identifier = /^[a-z][a-z0-9_]*$/;

/**
 * States a table's schema, keeping its literal types so that its columns are type-checked where they are written.
 * @throws InputError on a name that is not a lower-case identifier or stands twice, or on a column called `replication`,
 *   which queries add to every table
 */
export function tableSchema<const S extends TableSchema>(schema: S): S {
  const here = `table ${schema.name}`;
  if (!identifier.test(schema.name))
    throw new InputError(here, 'the name is not an identifier', 'lower-case letters, digits and underscores');
  if (schema.columns.length === 0) throw new InputError(here, 'has no columns', 'at least one column');
  const seen = new Set<string>();
  for (const { name } of schema.columns) {
    if (!identifier.test(name))
      throw new InputError(
        `${here}, column ${name}`,
        'is not an identifier',
        'lower-case letters, digits and underscores',
      );
    if (name === 'replication')
      throw new InputError(
        `${here}, column ${name}`,
        'is a taken name',
        'queries add the replication to every table',
      );
    if (seen.has(name)) throw new InputError(`${here}, column ${name}`, 'stands twice', 'each name once');
    seen.add(name);
  }
  return schema;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');

/** The documentation of tables as Markdown: for each its name, what a row stands for, and its columns with units. */
export function tableDocumentation(schemas: readonly TableSchema[]): string {
  return schemas
    .map((schema) =>
      [
        `### \`${schema.name}\``,
        '',
        schema.documentation,
        '',
        '| column | type | unit | what it says |',
        '|---|---|---|---|',
        ...schema.columns.map(
          (c) =>
            `| \`${c.name}\` | ${c.type}${c.nullable === true ? ', may be missing' : ''} | ${cell(c.unit ?? '')} | ${cell(c.documentation)} |`,
        ),
        '',
      ].join('\n'),
    )
    .join('\n');
}
