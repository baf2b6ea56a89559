import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/input/index.js';
import {
  BrokenTraceError,
  FcdStream,
  type LinkTraversals,
  readVehroutes,
  traversalFlag,
  type Vehroutes,
  vehrouteOptions,
} from '../../src/traces/index.js';
import { streamXml } from '../../src/traces/internal/xml-stream.js';
import { type GridTraffic, gridTraffic } from './grid-traffic.js';

/** The edge (an internal one begins with `:`) that every vehicle is on at every step, as SUMO's FCD output has it. */
async function fcd(path: string): Promise<Map<string, Map<number, string>>> {
  const seen = new Map<string, Map<number, string>>();
  const stream = new FcdStream(path);
  await stream.read(({ time, count, ids, lanes }) => {
    for (let i = 0; i < count; i++) {
      const id = stream.vehicles.name(ids[i]);
      const lane = stream.lanes.name(lanes[i]);
      const of = seen.get(id) ?? new Map<number, string>();
      seen.set(id, of.set(time, lane.slice(0, lane.lastIndexOf('_'))));
    }
  });
  return seen;
}

async function durations(path: string): Promise<Map<string, number>> {
  const of = new Map<string, number>();
  await streamXml(path, 'a tripinfo file', {
    open(tag) {
      if (tag.is('tripinfo')) of.set(tag.attribute('id') ?? '', Number(tag.attribute('duration')));
    },
  });
  return of;
}

/** Interns edges as they come. */
function numbering(): { names: string[]; indexOf: (edge: string) => number } {
  const names: string[] = [];
  const index = new Map<string, number>();
  const indexOf = (edge: string): number => {
    const known = index.get(edge);
    if (known !== undefined) return known;
    index.set(edge, names.length);
    return names.push(edge) - 1;
  };
  return { names, indexOf };
}

/** Where the vehicle was in the open interval of each traversal, and what it says of the link; counts rows that differ. */
function disagreements(
  t: LinkTraversals,
  names: readonly string[],
  seen: Map<string, Map<number, string>>,
  junction: 'before' | 'after',
): { rows: number; wrong: number } {
  let wrong = 0;
  for (let i = 0; i < t.count; i++) {
    const link = names[t.link[i]];
    let ok = true;
    for (const [time, edge] of seen.get(t.vehicles[t.vehicle[i]]) ?? []) {
      const inside = time >= t.entry[i] && time < t.exit[i];
      const on = edge === link;
      if (on && !inside) ok = false;
      if (inside && !on && !edge.startsWith(':')) ok = false;
    }
    // The step at which it is left is the first that is seen elsewhere: on the junction or, with internal lanes, beyond it.
    const at = seen.get(t.vehicles[t.vehicle[i]])?.get(t.exit[i]);
    if (junction === 'before' && at?.startsWith(':')) ok = false;
    if (at === link) ok = false;
    if (!ok) wrong++;
  }
  return { rows: t.count, wrong };
}

