import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterEach, describe, expect, it } from 'vitest';
import { writeDemandFile } from '../../../sim/traffic/demand-file.js';

const folder = mkdtempSync(join(tmpdir(), 'bidlane-demand-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('writeDemandFile', () => {
  it('names vehicles in order and escapes what XML reserves', async () => {
    const file = join(folder, 'demand.rou.xml');
    const arrivals = [
      { depart: 0, route: 1 },
      { depart: 2, route: 0 },
    ];
    await writeDemandFile(file, arrivals, ['plain', 'a<b & "c"'], 'car & van');
    const text = readFileSync(file, 'utf8');
    expect(XMLValidator.validate(text)).toBe(true);
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' });
    const { routes } = parser.parse(text) as { routes: { vehicle: Record<string, string>[] } };
    expect(routes.vehicle.map(({ id, depart, route, type }) => [id, depart, route, type])).toEqual([
      ['v0', '0', 'a<b & "c"', 'car & van'],
      ['v1', '2', 'plain', 'car & van'],
    ]);
  });
});
