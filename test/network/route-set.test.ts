import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RoadNetwork, type RouteSet, readNetwork, readRoutes } from '../../src/network/index.js';

let grid: RoadNetwork;
let folder = '';
beforeAll(async () => {
  grid = await readNetwork('sumo-configs/grid3/grid3.net.xml');
  folder = await mkdtemp(join(tmpdir(), 'bidlane-test-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function routes(body: string): Promise<RouteSet> {
  const path = join(folder, 'test.rou.xml');
  await writeFile(path, `<routes>\n${body}\n</routes>\n`);
  return readRoutes(path, grid);
}

describe('readRoutes', () => {
  it('reads routes that stand alone and inside vehicles', async () => {
    const set = await routes(`  <vType id="car" vClass="passenger"/>
  <route id="r0" edges="w1-A1 A1-B1 B1-C1"/>
  <vehicle id="v0" type="car" route="r0" depart="1.50"/>
  <vehicle id="v1" depart="0:01:30"><param key="a" value="b"/><route edges=" A1-A2
 A2-A3 "/></vehicle>`);
    expect(set.routes.map((route) => route.id)).toEqual(['r0', 'v1']);
    expect([...set.routes[1].links]).toEqual([grid.linkIndex('A1-A2'), grid.linkIndex('A2-A3')]);
    expect(set.routes[1].length).toBeCloseTo(
      grid.link('A1-A2', '').length + grid.link('A2-A3', '').length,
      9,
    );
    expect(set.vehicles).toEqual([
      { id: 'v0', depart: 1.5, route: 0, type: 'car' },
      { id: 'v1', depart: 90, route: 1, type: '' },
    ]);
  });

  it.each([
    [
      '<route id="r" edges="w1-A1 A1-B7"/>',
      /test\.rou\.xml:2:1: unknown link "A1-B7": did you mean A1-B1\?$/,
    ],
    [
      '<route id="r" edges="w1-A1 B1-C1"/>',
      /:2:1: route "r": link B1-C1 does not follow w1-A1: after w1-A1 come .*A1-B1/,
    ],
    ['<route id="r" edges="C1-e1 w1-A1"/>', /does not follow C1-e1: the network ends at C1-e1$/],
    ['<route id="r" edges=""/>', /<route> has no edges/],
    ['<route edges="w1-A1"/>', /<route> has no id/],
    ['<route id="r" edges="w1-A1"/>\n<route id="r" edges="w1-A1"/>', /:3:1: second route "r"/],
    [
      '\n <trip id="t" depart="0" from="w1-A1" to="C1-e1"/>',
      /:3:2: <trip> has no route yet: make routes of it first: duarouter/,
    ],
    ['<flow id="f" begin="0" end="9" period="1" from="w1-A1" to="C1-e1"/>', /<flow> has no route yet/],
    ['<vehicle id="v" depart="0" route="r9"/>', /unknown route "r9"/],
    ['<vehicle id="v" depart="0"></vehicle>', /:2:1: vehicle "v" has no route/],
    ['<vehicle id="v" depart="soon"><route edges="w1-A1"/></vehicle>', /depart is "soon": must be a time/],
    ['<vehicle id="v" depart="1:2"><route edges="w1-A1"/></vehicle>', /depart is "1:2"/],
    ['<vehicle id="v"><route edges="w1-A1"/></vehicle>', /<vehicle> has no depart/],
    ['<route id="r" edges="w1-A1">', /malformed XML/],
  ])('refuses %s', async (body, message) => {
    await expect(routes(body)).rejects.toThrow(message);
  });

  it('refuses a network for a route file', async () => {
    await expect(readRoutes('sumo-configs/grid3/grid3.net.xml', grid)).rejects.toThrow(
      /root element is <net>: must be a SUMO route file/,
    );
  });
});