describe('readVehroutes on real SUMO output', () => {
  let grid: GridTraffic;
  beforeAll(() => {
    grid = gridTraffic();
  });
  afterAll(() => grid.remove());

  it.each(['1', '0.5'])('agrees with FCD output and trip durations at steps of %s s', async (step) => {
    const out = [`v${step}.xml`, `f${step}.xml`, `t${step}.xml`].map((n) => grid.file(n));
    grid.sumo([
      ...vehrouteOptions(out[0]),
      ...['--fcd-output', out[1], '--tripinfo-output', out[2], '--step-length', step],
      ...['--end', '400', '--time-to-teleport', '-1'],
    ]);
    const links = numbering();
    const read = await readVehroutes(out[0], links.indexOf);
    const { traversals: t } = read;
    expect(t.count).toBeGreaterThan(400);
    expect(read.arrived).toBeGreaterThan(60);
    expect(read.misaligned).toBe(0);
    expect(disagreements(t, links.names, await fcd(out[1]), 'before').wrong).toBe(0);

    const truth = await durations(out[2]);
    const sum = new Map<string, number>();
    const last = new Set<string>();
    for (let i = 0; i < t.count; i++) {
      const name = t.vehicles[t.vehicle[i]];
      if (i > 0 && t.vehicle[i] === t.vehicle[i - 1]) {
        expect(t.entry[i]).toBe(t.exit[i - 1]);
        expect(t.flags[i] & traversalFlag.partialFirst).toBe(0);
      } else expect(t.flags[i] & traversalFlag.partialFirst).toBe(traversalFlag.partialFirst);
      sum.set(name, (sum.get(name) ?? 0) + t.exit[i] - t.entry[i]);
      if (t.flags[i] & traversalFlag.partialLast) last.add(name);
    }
    expect(truth.size).toBe(read.arrived);
    expect(last.size).toBe(read.arrived);
    for (const [name, duration] of truth) expect(sum.get(name)).toBeCloseTo(duration, 9);
  });

  it('gives the junction to the link after it where the file has no internal lanes', async () => {
    const plain = [...vehrouteOptions(grid.file('p.xml'))].slice(0, 6);
    grid.sumo([...plain, '--fcd-output', grid.file('p.fcd.xml'), '--end', '300']);
    const links = numbering();
    const { traversals, underway } = await readVehroutes(grid.file('p.xml'), links.indexOf);
    expect(underway).toBeGreaterThan(0);
    const seen = await fcd(grid.file('p.fcd.xml'));
    expect(disagreements(traversals, links.names, seen, 'after')).toEqual({
      rows: traversals.count,
      wrong: 0,
    });
    const onJunction = (i: number): boolean =>
      seen.get(traversals.vehicles[traversals.vehicle[i]])?.get(traversals.exit[i])?.startsWith(':') === true;
    expect(Array.from({ length: traversals.count }, (_, i) => i).filter(onJunction).length).toBeGreaterThan(
      100,
    );
  });

  it('follows the route really driven when vehicles reroute, plain or gzipped', async () => {
    const reroute = ['--device.rerouting.probability', '1', '--device.rerouting.period', '5', '--end', '400'];
    const run = ['--fcd-output', grid.file('r.fcd.xml'), '--time-to-teleport', '-1', ...reroute];
    grid.sumo([...vehrouteOptions(grid.file('r.xml.gz')), ...run]);
    const xml = gunzipSync(readFileSync(grid.file('r.xml.gz')));
    expect(xml.toString()).toMatch(/replacedOnEdge="[a-zA-Z]/);
    writeFileSync(grid.file('r.xml'), xml);
    const links = numbering();
    const gz = await readVehroutes(grid.file('r.xml.gz'), links.indexOf);
    expect(gz).toEqual(await readVehroutes(grid.file('r.xml'), links.indexOf));
    expect(gz.misaligned).toBeLessThan(0.05 * gz.arrived);
    const seen = await fcd(grid.file('r.fcd.xml'));
    expect(disagreements(gz.traversals, links.names, seen, 'before').wrong).toBe(0);
  });

  it('reads human-readable times as the same seconds', async () => {
    grid.sumo([...vehrouteOptions(grid.file('h.xml')), '--end', '200']);
    grid.sumo([...vehrouteOptions(grid.file('hh.xml')), '--end', '200', '--human-readable-time']);
    const links = numbering();
    expect(await readVehroutes(grid.file('hh.xml'), links.indexOf)).toEqual(
      await readVehroutes(grid.file('h.xml'), links.indexOf),
    );
  });

  it('leaves out trips that a teleport scrambled', async () => {
    const jam = ['--scale', '8', '--time-to-teleport', '15', '--end', '600', '--ignore-route-errors'];
    const run = ['--fcd-output', grid.file('j.fcd.xml'), ...jam];
    grid.sumo([...vehrouteOptions(grid.file('j.xml')), ...run]);
    const links = numbering();
    const freeFlowTimes = new Float64Array(200).fill(135 / 13.9);
    const read = await readVehroutes(grid.file('j.xml'), links.indexOf, { freeFlowTimes });
    expect(read.misaligned).toBeGreaterThan(10);
    const { rows, wrong } = disagreements(
      read.traversals,
      links.names,
      await fcd(grid.file('j.fcd.xml')),
      'before',
    );
    const careless = await readVehroutes(grid.file('j.xml'), links.indexOf);
    expect(careless.misaligned).toBeLessThan(read.misaligned);
    expect(wrong / rows).toBeLessThan(0.02);
  });
});

describe('readVehroutes on files that are not right', () => {
  let grid: GridTraffic;
  beforeAll(() => {
    grid = gridTraffic();
  });
  afterAll(() => grid.remove());
  const file = (name: string, text: string | Buffer): string => {
    writeFileSync(grid.file(name), text);
    return grid.file(name);
  };
  const vehicle = (id: string, depart: string, edges: string, exits: string, arrival = ''): string =>
    `  <vehicle id="${id}" depart="${depart}"${arrival}>\n    <route edges="${edges}" exitTimes="${exits}"/>\n  </vehicle>\n`;
  const two = `<routes>\n${vehicle('a', '0', 'x :j_0 y', '10 12 20', ' arrival="20"')}${vehicle('b', '5', 'x :j_0 y', '15 18 -1')}</routes>\n`;
  const index = (edge: string): number | undefined => ({ x: 0, y: 1 })[edge];
  const fault = async (path: string, options = {}): Promise<Error> =>
    await readVehroutes(path, index, options).then(
      () => new Error('read'),
      (error: Error) => error,
    );

  it('reads the junction as part of the link before it', async () => {
    const { traversals, arrived, underway } = await readVehroutes(file('two.xml', two), index);
    expect([...traversals.link]).toEqual([0, 1, 0]);
    expect([...traversals.entry]).toEqual([0, 12, 5]);
    expect([...traversals.exit]).toEqual([12, 20, 18]);
    expect([...traversals.flags]).toEqual([1, 2, 1]);
    expect([arrived, underway]).toEqual([1, 1]);
  });

  it('leaves out a link whose junction is not crossed yet, a vehicle never departed, and marks planned stops', async () => {
    const stop = '<stop lane="y_0" started="14" ended="15"/></vehicle>';
    const text = `<routes>${vehicle('a', '0', 'x :j_0 y', '10 -1 -1')}${vehicle('b', '-1', 'x', '-1')}${vehicle('c', '3', 'x :j_0 y :k_0 x', '9 9 16 16 -1').replace('</vehicle>', stop)}</routes>`;
    const read = await readVehroutes(file('more.xml', text), index);
    expect([read.arrived, read.underway, read.waiting]).toEqual([0, 2, 1]);
    expect([...read.traversals.exit]).toEqual([9, 16]);
    expect([...read.traversals.flags]).toEqual([traversalFlag.partialFirst, traversalFlag.plannedStop]);
  });

  it('keeps what is whole of a truncated file, wherever it breaks, plain and gzipped', async () => {
    for (let cut = 8; cut < two.trimEnd().length; cut += 7) {
      const error = await fault(file('cut.xml', two.slice(0, cut)));
      expect(error).toBeInstanceOf(BrokenTraceError);
      const { kept } = error as BrokenTraceError<Vehroutes>;
      const whole = two.slice(0, cut).split('</vehicle>').length - 1;
      expect(kept.traversals.vehicles).toEqual(['a', 'b'].slice(0, whole));
      const { where } = error as InputError;
      expect(where).toMatch(/cut\.xml:\d+:\d+$/);
      expect(Number(where.split(':').at(-2))).toBe(two.slice(0, cut).split('\n').length);
    }
    const many = Array.from({ length: 3000 }, (_, i) =>
      vehicle(`v${i}`, '0', 'x y', `${10 + (i % 7)} 30`, ' arrival="30"'),
    );
    const packed = gzipSync(`<routes>\n${many.join('')}</routes>\n`);
    const error = await fault(file('cut.xml.gz', packed.subarray(0, packed.length / 2)));
    expect(error).toBeInstanceOf(BrokenTraceError);
    expect((error as BrokenTraceError<Vehroutes>).kept.arrived).toBeGreaterThan(500);
  });

  it('says line and column of malformed XML, and never expands entities', async () => {
    const bad = await fault(file('bad.xml', two.replace('id="b"', 'id=b')));
    expect(bad.message).toMatch(/bad\.xml:5:\d+: .*before it are whole/);
    const bomb = `<!DOCTYPE routes [<!ENTITY a "aaaa">]><routes><vehicle id="&a;" depart="0"/></routes>`;
    expect((await fault(file('bomb.xml', bomb))).message).toMatch(/has a document type declaration/);
  });

  it.each([
    ['unknown links', two.replaceAll('x :j', 'q :j'), /:3:\d+: the network has no link q|no link q/],
    [
      'times that run backwards',
      two.replace('10 12 20', '10 8 20'),
      /vehicle a leaves :j_0 at 8 s, before it entered it at 10 s/,
    ],
    ['no exit times', two.replaceAll('exitTimes', 'times'), /--vehroute-output.exit-times true/],
    ['too few exit times', two.replace('10 12 20', '10 12'), /has 2 exit times for 3 links/],
    ['times that are no times', two.replace('10 12 20', '10 12 soon'), /exit time "soon"/],
    ['another file of SUMO', '<fcd-export><timestep time="0"/></fcd-export>', /begins with <fcd-export>/],
    [
      'a route file that was not driven',
      '<routes><trip id="a" depart="0" from="x" to="y"/></routes>',
      /says nothing of a drive/,
    ],
  ])('refuses %s', async (_, text, message) => {
    const error = await fault(file('wrong.xml', text));
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toMatch(message);
  });

  it('counts unknown links where asked to, and refuses a file that is not there', async () => {
    const read = await readVehroutes(file('unknown.xml', two.replaceAll('x :j', 'q :j')), index, {
      unknownLinks: 'count',
    });
    expect([...read.unknownLinks]).toEqual([['q', 2]]);
    expect(read.traversals.count).toBe(1);
    expect((await fault(grid.file('nowhere.xml'))).message).toMatch(/nowhere\.xml: there is no such file: /);
    expect((await fault(grid.folder)).message).toMatch(/is not a file/);
  });
});
