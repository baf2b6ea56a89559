import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  finishedReplications,
  query,
  queryToParquet,
  readParquet,
  withAnswer,
  writeParquet,
} from '../../src/results/index.js';
import { winners, writeRun, writeWinners } from './results-folders.js';
import { temporaryFolders } from './temporary-folder.js';

const folder = temporaryFolders();
let place = '';

beforeEach(async () => {
  place = folder();
  await writeWinners(place, [0, 2, 10]);
  await writeWinners(place, [3]);
  renameSync(join(place, 'replications/3'), join(place, 'replications/.3.tmp-x-1-1'));
});

describe('query', () => {
  it('sees each table over all finished replications, and nothing half-written', async () => {
    expect(await finishedReplications(place)).toEqual([0, 2, 10]);
    const answer = await query(
      place,
      'SELECT replication, count(*) AS n, sum(payment) AS total, max(vehicle) AS v FROM winners GROUP BY replication ORDER BY 1',
    );
    expect(answer.columns.map((c) => c.name)).toEqual(['replication', 'n', 'total', 'v']);
    expect(answer.rows).toEqual([
      [0, 3, 6, 2],
      [2, 3, 6, 2],
      [10, 3, 6, 10],
    ]);
  });

  it('reads parts without a column replication, written by earlier versions, from their paths', async () => {
    mkdirSync(join(place, 'replications/4'));
    await writeParquet(join(place, 'replications/4/winners.parquet'), winners, {
      vehicle: [7],
      payment: [8],
    });
    const answer = await query(place, 'FROM winners WHERE replication = 4');
    expect(answer.columns.map((c) => c.name)).toEqual(['replication', 'vehicle', 'payment']);
    expect(answer.rows).toEqual([[4, 7, 8]]);
  });

  it('reads the points of a study as one data set', async () => {
    const study = folder();
    for (const point of [0, 3, 12]) {
      writeRun(join(study, 'points', String(point)), { values: { value: [point, 2 * point] } });
      await writeWinners(join(study, 'points', String(point)), [0, 1]);
    }
    const { columns, rows } = await query(
      study,
      'FROM winners WHERE vehicle = 1 AND payment = 2 ORDER BY point, replication',
    );
    expect(columns.map((c) => c.name)).toEqual(['point', 'replication', 'vehicle', 'payment']);
    expect(rows.map(([point, replication]) => [point, replication])).toEqual(
      [0, 3, 12].flatMap((point) => [0, 1].map((replication) => [point, replication])),
    );
    const measures = await query(study, 'SELECT point, replication, value FROM measures ORDER BY ALL');
    expect(measures.rows).toEqual(
      [0, 3, 12].flatMap((k) => [
        [k, 0, k],
        [k, 1, 2 * k],
      ]),
    );
    const manifests = await query(study, 'SELECT point, name, sumo FROM manifest ORDER BY point');
    expect(manifests.rows).toEqual([0, 3, 12].map((k) => [k, 'x', '1.15.0']));
  });

  it('has the JSON files as tables', async () => {
    writeRun(place, { values: { value: [1, null, 3], cost: [4, 5, 6] }, replications: [0, 2, 10] });
    const measures = await query(
      place,
      "SELECT replication, value FROM measures WHERE measure = 'cost' ORDER BY 1",
    );
    expect(measures.rows).toEqual([
      [0, 4],
      [2, 5],
      [10, 6],
    ]);
    expect((await query(place, 'SELECT measure, mean, n FROM summary ORDER BY 1')).rows).toEqual([
      ['cost', 1, 1],
      ['value', 1, 1],
    ]);
    expect((await query(place, "SELECT scenario->>'$.traffic.demand.rate' FROM manifest")).rows).toEqual([
      ['10'],
    ]);
  });

  it('reads a study that computes only and has no tables', async () => {
    const study = folder();
    writeRun(join(study, 'points/0'), { values: { value: [1, 2] } });
    writeRun(join(study, 'points/1'), { values: { value: [3, 5] } });
    const { rows } = await query(study, 'SELECT point, avg(value) FROM measures GROUP BY ALL ORDER BY ALL');
    expect(rows).toEqual([
      [0, 1.5],
      [1, 4],
    ]);
  });

  it('reads folders whose names are patterns or hold quotes', async () => {
    const odd = join(folder(), "it's [a] *odd* one?");
    await writeWinners(odd, [0, 1]);
    await writeWinners(odd.replace('*odd*', 'very odd'), [0, 1, 2]);
    expect((await query(odd, 'SELECT count(*) FROM winners')).rows).toEqual([[6]]);
  });

  it('gives large integers, dates and lists as text, decimals as numbers', async () => {
    const answer = await query(
      place,
      "SELECT 9007199254740993::BIGINT, DATE '2020-01-02', [1, 2], NULL, true, 1.5",
    );
    expect(answer.rows).toEqual([['9007199254740993', '2020-01-02', '[1, 2]', null, true, 1.5]]);
  });

  it('hands many rows over in pieces', async () => {
    const sizes = await withAnswer(place, 'SELECT range FROM range(10000)', {}, async ({ pieces }) => {
      const found: number[] = [];
      for await (const piece of pieces) found.push(piece.length);
      return found;
    });
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((a, b) => a + b)).toBe(10000);
  });

  it('ends when it is told to', async () => {
    const controller = new AbortController();
    const endless = query(
      place,
      'SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range % 7 = b.range % 5',
      {
        signal: controller.signal,
      },
    );
    setTimeout(() => controller.abort(new Error('enough')), 200);
    await expect(endless).rejects.toThrow('enough');
  });
});

