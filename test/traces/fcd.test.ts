import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/input/index.js';
import { type RoadNetwork, readNetwork } from '../../src/network/index.js';
import {
  BrokenTraceError,
  type FcdTraversals,
  type LinkTraversals,
  readFcd,
  readVehroutes,
  recordTraversals,
  traversalFlag,
  vehrouteOptions,
} from '../../src/traces/index.js';
import { startSumo } from '../../src/traci/index.js';
import { type GridTraffic, gridTraffic } from './grid-traffic.js';

let grid: GridTraffic;
let network: RoadNetwork;
beforeAll(async () => {
  grid = gridTraffic();
  network = await readNetwork(grid.file('grid.net.xml'));
  grid.sumo(['-e', '400', '--fcd-output', 'fcd.xml', ...vehrouteOptions('routes.xml')]);
});
afterAll(() => grid.remove());

const file = (name: string, content: string | Buffer): string => {
  writeFileSync(grid.file(name), content);
  return grid.file(name);
};

/** The rows of every vehicle by its name, so that the order of vehicles does not matter. */
function byVehicle(t: LinkTraversals): Map<string, number[][]> {
  const rows = new Map<string, number[][]>();
  for (let i = 0; i < t.count; i++) {
    const name = t.vehicles[t.vehicle[i]];
    const of = rows.get(name) ?? [];
    rows.set(name, of);
    of.push([t.link[i], t.entry[i], t.exit[i], t.flags[i]]);
  }
  return new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('readFcd', () => {
  it('gives the traversals that SUMO itself gives as exit times, to the row', async () => {
    const [fcd, routes] = await Promise.all([
      readFcd(grid.file('fcd.xml'), network),
      readVehroutes(grid.file('routes.xml'), (edge) => network.linkIndex(edge)),
    ]);
    expect(routes.traversals.count).toBeGreaterThan(400);
    expect(routes.misaligned).toBe(0);
    expect(byVehicle(fcd.traversals)).toEqual(byVehicle(routes.traversals));
    expect([fcd.gone, fcd.underway, fcd.jumps, fcd.unknownLinks.size]).toEqual([
      routes.arrived,
      routes.underway,
      0,
      0,
    ]);
    expect(fcd.steps).toBe(400);
  });

  it('records the same from a running SUMO', async () => {
    const sumo = await startSumo({
      args: [
        '-n',
        grid.file('grid.net.xml'),
        '-r',
        grid.file('traffic.rou.xml'),
        '--seed',
        '7',
        '--no-warnings',
      ],
    });
    const live = await recordTraversals(
      sumo.vehicles.stream(['roadID', 'lanePosition'], { until: 400 }),
      network,
    ).finally(() => sumo.close());
    const fcd = await readFcd(grid.file('fcd.xml'), network);
    expect(byVehicle(live.traversals)).toEqual(byVehicle(fcd.traversals));
    expect([live.gone, live.underway]).toEqual([fcd.gone, fcd.underway]);
  });

  it('interpolates what a long period hides, along the way that was driven', async () => {
    grid.sumo(['-e', '400', '--fcd-output', 'sparse.xml', '--device.fcd.period', '10']);
    const [sparse, dense] = await Promise.all(
      ['sparse.xml', 'fcd.xml'].map((n) => readFcd(grid.file(n), network)),
    );
    const whole = byVehicle(dense.traversals);
    let compared = 0;
    let error = 0;
    for (const [name, rows] of byVehicle(sparse.traversals)) {
      const truth = whole.get(name) ?? [];
      // What is seen of a drive is a part of it, link by link.
      const begin = truth.findIndex(([link]) => link === rows[0][0]);
      expect(truth.slice(begin, begin + rows.length).map(([l]) => l)).toEqual(rows.map(([l]) => l));
      rows.forEach(([, entry, exit, flags], k) => {
        expect(exit).toBeGreaterThanOrEqual(entry);
        if (k > 0) expect(entry).toBe(rows[k - 1][2]);
        if (k === 0 || k === rows.length - 1) return;
        expect(flags).toBe(traversalFlag.interpolated);
        error += Math.abs(entry - truth[begin + k][1]);
        compared++;
      });
    }
    expect(compared).toBeGreaterThan(50);
    expect(error / compared).toBeLessThan(4);
  });

  const step = (time: string, vehicles: readonly (readonly [string, string, number])[]): string =>
    `<timestep time="${time}">\n${vehicles.map(([id, lane, pos]) => `  <vehicle id="${id}" x="1" y="2" pos="${pos}" lane="${lane}"/>\n`).join('')}</timestep>\n`;
  const wrap = (steps: string): string => `<fcd-export>\n${steps}</fcd-export>\n`;
  const fault = async (path: string): Promise<InputError> => {
    const error: unknown = await readFcd(path, network).catch((e: unknown) => e);
    if (error instanceof InputError) return error;
    throw new Error(`${path} was read: ${String(error)}`);
  };

  it('begins a new drive where a vehicle turns up where it cannot have driven', async () => {
    const [a, b] = ['left0A0', 'C2top2'];
    const steps = [step('0', [['v', `${a}_0`, 3]]), step('1', [['v', `${b}_0`, 5]]), step('2', [])].join('');
    const { traversals, jumps, gone } = await readFcd(file('jump.xml', wrap(steps)), network);
    expect([jumps, gone]).toEqual([1, 1]);
    expect(byVehicle(traversals).get('v')).toEqual([
      [network.linkIndex(a), 0, 0, 3],
      [network.linkIndex(b), 1, 2, 3],
    ]);
  });

  it('counts edges that the network lacks, and goes on', async () => {
    const steps = [
      step('0', [['v', 'left0A0_0', 3]]),
      step('1', [
        ['v', 'nowhere_0', 3],
        ['w', 'nowhere_1', 3],
      ]),
      step('2', [['v', 'A0B0_0', 3]]),
      step('3', []),
    ];
    const { traversals, unknownLinks } = await readFcd(file('unknown.xml', wrap(steps.join(''))), network);
    expect([...unknownLinks]).toEqual([['nowhere', 2]]);
    expect(byVehicle(traversals).get('v')).toHaveLength(2);
  });

  it('keeps what is whole of a truncated file, wherever it breaks, and says line and byte', async () => {
    const text = readFileSync(grid.file('fcd.xml'));
    const whole = byVehicle((await readFcd(grid.file('fcd.xml'), network)).traversals);
    for (const part of [0.2, 0.5, 0.77, 0.999]) {
      const cut = text.subarray(0, Math.floor(text.length * part));
      const error = await fault(file('cut.xml', cut));
      expect(error).toBeInstanceOf(BrokenTraceError);
      const line = cut.toString().split('\n').length;
      expect(error.message).toMatch(
        new RegExp(`cut\\.xml:${line}:\\d+: breaks off: .*\\(byte ${cut.length}\\) .* are whole`),
      );
      const { kept } = error as BrokenTraceError<FcdTraversals>;
      expect(kept.steps).toBe(
        cut.toString().split('</timestep>').length -
          1 +
          (cut.toString().match(/<timestep [^>]*\/>/g) ?? []).length,
      );
      for (const [name, rows] of byVehicle(kept.traversals))
        expect(whole.get(name)?.slice(0, rows.length)).toEqual(rows);
    }
    const packed = gzipSync(text);
    expect((await readFcd(file('whole.xml.gz', packed), network)).fixes).toBe(
      (await readFcd(grid.file('fcd.xml'), network)).fixes,
    );
    const error = await fault(file('cut.xml.gz', packed.subarray(0, packed.length / 2)));
    expect(error.message).toMatch(/the compressed file is cut off: the content breaks off/);
    expect((error as BrokenTraceError<FcdTraversals>).kept.steps).toBeGreaterThan(100);
  });

  it.each([
    ['times that run backwards', wrap(step('5', []) + step('4', [])), /:4:1: goes from 5 s back to 4 s/],
    ['a time that is none', wrap(step('soon', [])), /has the time "soon"/],
    ['another file of SUMO', '<routes/>', /begins with <routes>: an FCD file/],
    ['an empty file', '', /empty\.xml:1:1: is empty \(byte 0\)/],
    ['lanes left out', wrap(step('1', [['v', 'x', 1]]).replace('lane=', 'edge=')), /vehicle v has no lane/],
    [
      'positions left out',
      wrap(step('1', [['v', 'x_0', 1]]).replace('pos=', 'posi=')),
      /vehicle v has no pos/,
    ],
    [
      'a vehicle without a name',
      wrap(step('1', [['v', 'x_0', 1]]).replace('id=', 'ident=')),
      /:3:3: a <vehicle> without an id/,
    ],
    ['an entity bomb', `<!DOCTYPE f [<!ENTITY a "aaaa">]>${wrap('')}`, /document type declaration/],
  ])('refuses %s', async (_, text, message) => {
    expect((await fault(file('empty.xml', text))).message).toMatch(message);
  });
});
