import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  digest,
  readParquet,
  type Table,
  type TableColumns,
  tableDocumentation,
  tableSchema,
  writeParquet,
  writeParquetFiles,
} from '../../src/results/index.js';
import { temporaryFolders } from './temporary-folder.js';

const folder = temporaryFolders();

const traversals = tableSchema({
  name: 'link_traversals',
  documentation: 'One vehicle that drove one link.',
  columns: [
    { name: 'vehicle', type: 'text', documentation: 'SUMO id of the vehicle.' },
    {
      name: 'entry_time',
      type: 'double',
      unit: 's',
      documentation: 'Time of entry | since begin.',
      nullable: true,
    },
    { name: 'slot', type: 'integer', documentation: 'Time slot of the entry.', nullable: true },
    { name: 'winner', type: 'boolean', documentation: 'Whether it won.', nullable: true },
    { name: 'note', type: 'text', documentation: 'Free text.', nullable: true },
  ],
});

const example: TableColumns<typeof traversals> = {
  vehicle: ['a', "b'c", 'ü\n,"'],
  entry_time: Float64Array.of(1 / 3, Number.NaN, Number.POSITIVE_INFINITY),
  slot: [-2147483648, null, 7],
  winner: [true, null, false],
  note: [null, '', 'x'],
};

describe('Parquet tables', () => {
  it('come back as they were written, and nothing else stays in the folder', async () => {
    const place = folder();
    await writeParquet(join(place, 'x.parquet'), traversals, example);
    expect(readdirSync(place)).toEqual(['x.parquet']);
    expect(await readParquet(join(place, 'x.parquet'), traversals)).toEqual(example);
  });

  it('are the same bytes when several are written at once', async () => {
    const [alone, together] = [folder(), folder()];
    const empty = { vehicle: [], entry_time: [], slot: [], winner: [], note: [] };
    const tables: Table[] = [
      { schema: traversals, columns: example },
      { schema: { ...traversals, name: 'none' }, columns: empty },
      { schema: { ...traversals, name: 'again' }, columns: example },
    ];
    for (const { schema, columns } of tables)
      await writeParquet(join(alone, `${schema.name}.parquet`), schema, columns, { replication: 3 });
    await writeParquetFiles(together, tables, { replication: 3 });
    const names = ['again.parquet', 'link_traversals.parquet', 'none.parquet'];
    expect(readdirSync(together).sort()).toEqual(names);
    for (const name of names)
      expect(readFileSync(join(together, name))).toEqual(readFileSync(join(alone, name)));
  });

  it('are not begun when one of several is wrong', async () => {
    const place = folder();
    const wrong = { ...example, slot: [1.5, 2, 3] };
    const tables: Table[] = [
      { schema: traversals, columns: example },
      { schema: { ...traversals, name: 'wrong' }, columns: wrong },
    ];
    await expect(writeParquetFiles(place, tables)).rejects.toThrow(/table wrong, column slot, row 0: is 1.5/);
    expect(readdirSync(place)).toEqual([]);
  });

  it('hold their schema with units in the metadata, and are compressed with zstd', async () => {
    const path = join(folder(), "it's.parquet");
    await writeParquet(path, traversals, example);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const quoted = path.replaceAll("'", "''");
    const metadata = await connection.runAndReadAll(
      `SELECT decode(value) FROM parquet_kv_metadata('${quoted}')`,
    );
    expect(JSON.parse(String(metadata.getRows()[0]?.[0]))).toEqual(traversals);
    const codec = await connection.runAndReadAll(
      `SELECT DISTINCT compression FROM parquet_metadata('${quoted}')`,
    );
    expect(codec.getRows()).toEqual([['ZSTD']]);
    connection.closeSync();
    instance.closeSync();
  });

  it('hold the number of their replication as a first column, which is none of the schema', async () => {
    const path = join(folder(), 'part.parquet');
    await writeParquet(path, traversals, example, { replication: 7 });
    expect(await readParquet(path, traversals)).toEqual(example);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(`DESCRIBE SELECT * FROM '${path}'`);
    connection.closeSync();
    instance.closeSync();
    expect(reader.getRows().map(([name, type]) => [name, type])).toEqual([
      ['replication', 'INTEGER'],
      ['vehicle', 'VARCHAR'],
      ['entry_time', 'DOUBLE'],
      ['slot', 'INTEGER'],
      ['winner', 'BOOLEAN'],
      ['note', 'VARCHAR'],
    ]);
  });

  it('hold any number of rows, with missing values anywhere', async () => {
    const schema = tableSchema({
      name: 'numbers',
      documentation: 'Numbers.',
      columns: [
        { name: 'x', type: 'double', documentation: 'x', nullable: true },
        { name: 'n', type: 'integer', documentation: 'n' },
        { name: 'b', type: 'boolean', documentation: 'b' },
      ],
    });
    const path = join(folder(), 'n.parquet');
    for (const rows of [0, 1, 2047, 2048, 2049, 10_000]) {
      const x = Float64Array.from({ length: rows }, (_, i) =>
        i % 7 === 3 ? Number.NaN : Math.sin(i) * 10 ** (i % 30),
      );
      const n = Int32Array.from({ length: rows }, (_, i) => i - 5000);
      await writeParquet(path, schema, { x, n, b: Uint8Array.from({ length: rows }, (_, i) => i % 2) });
      const back = await readParquet(path, schema);
      expect(back.x).toEqual(x);
      expect(back.n).toEqual(n);
      expect(Array.from(back.b, Number)).toEqual(Array.from({ length: rows }, (_, i) => i % 2));
    }
  });

  it.each([
    [{ ...example, vehicle: ['a'] }, /column entry_time: has 3 rows: 1/],
    [{ ...example, vehicle: ['a', null, 'b'] }, /column vehicle, row 1: is null: must be a value/],
    [{ ...example, slot: [1, 2, 3.5] }, /column slot, row 2: is 3.5: must be an integer of 32 bits/],
    [{ ...example, slot: [1, 2, 2 ** 31] }, /must be an integer of 32 bits/],
    [{ ...example, winner: Uint8Array.of(0, 1, 2) }, /column winner, row 2: is 2: must be true or false/],
    [{ ...example, more: [1, 2, 3] }, /column more: is not in the schema: columns are vehicle/],
  ])('refuse columns that disagree with the schema (%#)', async (columns, message) => {
    await expect(writeParquet(join(folder(), 'x.parquet'), traversals, columns)).rejects.toThrow(message);
  });

  it('say what is wrong with a file that cannot be read', async () => {
    const path = join(folder(), 'x.parquet');
    await expect(readParquet(path, traversals)).rejects.toThrow(
      /x\.parquet: cannot be read .*: a Parquet file of table link_traversals/,
    );
    writeFileSync(path, 'no parquet at all');
    await expect(readParquet(path, traversals)).rejects.toThrow(/x\.parquet: cannot be read/);
  });

  it('say where they could not be written', async () => {
    const place = folder();
    writeFileSync(join(place, 'file'), '');
    await expect(writeParquet(join(place, 'file', 'x.parquet'), traversals, example)).rejects.toThrow(
      /cannot be written \(a part of the path is a file/,
    );
  });
});

describe('tableSchema and tableDocumentation', () => {
  it('documents every column with its unit', () => {
    expect(tableDocumentation([traversals])).toContain(
      '| `entry_time` | double, may be missing | s | Time of entry \\| since begin. |',
    );
  });

  it.each([
    [{ name: 'Bad', documentation: '', columns: [] }, /not an identifier/],
    [{ name: 't', documentation: '', columns: [] }, /no columns/],
    [
      {
        name: 't',
        documentation: '',
        columns: [{ name: 'replication', type: 'integer', documentation: '' }],
      },
      /taken/,
    ],
    [
      {
        name: 't',
        documentation: '',
        columns: [
          { name: 'a', type: 'text', documentation: '' },
          { name: 'a', type: 'text', documentation: '' },
        ],
      },
      /stands twice/,
    ],
  ] as const)('refuses a wrong schema (%#)', (schema, message) => {
    expect(() => tableSchema(schema)).toThrow(message);
  });
});

describe('digest', () => {
  const one = digest({
    tables: [{ schema: traversals, columns: example }],
    numbers: { a: 1, b: Number.NaN },
  });

  it('is that of the content: after Parquet, in another order of columns and keys, without documentation', async () => {
    const path = join(folder(), 'x.parquet');
    await writeParquet(path, traversals, example);
    const columns = await readParquet(path, traversals);
    const schema = {
      ...traversals,
      documentation: '',
      columns: [...traversals.columns].reverse().map((c) => ({ ...c, documentation: '' })),
    };
    expect(digest({ tables: [{ schema, columns }], numbers: { b: Number.POSITIVE_INFINITY, a: 1 } })).toBe(
      one,
    );
    expect(one).toBe('647e1d48f62f6acde9b72216865fcd0f367d09dfa864cec02ad0c3caafb0167d');
  });

  it('changes with any value, row order or name', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 1, 2),
        fc.constantFrom('vehicle', 'entry_time', 'slot', 'note'),
        (row, name) => {
          const column = Array.from<unknown>(example[name]);
          column[row] = name === 'vehicle' || name === 'note' ? 'other' : 3;
          expect(
            digest({
              tables: [{ schema: traversals, columns: { ...example, [name]: column } }],
              numbers: { a: 1, b: null },
            }),
          ).not.toBe(one);
        },
      ),
    );
    expect(
      digest({
        tables: [{ schema: traversals, columns: { ...example, vehicle: [...example.vehicle].reverse() } }],
        numbers: { a: 1, b: null },
      }),
    ).not.toBe(one);
    expect(digest({ numbers: { a: 1 } })).not.toBe(digest({ numbers: { a: 2 } }));
    expect(digest({ numbers: { a: 0 } })).toBe(digest({ numbers: { a: -0 } }));
  });

  it('tells texts apart that join to the same', () => {
    const schema = tableSchema({
      name: 't',
      documentation: '',
      columns: [{ name: 'x', type: 'text', documentation: '', nullable: true }],
    });
    const of = (x: (string | null)[]): string => digest({ tables: [{ schema, columns: { x } }] });
    const all = [
      of(['a', 'b']),
      of(['ab', '']),
      of(['', 'ab']),
      of([null, 'ab']),
      of(['1:a', 'b']),
      of(['-', 'ab']),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