describe('wrong SQL', () => {
  const wrong = (sql: string) =>
    query(place, sql).then(
      () => 'no error',
      (error: Error) => error.message,
    );

  it('points at a table and names the nearest', async () => {
    expect(await wrong('SELECT *\nFROM winner')).toBe(
      'the query:2:6: there is no table winner: did you mean winners? tables are winners',
    );
  });

  it('points at a column and names the nearest, with or without an alias', async () => {
    const right = 'did you mean payment? columns are payment, replication, vehicle';
    expect(await wrong('SELECT paymet FROM winners')).toBe(
      `the query:1:8: there is no column paymet: ${right}`,
    );
    expect(await wrong('SELECT w.paymet FROM winners w')).toBe(
      `the query:1:8: there is no column paymet: ${right}`,
    );
    const far = `SELECT ${'payment + '.repeat(30)} paymet FROM winners`;
    expect(await wrong(far)).toBe(
      `the query:1:${far.indexOf('paymet ') + 1}: there is no column paymet: ${right}`,
    );
  });

  it('tells a syntax error, a wrong conversion, nothing, two statements and a parameter in one line', async () => {
    expect(await wrong('SELCT 1')).toMatch(/^the query:1:1: syntax error at or near "SELCT": SQL of DuckDB/);
    expect(await wrong("SELECT CAST('a' AS INTEGER)")).toMatch(
      /^the query:1:8: Could not convert string 'a'/,
    );
    expect(await wrong('SELECT abc(1)')).toMatch(/abc does not exist: did you mean "abs"/);
    for (const sql of ['', ' ; ', '-- nothing', '/* nothing */'])
      expect(await wrong(sql)).toMatch(/^the query: is empty: one SELECT/);
    expect(await wrong('SELECT 1; SELECT 2')).toMatch(/^the query: holds 2 statements: one SELECT/);
    expect(await wrong('SELECT ?')).toMatch(/^the query: has a parameter/);
    for (const sql of ['SELCT 1', 'SELECT', 'SELECT * FROM winners WHERE'])
      expect(await wrong(sql)).not.toContain('\n');
  });
});

