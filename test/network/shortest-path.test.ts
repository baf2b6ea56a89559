import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  alternativePaths,
  lengthCosts,
  PathFinder,
  type RoadNetwork,
  readNetwork,
  readRoutes,
  shortestPath,
  timeCosts,
} from '../../src/network/index.js';
import { runSumoTool } from '../../src/sumo/index.js';
import { smallNetwork } from './small-network.js';

/** Small random networks: up to 6 junctions, 14 links; about a quarter of the turns forbidden. */
const networks = fc
  .record({
    junctions: fc.integer({ min: 2, max: 6 }),
    roads: fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.integer({ min: 1, max: 9 })), {
      minLength: 1,
      maxLength: 14,
    }),
    salt: fc.nat(1000),
  })
  .map(({ junctions, roads, salt }) => {
    const inside = roads
      .map(([from, to, length]) => [from % junctions, to % junctions, length] as const)
      .filter(([from, to]) => from !== to);
    return smallNetwork(
      junctions,
      inside.length > 0 ? inside : [[0, 1, 1]],
      (a, b) => (a * 31 + b * 17 + salt) % 4 === 0,
    );
  });

/** Every path from a link to another that passes no junction twice, by trying all, cheapest first. */
function allPaths(network: RoadNetwork, from: number, to: number): { links: number[]; cost: number }[] {
  const found: { links: number[]; cost: number }[] = [];
  const walk = (links: number[], passed: number[], cost: number): void => {
    const last = links[links.length - 1];
    if (last === to) {
      found.push({ links, cost });
      return;
    }
    const { offsets, targets } = network.successors;
    for (const next of targets.subarray(offsets[last], offsets[last + 1])) {
      const { to: end, length } = network.links[next];
      if (!passed.includes(end)) walk([...links, next], [...passed, end], cost + length);
    }
  };
  const first = network.links[from];
  walk([from], [first.from, first.to], first.length);
  return found.sort((a, b) => a.cost - b.cost || compare(a.links, b.links));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}

/** Costs from a link to all others by relaxing every connection until nothing changes. */
function relaxed(network: RoadNetwork, from: number): number[] {
  const costs = network.links.map((link) => (link.index === from ? link.length : Number.POSITIVE_INFINITY));
  for (let round = 0; round < costs.length; round++) {
    for (const { from: a, to: b } of network.connections)
      costs[b] = Math.min(costs[b], costs[a] + network.lengths[b]);
  }
  return costs;
}

