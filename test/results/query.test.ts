import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { finishedReplications, query, tableSchema, writeParquet } from '../../src/results/index.js';
import { temporaryFolders } from './temporary-folder.js';

const folder = temporaryFolders();
const winners = tableSchema({
  name: 'winners',
  documentation: 'One winner.',
  columns: [
    { name: 'vehicle', type: 'integer', documentation: 'Vehicle.' },
    { name: 'payment', type: 'double', unit: '1', documentation: 'Payment.' },
  ],
});

describe('query', () => {
  let place = '';
  beforeEach(async () => {
    place = folder();
    for (const n of ['0', '2', '10', '.3.tmp-x-1-1']) {
      mkdirSync(join(place, 'replications', n), { recursive: true });
      const first = n === '10' ? 10 : 0;
      await writeParquet(join(place, 'replications', n, 'winners.parquet'), winners, {
        vehicle: Int32Array.of(first, 1, 2),
        payment: Float64Array.of(1, 2, 3),
      });
    }
  });

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

  it('gives large integers, dates and lists as text', async () => {
    const answer = await query(
      place,
      "SELECT 9007199254740993::BIGINT, DATE '2020-01-02', [1, 2], NULL, true",
    );
    expect(answer.rows).toEqual([['9007199254740993', '2020-01-02', '[1, 2]', null, true]]);
  });

  it('names the tables when the SQL is wrong', async () => {
    await expect(query(place, 'SELECT * FROM winner')).rejects.toThrow(
      /the query: .*winner.*: SQL of DuckDB on the tables winners/,
    );
  });

  it('refuses a folder without results', async () => {
    await expect(query(join(place, 'nowhere'), 'SELECT 1')).rejects.toThrow(
      /nowhere: holds no results: a folder with/,
    );
  });
});
