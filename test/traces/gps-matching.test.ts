import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/input/index.js';
import { type RoadNetwork, readNetwork } from '../../src/network/index.js';
import {
  BrokenTraceError,
  checkGps,
  FcdStream,
  type GpsLayout,
  type GpsTraversals,
  gpsFilesOf,
  gpsPresets,
  matchGps,
  parseGpsColumns,
} from '../../src/traces/index.js';

const folder = mkdtempSync(join(tmpdir(), 'bidlane-gps-'));
const beijing = 'sumo-configs/beijing/beijing';
const env = { ...process.env, SUMO_HOME: process.env.SUMO_HOME ?? '/usr/share/sumo' };
let network: RoadNetwork;
let grid: RoadNetwork;
/** Places on the longest link, as degrees and as metres. */
let road: { id: string; lonLat: [number, number][]; metres: [number, number][] };

beforeAll(async () => {
  network = await readNetwork(`${beijing}.net.xml`);
  grid = await readNetwork('sumo-configs/grid3/grid3.net.xml');
  const link = network.links.filter((l) => l.passenger).reduce((a, b) => (b.length > a.length ? b : a));
  const points = Array.from({ length: 6 }, (_, i) =>
    network.pointOnLink(link.index, 10 + (i * (link.length - 20)) / 5),
  );
  road = {
    id: link.id,
    metres: points.map(({ x, y }) => [x, y]),
    lonLat: points.map(({ x, y }) => network.projection?.toLonLat(x, y) ?? [0, 0]),
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
/** A row in the layout of T-Drive: the i-th place on the road, at so many seconds after ten. */
const row = (id: string, seconds: number, i: number): string => {
  const time = new Date(Date.UTC(2008, 1, 2, 10, 0, seconds)).toISOString().slice(0, 19).replace('T', ' ');
  return `${id},${time},${road.lonLat[i].map((v) => v.toFixed(6)).join(',')}`;
};
const ten = Date.UTC(2008, 1, 2, 10) / 1000;
const drive = (id: string): string => [0, 1, 2, 3, 4, 5].map((i) => `${row(id, 10 * i, i)}\n`).join('');
const tdrive = (path: string): Promise<GpsTraversals> =>
  matchGps([path], network, { layout: gpsPresets.tdrive });
const faultOf = async (path: string, layout?: GpsLayout, on = network): Promise<InputError> => {
  const error: unknown = await matchGps([path], on, layout === undefined ? {} : { layout }).catch(
    (e: unknown) => e,
  );
  if (error instanceof InputError) return error;
  throw new Error(`${path} was read: ${String(error)}`);
};
const counts = ({ tally }: Pick<GpsTraversals, 'tally'>): Record<string, number> =>
  Object.fromEntries(tally.faults.all().map(({ kind, count }) => [kind, count]));

describe('the projection of a network', () => {
  it('is that of SUMO itself, to a centimetre', async () => {
    const run = (name: string, options: string[]): void => {
      const args = [
        '-n',
        `${beijing}.net.xml`,
        '-r',
        `${beijing}.rou.xml,${beijing}.demand.rou.xml`,
        '-e',
        '60',
      ];
      const all = [...args, '--fcd-output', join(folder, name), '--no-step-log', '--no-warnings', ...options];
      execFileSync('sumo', all, { env, stdio: 'ignore' });
    };
    run('metres.xml', ['--precision', '4']);
    run('degrees.xml', ['--fcd-output.geo', '--precision.geo', '9']);
    const positions = async (name: string): Promise<[number, number][]> => {
      const all: [number, number][] = [];
      await new FcdStream(join(folder, name)).read(({ count, x, y }) => {
        for (let i = 0; i < count; i++) all.push([x[i], y[i]]);
      });
      return all;
    };
    const [metres, degrees] = [await positions('metres.xml'), await positions('degrees.xml')];
    expect(metres.length).toBeGreaterThan(100);
    for (const [i, [lon, lat]] of degrees.entries()) {
      const [x, y] = network.projection?.fromLonLat(lon, lat) ?? [Number.NaN, Number.NaN];
      expect(Math.hypot(x - metres[i][0], y - metres[i][1])).toBeLessThan(0.01);
      const [lonBack, latBack] = network.projection?.toLonLat(...metres[i]) ?? [Number.NaN, Number.NaN];
      expect(Math.max(Math.abs(lonBack - lon), Math.abs(latBack - lat))).toBeLessThan(1e-7);
    }
  });
});

describe('matchGps', () => {
  it('reads the layout of T-Drive, with the clock of the file', async () => {
    const { traversals, qualities, tally } = await tdrive(file('one.txt', drive('7')));
    expect(traversals.vehicles).toEqual(['7']);
    expect(Array.from(traversals.link, (l) => network.links[l].id)).toEqual([road.id]);
    expect([traversals.entry[0], traversals.exit[0]]).toEqual([ten, ten + 50]);
    expect(qualities).toMatchObject([{ vehicle: '7', fixes: 6, matched: 6, begin: ten, end: ten + 50 }]);
    expect([tally.rows, tally.inside, tally.faults.total]).toEqual([6, 6, 0]);
  });

  it('gives the same from headings in any order, other separators, quotes, zones and metres', async () => {
    const wanted = (await tdrive(file('one.txt', drive('7')))).traversals;
    const rows = (cells: (i: number) => readonly (string | number)[], separator: string): string =>
      [0, 1, 2, 3, 4, 5].map((i) => cells(i).join(separator)).join('\r\n');
    const iso = (i: number): string => new Date((ten + 10 * i) * 1000).toISOString();
    const variants: [string, GpsLayout | undefined][] = [
      [
        `\ufefflat;lon;Timestamp;taxi_id\n${rows((i) => [road.lonLat[i][1], road.lonLat[i][0], iso(i), '7'], ';')}`,
        undefined,
      ],
      [`time\tx\ty\tid\n${rows((i) => [(ten + 10 * i) * 1000, ...road.lonLat[i], '"7"'], '\t')}`, undefined],
      [
        rows((i) => ['7', ten + 10 * i, ...road.metres[i]], ','),
        {
          columns: parseGpsColumns('id=1,time=2,longitude=3,latitude=4', '--columns'),
          coordinates: 'network',
        },
      ],
      [
        `"when, local",who,e,n\n${rows((i) => [`"${iso(i - 2880).replace('Z', '+08:00')}"`, '7', ...road.lonLat[i]], ',')}`,
        { columns: parseGpsColumns('id=who,time=2', 'x') },
      ],
    ];
    for (const [text, layout] of variants.slice(0, 3)) {
      const { traversals } = await matchGps(
        [file('variant.csv', text)],
        network,
        layout === undefined ? {} : { layout },
      );
      expect({ ...traversals, entry: [...traversals.entry], exit: [...traversals.exit] }).toEqual({
        ...wanted,
        entry: [...wanted.entry],
        exit: [...wanted.exit],
      });
    }
    // Eight o'clock in a zone eight hours ahead is midnight in UTC: the clock of the traffic is asked for.
    const layout = {
      columns: { id: 'who', time: 'when, local', longitude: 'e', latitude: 'n' },
      utcOffset: 8,
    };
    const { traversals } = await matchGps([file('zone.csv', variants[3][0])], network, { layout });
    expect(traversals.entry[0]).toBe(ten - 28_800);
  });

  it('counts what is wrong with rows by kind, with the first place, and loses nothing', async () => {
    const lines = [
      row('a', 0, 0),
      '',
      'a,2008-02-02 10:00:05',
      ',2008-02-02 10:00:05,116.43,39.91',
      row('a', 10, 1).replace('10:00:10', '25:00:10'),
      row('a', 10, 1).replace('2008-02-02', '2008-02-31'),
      'a,2008-02-02 10:00:10,east,39.91',
      'a,2008-02-02 10:00:10,0,0',
      'a,2008-02-02 10:00:10,216.43,39.91',
      'a,2008-02-02 10:00:10,451074.6,4417546.6',
      `a,2008-02-02 10:00:10,${road.lonLat[0][1]},${road.lonLat[0][0]}`,
      row('a', 20, 2),
      row('a', 20, 2),
      row('a', 10, 1),
      row('a', 30, 3),
      'a,2008-02-02 10:00:40,121.47,31.23',
      row('a', 50, 4),
      row('a', 60, 5),
      row('a', 25, 2),
      '"a,2008-02-02 10:00:70,116.43,39.91',
    ];
    const { tally, qualities } = await tdrive(file('faults.txt', lines.join('\n')));
    expect(counts({ tally })).toEqual({
      ...{ columns: 2, id: 1, time: 2, position: 1, zero: 1, range: 1, metres: 1, swapped: 1 },
      ...{ duplicate: 1, late: 1, outside: 1, backwards: 1 },
    });
    expect(tally.faults.get('time')).toMatchObject({ count: 2, where: `${join(folder, 'faults.txt')}:5` });
    expect(tally.rows).toBe(19);
    const used = qualities.reduce((sum, { fixes }) => sum + fixes, 0);
    // All rows but the faults, where a late one is used.
    expect(used).toBe(tally.rows - (tally.faults.total - tally.faults.count('late')));
    // The fix elsewhere ends the drive.
    expect(qualities.map(({ begin, end }) => [begin - ten, end - ten])).toEqual([
      [0, 30],
      [50, 60],
    ]);
  });

  it('reads folders of files in natural order, and counts empty ones', async () => {
    mkdirSync(join(folder, 'taxis/06'), { recursive: true });
    for (const id of ['10', '2', '1']) file(`taxis/06/${id}.txt`, id === '10' ? '' : drive(id));
    file('taxis/06/3.csv.gz', gzipSync(drive('3')));
    file('taxis/readme.md', 'not a trace');
    const files = await gpsFilesOf([join(folder, 'taxis')]);
    expect(files.map((f) => f.slice(folder.length + 10))).toEqual(['1.txt', '2.txt', '3.csv.gz', '10.txt']);
    const { traversals, tally } = await tdrive(join(folder, 'taxis'));
    expect(traversals.vehicles).toEqual(['1', '2', '3']);
    expect([tally.files, counts({ tally })]).toEqual([4, { empty: 1 }]);
    await expect(gpsFilesOf([join(folder, 'nowhere')])).rejects.toThrow('there is no such file');
    mkdirSync(join(folder, 'nothing'));
    await expect(gpsFilesOf([join(folder, 'nothing')])).rejects.toThrow('holds no file of GPS fixes');
  });

  it('keeps what is whole of a compressed file that is cut off', async () => {
    const text = Array.from({ length: 400 }, (_, i) => drive(`v${i}`)).join('');
    const packed = gzipSync(text);
    const error = await faultOf(
      file('cut.csv.gz', packed.subarray(0, packed.length - 500)),
      gpsPresets.tdrive,
    );
    expect(error).toBeInstanceOf(BrokenTraceError);
    expect(error.message).toMatch(
      /cut\.csv\.gz: the compressed file is cut off \(\d+ traversals of \d+ vehicles before it are whole\)/,
    );
    const { kept } = error as BrokenTraceError<GpsTraversals>;
    expect(kept.traversals.vehicles.length).toBeGreaterThan(50);
    expect(kept.traversals.vehicles.length).toBeLessThan(400);
  });

  it.each([
    [
      'longitude and latitude exchanged',
      (): string => drive('a').replaceAll(/,([\d.]+),([\d.]+)$/gm, ',$2,$1'),
      /longitude and latitude are exchanged: 6 of 6 rows lie in the network the other way round, 0 as they stand/,
    ],
    [
      'another city',
      (): string => drive('a').replaceAll(/,116/g, ',2'),
      /none of its 6 fixes lies in the network: they span 2\.4.* by 39\.9.*: .*beijing\.net\.xml spans longitude 116\.4\d+ \.\. 116\.4\d+ by latitude 39\.9/,
    ],
    [
      'metres in place of degrees',
      (): string => drive('a').replaceAll(/,116.*$/gm, ',451600.1,4418000.2'),
      /6 of 6 positions are in the other kind of coordinates, 0 fit/,
    ],
    ['an empty file', (): string => '', /holds no row/],
    [
      'rows of another kind',
      (): string => 'a;b;c\n'.repeat(3),
      /none of its 3 rows can be used: columns 3 \(first at .*:1\)/,
    ],
    ['a binary file', (): string => 'x'.repeat(3_000_000), /:1: has a line of over a megabyte/],
  ])('refuses %s', async (_, text, message) => {
    expect((await faultOf(file('wrong.txt', text()), gpsPresets.tdrive)).message).toMatch(message);
  });

  it.each([
    [
      'a heading that lacks a column',
      'id,time,lon\n',
      undefined,
      /nothing says which column is the latitude/,
    ],
    ['no heading and no mapping', '1,2,3,4\n', undefined, /which column is the id/],
    [
      'a column that is not there',
      'id,time,lon,lat\n',
      { columns: { id: 'idd' } },
      /:1: has no column "idd" for id: did you mean id\?/,
    ],
    [
      'a mapping without a field',
      'a\n',
      { columns: { id: 1 } },
      /which column is the time: a mapping with id, time/,
    ],
    ['column 0', 'a\n', { columns: { id: 0 } }, /id is in column 0: columns are counted from 1/],
  ] as const)('refuses %s', async (_, text, layout, message) => {
    expect((await faultOf(file('columns.csv', text), layout)).message).toMatch(message);
  });

  it('refuses degrees where the network does not say where it lies', async () => {
    const error = await faultOf(file('one.txt', drive('7')), gpsPresets.tdrive, grid);
    expect(error.message).toMatch(/grid3\.net\.xml: says nothing of where on Earth it lies/);
  });

  it('checks without matching', async () => {
    const { tally, traces, broken } = await checkGps(
      [file('one.txt', drive('7') + row('8', 0, 0))],
      network,
      { layout: gpsPresets.tdrive },
    );
    expect([tally.rows, traces, broken]).toEqual([7, 2, undefined]);
  });
});

describe('parseGpsColumns', () => {
  it.each([
    ['idd=1', /knows no field "idd": did you mean id\?/],
    ['id', /id has no column/],
    ['id=1,id=2', /id stands twice/],
  ])('refuses %s', (text, message) => {
    expect(() => parseGpsColumns(text, '--columns')).toThrow(message);
  });
});
