import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError, RunError } from '../../src/input/index.js';
import { importOsm, readNetwork, readRoutes } from '../../src/network/index.js';
import { runSumoTool } from '../../src/sumo/index.js';

const VILLAGE = 'test/network/fixtures/village.osm';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'bidlane-test-'));
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

describe('importOsm', () => {
  it('makes a folder that Bidlane and plain SUMO read, the same files each time', async () => {
    const folder = join(root, 'nets', 'village');
    const made = await importOsm({ file: VILLAGE, folder, trips: 60, minDistance: 150, minutes: 2 });
    expect(made).toMatchObject({ name: 'village', folder, signals: 1 });
    const files = (await readdir(folder)).sort();
    expect(files).toEqual([
      'README.md',
      'village.demand.rou.xml',
      'village.net.xml',
      'village.rou.xml',
      'village.sumocfg',
    ]);
    expect(await readdir(join(root, 'nets'))).toEqual(['village']);

    const network = await readNetwork(join(folder, 'village.net.xml'));
    expect(network.links).toHaveLength(made.links);
    expect(new Set(network.links.map((link) => link.name))).toContain('High Street');
    expect(network.links.some((link) => link.name === 'Church Path')).toBe(false);
    expect(network.links.every((link) => link.passenger)).toBe(true);
    // Bakers Lane is one-way, High Street is not.
    expect(
      network.links.filter((link) => link.name === 'Bakers Lane').every((link) => !link.id.startsWith('-')),
    ).toBe(true);
    expect(network.links.some((link) => link.name === 'High Street' && link.id.startsWith('-'))).toBe(true);
    const { minX, minY } = network.boundingBox;
    const [longitude, latitude] = network.projection?.toLonLat(minX, minY) ?? [0, 0];
    expect(Math.abs(longitude - 13.398)).toBeLessThan(5e-4);
    expect(Math.abs(latitude - 52.4985)).toBeLessThan(5e-4);

    const { routes } = await readRoutes(join(folder, 'village.rou.xml'), network);
    expect(routes).toHaveLength(made.routes);
    expect(made.routes).toBeGreaterThan(10);
    await runSumoTool('sumo', ['--configuration-file', join(folder, 'village.sumocfg'), '--no-step-log']);

    const again = join(root, 'again');
    await importOsm({ file: VILLAGE, folder: again, trips: 60, minDistance: 150, minutes: 2 });
    for (const file of files)
      expect(await readFile(join(again, file), 'utf8')).toBe(await readFile(join(folder, file), 'utf8'));
  });

  it('refuses what is no extract', async () => {
    await expect(importOsm({ file: join(root, 'none.osm') })).rejects.toThrow(
      /none\.osm: no such file: must be an OpenStreetMap extract/,
    );
    const other = { file: 'sumo-configs/grid3/grid3.net.xml', folder: join(root, 'x') };
    await expect(importOsm(other)).rejects.toThrow(/the root element is <net>/);
    await expect(importOsm({ file: VILLAGE, name: '../up' })).rejects.toThrow(
      /--name: is "\.\.\/up": must be letters/,
    );
  });

  it('gives the last words of netconvert for a map without roads, and leaves nothing behind', async () => {
    const file = join(root, 'sea.osm');
    await writeFile(file, '<osm version="0.6"><node id="1" lat="1" lon="1"/></osm>\n');
    const before = await readdir(root);
    const error: unknown = await importOsm({ file, folder: join(root, 'sea') }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).toMatch(
      /sea\.osm: netconvert could not make a network of it \(No nodes loaded\.\): must hold roads/,
    );
    expect(await readdir(root)).toEqual(before);
  });

  it('says so when no trip is long enough', async () => {
    const far = { file: VILLAGE, folder: join(root, 'far'), trips: 5, minDistance: 690 };
    await expect(importOsm(far)).rejects.toThrow(RunError);
    await expect(importOsm(far)).rejects.toThrow(/no route of at least 690 m/);
    expect(await readdir(root)).not.toContain('far');
  });
});