describe('a query only reads', () => {
  const part = (): string => join(place, 'replications/0/winners.parquet');

  it.each([
    "COPY winners TO '{outside}/x.csv'",
    "COPY winners TO '{part}' (FORMAT parquet)",
    "EXPORT DATABASE '{outside}'",
    "ATTACH '{outside}/x.db'",
    'INSTALL httpfs',
    'LOAD httpfs',
    'CREATE TABLE t AS SELECT 1',
    'DROP VIEW winners',
    'SET enable_external_access = true',
    "EXPLAIN ANALYZE COPY winners TO '{part}' (FORMAT parquet)",
    "PREPARE p AS COPY winners TO '{part}' (FORMAT parquet)",
    "WITH x AS (COPY winners TO '{part}') SELECT 1",
    "SELECT * FROM query('COPY winners TO ''{part}''')",
  ])('refuses %s', async (template) => {
    const outside = folder();
    writeRun(outside, {});
    const before = readFileSync(part());
    const names = readdirSync(outside);
    const sql = template.replace('{outside}', outside).replace('{part}', part());
    await expect(query(place, sql)).rejects.toThrow(/^the query/);
    expect(readFileSync(part()).equals(before)).toBe(true);
    expect(readdirSync(outside)).toEqual(names);
  });

  it.each([
    "SELECT * FROM read_text('{file}')",
    "SELECT * FROM '{file}'",
    "SELECT * FROM read_csv('{file}')",
    "SELECT * FROM read_blob('{file}')",
    "SELECT * FROM glob('{file}')",
    "SELECT * FROM query('SELECT * FROM read_text(''{file}'')')",
    "SELECT * FROM read_csv('https://127.0.0.1:1/x.csv')",
    "SELECT * FROM read_parquet('s3://bucket/x.parquet')",
  ])('does not read other files: %s', async (template) => {
    const file = join(folder(), 'secret.csv');
    writeFileSync(file, 'a,b\n1,2\n');
    await expect(query(place, template.replace('{file}', file))).rejects.toThrow(/^the query/);
  });

  it('leaves the folder as it was', async () => {
    const before = readdirSync(place, { recursive: true });
    const { mtimeMs } = statSync(part());
    await query(place, 'SELECT * FROM winners ORDER BY payment');
    expect(readdirSync(place, { recursive: true })).toEqual(before);
    expect(statSync(part()).mtimeMs).toBe(mtimeMs);
    expect(existsSync('.tmp')).toBe(false);
  });
});

describe('queryToParquet', () => {
  it('writes the answer in its order, whatever comments the SQL has', async () => {
    const file = join(folder(), 'new/answer.parquet');
    await queryToParquet(
      place,
      'SELECT vehicle, payment FROM winners WHERE replication = 10 ORDER BY vehicle; -- done',
      file,
    );
    expect(await readParquet(file, winners)).toEqual({
      vehicle: Int32Array.of(1, 2, 10),
      payment: Float64Array.of(2, 3, 1),
    });
    expect(readdirSync(join(file, '..'))).toEqual(['answer.parquet']);
  });

  it('leaves nothing when the SQL is wrong', async () => {
    const to = folder();
    await expect(queryToParquet(place, 'SELECT x FROM winners', join(to, 'a.parquet'))).rejects.toThrow(
      /no column x/,
    );
    await expect(
      queryToParquet(place, "SELECT CAST(vehicle || 'a' AS INTEGER) FROM winners", join(to, 'a.parquet')),
    ).rejects.toThrow(/Could not convert/);
    expect(readdirSync(to)).toEqual([]);
  });
});

describe('folders without results', () => {
  it.each([
    ['nowhere', 'there is no such folder'],
    ['file', 'is a file'],
    ['empty', 'is not a results folder'],
    ['begun', 'holds no finished replication'],
  ])('%s: %s', async (name, what) => {
    const base = folder();
    mkdirSync(join(base, 'empty'));
    mkdirSync(join(base, 'begun/replications/.0.tmp-x-1-1'), { recursive: true });
    writeFileSync(join(base, 'file'), '');
    await expect(query(join(base, name), 'SELECT 1')).rejects.toThrow(
      `${join(base, name)}: ${what}: a results folder`,
    );
  });

  it('names a results folder inside', async () => {
    const base = folder();
    await writeWinners(join(base, 'manhattan'), [0]);
    await expect(query(base, 'SELECT 1')).rejects.toThrow(`did you mean ${join(base, 'manhattan')}?`);
  });
});
