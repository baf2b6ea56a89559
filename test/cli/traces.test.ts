import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readNetwork } from '../../src/network/index.js';
import { readParquet } from '../../src/results/index.js';
import { FcdStream, matchedTraceTable, readTraversals } from '../../src/traces/index.js';
import { grid3, workshop } from './bidlane.js';

const shop = workshop();
const env = { ...process.env, SUMO_HOME: process.env.SUMO_HOME ?? '/usr/share/sumo' };
const grid = ['--network', grid3.network];
const beijing = ['--network', grid3.network.replaceAll('grid3', 'beijing')];

beforeAll(() => {
  const routes = (name: string): string =>
    ['rou', 'demand.rou']
      .map((part) => grid3.network.replaceAll('grid3', name).replace('.net.', `.${part}.`))
      .join(',');
  const quiet = ['--no-step-log', '--no-warnings', '--seed', '5'];
  execFileSync(
    'sumo',
    [
      ...[
        '-n',
        grid3.network,
        '-r',
        routes('grid3'),
        '-e',
        '200',
        ...quiet,
        '--fcd-output',
        shop.path('fcd.xml'),
      ],
      ...['--vehroute-output', shop.path('routes.xml'), '--vehroute-output.exit-times'],
      ...['--vehroute-output.internal', '--vehroute-output.write-unfinished'],
    ],
    { env, stdio: 'ignore' },
  );
  const geo = ['--fcd-output', shop.path('geo.xml'), '--fcd-output.geo', '--device.fcd.period', '10'];
  execFileSync('sumo', ['-n', beijing[1], '-r', routes('beijing'), '-e', '200', ...quiet, ...geo], {
    env,
    stdio: 'ignore',
  });
});

/** Fixes of SUMO's vehicles in Beijing as rows in the layout of T-Drive. */
async function taxis(): Promise<string> {
  const rows: string[] = [];
  const stream = new FcdStream(shop.path('geo.xml'));
  await stream.read(({ time, count, ids, x, y }) => {
    const clock = new Date(Date.UTC(2008, 1, 2) + 1000 * time).toISOString().slice(0, 19).replace('T', ' ');
    for (let i = 0; i < count; i++) rows.push(`${stream.vehicles.name(ids[i])},${clock},${x[i]},${y[i]}`);
  });
  return `${rows.join('\n')}\n`;
}

