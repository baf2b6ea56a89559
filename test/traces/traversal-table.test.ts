import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RoadNetwork, readNetwork } from '../../src/network/index.js';
import { tableSchema, writeParquet } from '../../src/results/index.js';
import {
  LinkTraversalBuilder,
  readTraversals,
  traversalTable,
  writeTraversals,
} from '../../src/traces/index.js';

const folder = mkdtempSync(join(tmpdir(), 'bidlane-traversals-'));
const file = (name: string): string => join(folder, name);
let network: RoadNetwork;
beforeAll(async () => {
  network = await readNetwork('sumo-configs/grid3/grid3.net.xml');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A table of rows `[vehicle, link, entry, exit]`. */
async function table(name: string, rows: readonly (readonly [string | null, string, number, number])[]) {
  const no = rows.map(() => false);
  const schema = tableSchema({
    ...traversalTable,
    columns: traversalTable.columns.map((c) => ({ ...c, nullable: true })),
  });
  await writeParquet(file(name), schema, {
    vehicle: rows.map((r) => r[0]),
    link: rows.map((r) => r[1]),
    entry: rows.map((r) => r[2]),
    exit: rows.map((r) => r[3]),
    ...{ interpolated: no, partial_first: no, partial_last: no, planned_stop: no },
  });
  return file(name);
}

describe('the table of traversals', () => {
  it('gives back what was written, whatever the names, times and marks', async () => {
    const time = fc.double({ min: 0, max: 2e9, noNaN: true });
    const row = fc.tuple(fc.string(), fc.nat(network.links.length - 1), time, time, fc.nat(15));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const builder = new LinkTraversalBuilder();
        let now = 0;
        for (const [name, link, pause, stay, flags] of rows) {
          now += pause;
          builder.add(builder.vehicle(name), link, now, now + stay, flags);
          now += stay;
        }
        const written = builder.build();
        await writeTraversals(file('any.parquet'), written, network);
        expect(await readTraversals(file('any.parquet'), network)).toEqual(written);
      }),
      { numRuns: 20 },
    );
  });

  it('refuses links that the network lacks, with their number', async () => {
    const { id } = network.links[0];
    const path = await table('unknown.parquet', [
      ['a', id, 0, 1],
      ['a', `${id}x`, 1, 2],
      ['b', `${id}x`, 1, 2],
      ['b', 'nowhere', 2, 3],
    ]);
    await expect(readTraversals(path, network)).rejects.toThrow(
      `unknown.parquet: 2 of its links (3 of 4 rows) are not in the network, such as "${id}x": did you mean`,
    );
  });

  it.each([
    ['ends before it begins', [['a', 5, 4]], 'row 1: vehicle a is on link'],
    [
      'begins before the one before it ended',
      [
        ['a', 0, 9],
        ['b', 1, 2],
        ['a', 8, 10],
      ],
      'row 3: vehicle a is on link',
    ],
    ['has no vehicle', [[null, 0, 1]], 'row 1: lacks a value'],
    ['is not there at all', [], 'holds no traversals'],
  ] as const)('refuses a row that %s', async (_, rows, message) => {
    const { id } = network.links[0];
    const path = await table(
      'wrong.parquet',
      rows.map(([v, from, to]) => [v, id, from, to] as const),
    );
    await expect(readTraversals(path, network)).rejects.toThrow(message);
  });

  it('refuses a file that is no such table', async () => {
    await expect(readTraversals(file('nowhere.parquet'), network)).rejects.toThrow(
      'nowhere.parquet: cannot be read',
    );
  });
});
