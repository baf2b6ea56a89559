import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { replicationTables } from '../../sim/recording/tables.js';
import { finishedReplications, query } from '../../src/results/index.js';
import { smallRuns, smallScenario } from '../sim/small-run.js';
import { blocksOf, pages } from './markdown.js';

const { run, folder } = smallRuns();
const budgets = join(folder, 'budgets');
const shown = pages().filter(({ file }) => ['docs/data.md', 'docs/results-reference.md'].includes(file));
const blocks = shown.flatMap(blocksOf);
let manhattan = '';

beforeAll(async () => {
  manhattan = (await run(smallScenario({ replications: 2 }))).outcome.folder;
  for (const point of [0, 1]) {
    const place = join(budgets, 'points', String(point));
    cpSync(manhattan, place, { recursive: true });
    const measures = [{ name: 'realised_utility', unit: '', documentation: '', value: point }];
    for (const replication of await finishedReplications(place))
      writeFileSync(
        join(place, 'replications', String(replication), 'replication.json'),
        JSON.stringify({ replication, digest: '', measures }),
      );
  }
});

/** The folders of the page are those of this test. */
const here = (text: string): string =>
  text.replaceAll('results/manhattan', manhattan).replaceAll('results/budgets', budgets);

/** Rows of SQL that names files itself, as any DuckDB reads them. */
async function bySql(sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRows();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe('a run as data', () => {
  it('has the replication in every file, so that a glob reads them all as one table', async () => {
    for (const { name, columns } of replicationTables) {
      const files = `'${manhattan}/replications/*/${name}.parquet'`;
      const described = await bySql(`DESCRIBE FROM ${files}`);
      expect(described.map(([column]) => column)).toEqual(['replication', ...columns.map((c) => c.name)]);
      expect(await bySql(`SELECT DISTINCT replication FROM ${files} ORDER BY 1`)).toEqual([[0], [1]]);
      const codecs = await bySql(`SELECT DISTINCT compression FROM parquet_metadata(${files})`);
      expect(codecs).toEqual([['ZSTD']]);
    }
  });

  const queries = blocks
    .filter(({ info }) => info === 'sh')
    .flatMap(({ text }) =>
      [...text.matchAll(/bidlane query results\/manhattan "([^"]+)"/g)].map(([, sql]) => sql),
    );

  it.each(queries)('answers %s', async (sql) => {
    expect((await query(manhattan, sql)).columns.length).toBeGreaterThan(0);
  });

  const statements = blocks.filter(({ info }) => info === 'sql');

  it.each(statements)('$where runs', async ({ text }) => {
    const rows = text.includes('results/') ? await bySql(here(text)) : (await query(budgets, text)).rows;
    expect(rows.length).toBeGreaterThan(1);
  });

  const notebooks = blocks.filter(({ info }) => info === 'python');

  it.each(notebooks)('$where names files and columns that are there', async ({ text }) => {
    const files = /["'](results\/manhattan\/[^"']*\/(\w+)\.parquet)["']/.exec(text);
    expect(await bySql(`FROM glob('${here(files?.[1] ?? '')}')`)).toHaveLength(2);
    const table = replicationTables.find(({ name }) => name === files?.[2]);
    const columns = ['replication', ...(table?.columns ?? []).map(({ name }) => name)];
    const named = [...text.matchAll(/\[?"(\w+)"|SELECT (\w+), sum\((\w+)\)/g)].flatMap((m) =>
      m.slice(1).filter(Boolean),
    );
    expect(named.length).toBeGreaterThan(1);
    for (const name of named) expect(columns).toContain(name);
  });

  it('shows the examples of SQL, commands and notebooks', () => {
    expect([queries.length, statements.length, notebooks.length]).toEqual([3, 3, 3]);
    expect(readFileSync(join(manhattan, 'manifest.json'), 'utf8')).toContain('"scenarioDigest"');
  });
});