describe('bidlane traces', () => {
  it('converts FCD, vehroutes and a running SUMO to the same table', async () => {
    const network = await readNetwork(grid3.network);
    const config = grid3.network.replace('.net.xml', '.sumocfg');
    const commands = [
      ['convert', 'fcd.xml', '--out', 'new/folder/fcd.parquet'],
      ['convert', 'routes.xml', '--out', 'routes.parquet'],
      ['record', config, '--until', '200', '--out', 'live.parquet', '--', '--seed', '5'],
    ];
    const tables: unknown[] = [];
    for (const args of commands) {
      const { status, stdout, stderr } = await shop.run([
        'traces',
        args[0],
        '--json',
        ...grid,
        ...args.slice(1),
      ]);
      expect([status, stderr]).toEqual([0, '']);
      const out = args[args.indexOf('--out') + 1];
      const summary = JSON.parse(stdout) as { out: string; traversals: number; vehicles: number };
      const table = await readTraversals(shop.path(out), network);
      expect(summary).toMatchObject({ out, traversals: table.count, vehicles: new Set(table.vehicle).size });
      const rows = Array.from(table.link, (link, i) => [
        table.vehicles[table.vehicle[i]],
        link,
        table.entry[i],
        table.exit[i],
        table.flags[i],
      ]);
      tables.push(rows.sort((a, b) => (String(a) < String(b) ? -1 : 1)));
    }
    expect((tables[0] as unknown[]).length).toBeGreaterThan(30);
    expect(tables[1]).toEqual(tables[0]);
    expect(tables[2]).toEqual(tables[0]);
  });

  it('matches GPS rows, tells the quality, and counts what is wrong', async () => {
    shop.write('taxis.txt', `${await taxis()}v0,2008-02-02 00:00:00\n`);
    const args = [
      '--preset',
      'tdrive',
      '--sigma',
      '5',
      '--out',
      'taxis.parquet',
      '--quality',
      'quality.parquet',
    ];
    const { status, stdout } = await shop.run(['traces', 'match', 'taxis.txt', ...beijing, ...args]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^taxis\.parquet: \d+ traversals of \d+ vehicles, 12019104\d\d to 12019\d+ s\n/);
    expect(stdout).toMatch(/mean confidence 9\d %/);
    expect(stdout).toMatch(
      /1 file, \d+ rows: 1 columns: a row with too few columns.*\n.*first at taxis\.txt:\d+: v0,2008-02-02 00:00:00\n$/,
    );
    const quality = await readParquet(shop.path('quality.parquet'), matchedTraceTable);
    const { count } = await readTraversals(shop.path('taxis.parquet'), await readNetwork(beijing[1]));
    expect(count).toBeGreaterThan(quality.vehicle.length);
  });

  it('checks traces and ends with status 1 where something is wrong', async () => {
    const good = await shop.run(['traces', 'check', 'fcd.xml', ...grid]);
    expect([good.status, good.stderr]).toEqual([0, '']);
    expect(good.stdout).toMatch(/^fcd\.xml: fcd, 200 steps, \d+ fixes, .*\nno faults\n$/);
    // The same roads drawn 500 m farther: the links are right, the coordinates are not.
    const moved = readFileSync(shop.path('fcd.xml'), 'utf8').replaceAll(
      / x="([\d.]+)"/g,
      (_, x: string) => ` x="${Number(x) + 500}"`,
    );
    shop.write('moved.xml', moved.replace(/lane="[^"]*"/, 'lane="nowhere_0"'));
    const bad = await shop.run(['traces', 'check', 'moved.xml', '--json', ...grid]);
    expect(bad.status).toBe(1);
    const { faults } = JSON.parse(bad.stdout) as { faults: { kind: string; count: number; where: string }[] };
    expect(faults.map(({ kind }) => kind)).toEqual(['elsewhere', 'unknown-link']);
    expect(faults[1]).toMatchObject({ count: 1, example: 'nowhere' });
    const broken = await shop.run([
      'traces',
      'check',
      shop.write('cut.xml', moved.slice(0, 20_000)),
      ...grid,
    ]);
    expect(broken.stdout).toMatch(/1 broken: the file breaks off/);
    const gps = await shop.run(['traces', 'check', 'taxis.txt', '--preset', 'tdrive', ...beijing]);
    expect([gps.status, gps.stdout]).toEqual([
      1,
      expect.stringMatching(/^taxis\.txt: gps, 1 files, \d+ rows, .*\n1 columns: /),
    ]);
  });

  it('writes what is whole of a file that breaks off, and says where', async () => {
    shop.write('half.xml', readFileSync(shop.path('fcd.xml'), 'utf8').slice(0, 60_000));
    const { status, stdout, stderr } = await shop.run([
      'traces',
      'convert',
      'half.xml',
      '--out',
      'half.parquet',
      ...grid,
    ]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^half\.parquet: holds the \d+ traversals that are whole\nerror: half\.xml:\d+:\d+: breaks off: .*\(byte 60000\) .*: a whole FCD file of SUMO, plain or gzipped\n$/,
    );
    expect(
      (await readTraversals(shop.path('half.parquet'), await readNetwork(grid3.network))).count,
    ).toBeGreaterThan(0);
  });

  it.each([
    [
      'a network that was not driven on',
      ['convert', 'fcd.xml', ...beijing],
      /^error: fcd\.xml: \d+ of its links \(\d+ fixes\) are not in the network, such as ".*": /,
    ],
    [
      'exchanged columns',
      ['match', 'taxis.txt', '--columns', 'id=1,time=2,longitude=4,latitude=3', ...beijing],
      /longitude and latitude are exchanged/,
    ],
    [
      'a preset with columns',
      ['match', 'taxis.txt', '--preset', 'tdrive', '--columns', 'id=1', ...beijing],
      /--columns: is given together with --preset/,
    ],
    ['no network', ['convert', 'fcd.xml'], /^error: command line: required option '--network <file>'/],
  ])('refuses %s with status 2 and nothing else', async (_, args, message) => {
    const { status, stdout, stderr } = await shop.run(['traces', ...args]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it('leaves out links that the network lacks where it is told to', async () => {
    const text = readFileSync(shop.path('fcd.xml'), 'utf8').replace(/lane="[^":]*"/, 'lane="nowhere_0"');
    shop.write('unknown.xml', text);
    const args = ['traces', 'convert', 'unknown.xml', '--out', 'known.parquet', ...grid];
    expect((await shop.run(args)).stderr).toMatch(
      /1 of its links \(1 fixes\) are not in the network, such as "nowhere"/,
    );
    const { status, stdout } = await shop.run([...args, '--unknown-links', 'skip']);
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/left out: 1 fixes on 1 links that the network lacks/),
    ]);
  });
});