describe('shortest paths', () => {
  it('cost what relaxing every turn to the end gives, and are connected', () => {
    fc.assert(
      fc.property(networks, fc.nat(13), (network, start) => {
        const from = start % network.links.length;
        const finder = new PathFinder(network, lengthCosts(network));
        const expected = relaxed(network, from);
        expect([...finder.costsFrom(from)]).toEqual(expected);
        for (let to = 0; to < expected.length; to++) {
          const path = finder.path(from, to);
          expect(path?.cost ?? Number.POSITIVE_INFINITY).toBe(expected[to]);
          if (path === undefined) continue;
          expect([path.links[0], path.links[path.links.length - 1]]).toEqual([from, to]);
          expect(path.links.reduce((sum, link) => sum + network.lengths[link], 0)).toBe(path.cost);
          for (let i = 1; i < path.links.length; i++) {
            expect(network.connection(path.links[i - 1], path.links[i])).toBeDefined();
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('follow the times they are given', () => {
    const network = smallNetwork(4, [
      [0, 1, 1],
      [1, 2, 10],
      [1, 3, 1],
      [3, 2, 1],
      [2, 0, 1],
    ]);
    expect(shortestPath(network, 0, 4)?.links).toEqual([0, 2, 3, 4]);
    const congested = Float64Array.of(1, 5, 4, 4, 1);
    expect(shortestPath(network, 0, 4, timeCosts(network, congested))).toEqual({ links: [0, 1, 4], cost: 7 });
    expect(shortestPath(network, 4, 4)).toEqual({ links: [4], cost: 1 });
    const closed = Float64Array.of(1, Number.POSITIVE_INFINITY, 4, Number.POSITIVE_INFINITY, 1);
    expect(shortestPath(network, 0, 4, timeCosts(network, closed))).toBeUndefined();
  });

  it('refuse costs below 0 and costs of another network', () => {
    const network = smallNetwork(2, [[0, 1, 1]]);
    expect(() => new PathFinder(network, timeCosts(network, Float64Array.of(-1)))).toThrow(RangeError);
    expect(() => new PathFinder(network, timeCosts(network, Float64Array.of(Number.NaN)))).toThrow(
      RangeError,
    );
    expect(() => timeCosts(network, Float64Array.of(1, 2))).toThrow(/times of 1 links wanted, 2 given/);
  });
});

describe('shortest paths in time', () => {
  it("are as quick as those of SUMO's own router", async () => {
    const network = await readNetwork('sumo-configs/beijing/beijing.net.xml');
    const finder = new PathFinder(network, timeCosts(network));
    const trips: string[] = [];
    for (let i = 0; trips.length < 60; i++) {
      const [from, to] = [
        network.links[(i * 37) % network.links.length],
        network.links[(i * 91 + 5) % network.links.length],
      ];
      if (finder.path(from.index, to.index) !== undefined) {
        trips.push(`<trip id="${i}" depart="0" from="${from.id}" to="${to.id}"/>`);
      }
    }
    const folder = await mkdtemp(join(tmpdir(), 'bidlane-test-'));
    await writeFile(join(folder, 'trips.xml'), `<routes>${trips.join('')}</routes>`);
    await runSumoTool('duarouter', [
      ...[
        '--net-file',
        network.source,
        '--route-files',
        join(folder, 'trips.xml'),
        '--output-file',
        join(folder, 'r.xml'),
      ],
      ...['--weights.minor-penalty', '0', '--alternatives-output', 'NUL'],
    ]);
    const { routes } = await readRoutes(join(folder, 'r.xml'), network);
    await rm(folder, { recursive: true });
    expect(routes).toHaveLength(60);
    for (const { links } of routes) {
      let theirs = 0;
      links.forEach((link, i) => {
        const turn = i === 0 ? undefined : network.connection(links[i - 1], link);
        theirs += finder.costs.links[link] + (turn === undefined ? 0 : finder.costs.connections[turn.index]);
      });
      const ours = finder.path(links[0], links[links.length - 1])?.cost ?? Number.NaN;
      // SUMO drives the turns inside junctions at their own limits, so a detour of a few seconds may look better to it.
      expect(ours).toBeLessThanOrEqual(theirs + 1e-9);
      expect(ours).toBeGreaterThan(theirs - 6);
    }
  });
});

describe('alternative paths', () => {
  it('are the cheapest of all paths that pass no junction twice', () => {
    fc.assert(
      fc.property(
        networks,
        fc.nat(13),
        fc.nat(13),
        fc.integer({ min: 0, max: 6 }),
        (network, start, end, count) => {
          const [from, to] = [start % network.links.length, end % network.links.length];
          const finder = new PathFinder(network, lengthCosts(network));
          const all = allPaths(network, from, to);
          const found = alternativePaths(finder, from, to, count);
          expect(found.map(({ cost }) => cost)).toEqual(all.slice(0, count).map(({ cost }) => cost));
          expect(new Set(found.map(({ links }) => links.join())).size).toBe(found.length);
          // Of equally cheap ones any may be given, but each is a path with its own cost.
          for (const path of found) expect(all).toContainEqual(path);
        },
      ),
      { numRuns: 500 },
    );
  });

  let grid: RoadNetwork;
  beforeAll(async () => {
    grid = await readNetwork('sumo-configs/grid3/grid3.net.xml');
  });

  it('give the three trajectories of a vehicle on the 3 x 3 roads', () => {
    const finder = new PathFinder(grid, lengthCosts(grid));
    const link = (id: string): number => grid.link(id, 'test').index;
    const paths = alternativePaths(finder, link('w1-A1'), link('C3-Cn'), 6);
    // From the south-west entrance to the north-east one all six ways of two steps right and two up are equally long.
    expect(paths).toHaveLength(6);
    for (const path of paths) {
      expect(path.links).toHaveLength(6);
      expect(path.cost).toBeGreaterThan(1150);
      expect(path.cost).toBeLessThan(1220);
    }
    expect(new Set(paths.map((path) => path.links.join())).size).toBe(6);
  });
});
