import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeTables } from '../../src/results/index.js';
import { writeRun, writeWinners } from './results-folders.js';
import { temporaryFolders } from './temporary-folder.js';

const folder = temporaryFolders();

describe('describeTables', () => {
  it('lists the tables of a run with what their files say of them', async () => {
    const place = folder();
    await writeWinners(place, [0, 1]);
    writeRun(place, { values: { value: [1, 2] } });
    const tables = await describeTables(place);
    expect(tables.map(({ name, rows }) => [name, rows])).toEqual([
      ['winners', 6],
      ['manifest', 1],
      ['summary', 1],
      ['measures', 2],
    ]);
    expect(tables[0].documentation).toBe('One winner.');
    expect(tables[0].columns.map(({ name, type, unit }) => [name, type, unit])).toEqual([
      ['replication', 'INTEGER', ''],
      ['vehicle', 'INTEGER', ''],
      ['payment', 'DOUBLE', 's'],
    ]);
    for (const { columns } of tables)
      for (const { name, documentation } of columns) expect(documentation, name).not.toBe('');
  });

  it('has a column point in a study', async () => {
    const place = folder();
    await writeWinners(join(place, 'points/0'), [0]);
    await writeWinners(join(place, 'points/1'), [0, 1]);
    const [table] = await describeTables(place);
    expect(table.rows).toBe(9);
    expect(table.columns.map(({ name }) => name)).toEqual(['point', 'replication', 'vehicle', 'payment']);
  });
});
