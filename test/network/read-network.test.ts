import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/input/index.js';
import { readNetwork } from '../../src/network/index.js';

const GRID3 = 'sumo-configs/grid3/grid3.net.xml';
const BEIJING = 'sumo-configs/beijing/beijing.net.xml';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bidlane-test-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function fileWith(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function refusal(path: string): Promise<InputError> {
  try {
    await readNetwork(path);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error(`${path} was accepted`);
}

const MINI = `<?xml version="1.0" encoding="UTF-8"?>
<net version="1.9">
    <location netOffset="0,0" convBoundary="0,0,1,1" origBoundary="0,0,1,1" projParameter="!"/>
    <edge id=":b_0" function="internal">
        <lane id=":b_0_0" index="0" speed="5" length="4.00" shape="100,0 104,0"/>
        <lane id=":b_0_1" index="1" speed="5" length="6.00" shape="100,0 106,0"/>
    </edge>
    <edge id=":b_2" function="internal">
        <lane id=":b_2_0" index="0" speed="5" length="3.50" shape="103,0 106,1"/>
    </edge>
    <edge id=":w_0" function="walkingarea">
        <lane id=":w_0_0" index="0" allow="pedestrian" speed="1" length="3.50" shape="103,0 106,1"/>
    </edge>
    <edge id="ab" from="a" to="b" priority="3" type="avenue" name="Long &amp; Straight">
        <lane id="ab_0" index="0" allow="bus" speed="30.00" length="100.00" shape="0,-5 100,-5"/>
        <lane id="ab_1" index="1" disallow="tram" speed="10.00" length="100.00" shape="0,-3 100,-3"/>
        <lane id="ab_2" index="2" speed="12.00" length="100.00" shape="0,-1 100,-1"/>
        <lane id="ab_3" index="3" speed="11.00" length="100.00" shape="0,1 100,1"/>
    </edge>
    <edge id="bc" from="b" to="c" priority="1">
        <lane id="bc_0" index="0" speed="10.00" length="50.00" shape="106,0 156,0"/>
        <lane id="bc_1" index="1" speed="10.00" length="50.00" shape="106,3 156,3"/>
    </edge>
    <edge id="bd" from="b" to="d" priority="1">
        <lane id="bd_0" index="0" disallow="passenger truck" speed="10.00" length="50.00" shape="106,0 106,50"/>
    </edge>
    <junction id="a" type="dead_end" x="0" y="0" incLanes="" intLanes="" shape="0,0 1,1"/>
    <junction id="b" type="traffic_light" x="100" y="0" incLanes="" intLanes="" shape="0,0 1,1"/>
    <junction id="c" type="dead_end" x="156" y="0" incLanes="" intLanes="" shape="0,0 1,1"/>
    <junction id="d" type="dead_end" x="106" y="50" incLanes="" intLanes="" shape="0,0 1,1"/>
    <junction id=":b_2_0" type="internal" x="106" y="50" incLanes="" intLanes=""/>
    <connection from="ab" to="bc" fromLane="0" toLane="0" via=":b_0_0" tl="b" linkIndex="0" dir="s" state="o"/>
    <connection from="ab" to="bc" fromLane="1" toLane="0" via=":b_0_0" tl="b" linkIndex="1" dir="s" state="o"/>
    <connection from="ab" to="bc" fromLane="2" toLane="1" via=":b_0_1" tl="b" linkIndex="2" dir="s" state="o"/>
    <connection from="ab" to="bd" fromLane="3" toLane="0" dir="l" state="o"/>
    <connection from=":b_0" to="bc" fromLane="1" toLane="1" via=":b_2_0" dir="s" state="M"/>
    <connection from=":b_2" to="bc" fromLane="0" toLane="1" dir="s" state="M"/>
</net>
`;

describe('readNetwork', () => {
  it('reads links, junctions, turns and lanes as the file has them', async () => {
    const network = await readNetwork(await fileWith('mini.net.xml', MINI));
    expect(network.links.map((link) => link.id)).toEqual(['ab', 'bc', 'bd']);
    expect(network.junctions.map((junction) => junction.signalled)).toEqual([false, true, false, false]);
    const [ab, bc, bd] = network.links;
    expect(ab).toMatchObject({ from: 0, to: 1, length: 100, lanes: 4, speedLimit: 12, passenger: true });
    expect(ab).toMatchObject({ type: 'avenue', name: 'Long & Straight', priority: 3 });
    expect([...ab.shape]).toEqual([0, -2, 100, -2]);
    expect(bd.passenger).toBe(false);
    expect([...bc.shape]).toEqual([106, 1.5, 156, 1.5]);
    expect(network.freeFlowTime(0)).toBeCloseTo(100 / 12, 12);
    expect(network.projection).toBeUndefined();
  });

  it('joins the lanes of a turn and adds up the internal lanes it is driven in', async () => {
    const network = await readNetwork(await fileWith('mini2.net.xml', MINI));
    expect(network.connections).toHaveLength(2);
    // Lane 1 drives 4 m; lane 2 drives 6 m and then 3.5 m. Lane 0 is for buses.
    expect(network.connections[0]).toMatchObject({
      from: 0,
      to: 1,
      direction: 'straight',
      signal: 'b',
      passenger: true,
    });
    expect(network.connections[0].internalLength).toBeCloseTo((4 + 9.5) / 2, 12);
    expect(network.connections[1]).toMatchObject({
      from: 0,
      to: 2,
      direction: 'left',
      passenger: false,
      internalLength: 0,
    });
    expect([...network.successors.offsets]).toEqual([0, 2, 2, 2]);
    expect([...network.successors.targets]).toEqual([1, 2]);
    expect([...network.predecessors.offsets]).toEqual([0, 0, 1, 2]);
    expect([...network.predecessors.targets]).toEqual([0, 0]);
    expect(network.connection(0, 2)?.index).toBe(1);
    expect(network.connection(1, 0)).toBeUndefined();
  });

  it('reads the 3 x 3 roads: 48 links of 200 m roads at 10 m/s, 12 entrances', async () => {
    const network = await readNetwork(GRID3);
    expect(network.links).toHaveLength(48);
    expect(network.junctions.filter((junction) => junction.type === 'dead_end')).toHaveLength(12);
    for (const link of network.links) {
      const [a, b] = [network.junctions[link.from], network.junctions[link.to]];
      expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeCloseTo(200, 9);
      expect(link.speedLimit).toBe(10);
      expect(link.length).toBeGreaterThan(180);
    }
    // 9 crossings, 4 ways in, 3 ways out each.
    expect(network.connections).toHaveLength(9 * 4 * 3);
    const turns = new Map<string, number>();
    for (const { direction } of network.connections) turns.set(direction, (turns.get(direction) ?? 0) + 1);
    expect(Object.fromEntries(turns)).toEqual({ straight: 36, left: 36, right: 36 });
  });

  it('knows where Beijing is', async () => {
    const network = await readNetwork(BEIJING);
    const crossing = network.junctions[network.junctionIndex('jianguomenwai_ritan') ?? -1];
    const [longitude, latitude] = network.projection?.toLonLat(crossing.x, crossing.y) ?? [0, 0];
    expect(longitude).toBeCloseTo(116.4372, 5);
    expect(latitude).toBeCloseTo(39.9084, 5);
    const [x, y] = network.projection?.fromLonLat(longitude, latitude) ?? [0, 0];
    expect(Math.hypot(x - crossing.x, y - crossing.y)).toBeLessThan(1e-3);
  });

  it('reads .gz like the plain file', async () => {
    const path = await fileWith('grid3.net.xml.gz', gzipSync(await readFile(GRID3)));
    const [zipped, plain] = [await readNetwork(path), await readNetwork(GRID3)];
    expect(zipped.links).toEqual(plain.links);
    expect(zipped.connections).toEqual(plain.connections);
  });

  it('finds links by id and suggests the nearest', async () => {
    const network = await readNetwork(GRID3);
    expect(network.link('A1-A2', 'here').index).toBe(network.linkIndex('A1-A2'));
    expect(() => network.link('A1-A22', 'task 3')).toThrow(
      /^task 3: unknown link "A1-A22": did you mean A1-A2\?$/,
    );
  });
});

describe('readNetwork refuses', () => {
  it('a missing file, a folder', async () => {
    expect((await refusal(join(folder, 'none.net.xml'))).message).toMatch(
      /none\.net\.xml: no such file: must be a whole SUMO network/,
    );
    expect((await refusal(folder)).what).toBe('is a folder');
  });

  it('what is no network', async () => {
    const routes = await refusal(
      await fileWith('a.net.xml', '<?xml version="1.0"?>\n\n  <routes>\n</routes>\n'),
    );
    expect(routes.where).toMatch(/a\.net\.xml:3:3$/);
    expect(routes.what).toBe('the root element is <routes>');
    expect((await refusal(await fileWith('b.net.xml', 'hello'))).where).toMatch(/b\.net\.xml:1:\d+$/);
    expect((await refusal(await fileWith('c.net.xml', ''))).what).toMatch(/malformed XML/);
    expect((await refusal(await fileWith('d.net.xml', '<net version="1.9">\n</net>'))).what).toBe(
      'has no roads',
    );
    expect((await refusal(await fileWith('e.net.xml.gz', 'hello'))).what).toMatch(/not gzip/);
    const whole = gzipSync(await readFile(GRID3));
    expect((await refusal(await fileWith('f.net.xml.gz', whole.subarray(0, 2000)))).what).toMatch(/cut off/);
  });

  it('a network cut off anywhere', async () => {
    const text = MINI.trimEnd();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: text.length - 1 }), async (end) => {
        const error = await refusal(await fileWith('cut.net.xml', text.slice(0, end)));
        expect(error.where).toMatch(/cut\.net\.xml:\d+:\d+$/);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [
      'length="100.00" shape="0,-5',
      'length="long" shape="0,-5',
      /^.*:15:9: length of <lane> is "long": must be a number/,
    ],
    ['length="100.00" shape="0,-5', 'length="0" shape="0,-5', /^.*:15:9: length of <lane> is "0"/],
    ['shape="0,-3 100,-3"', 'shape="0,-3"', /^.*:16:9: shape of <lane> is not a line/],
    [
      '<edge id="ab" from="a"',
      '<edge id="ab" from="z"',
      /^.*:14:5: <edge id="ab"> goes from an unknown junction/,
    ],
    ['<edge id="bc" from="b"', '<edge id="bc"', /^.*:20:5: <edge> has no from/],
    ['<edge id="bd"', '<edge id="bc"', /^.*:24:5: second <edge id="bc">/],
    ['to="bd" fromLane', 'to="be" fromLane', /^.*:35:5: <connection> with an unknown edge "be"/],
    ['x="156"', 'x=""', /^.*:29:5: <junction> has no x/],
    [
      'projParameter="!"',
      'projParameter="+proj=nonsense"',
      /^.*:3:5: projParameter "\+proj=nonsense" is not understood/,
    ],
    ['netOffset="0,0"', 'netOffset="0"', /^.*:3:5: netOffset of <location> is not a point/],
    ['</edge>', '</egde>', /^.*:7:\d+: malformed XML/],
  ])('%s made %s', async (right, wrong, message) => {
    expect(MINI).toContain(right);
    const error = await refusal(await fileWith('wrong.net.xml', MINI.replace(right, wrong)));
    expect(error.message).toMatch(message);
  });
});
