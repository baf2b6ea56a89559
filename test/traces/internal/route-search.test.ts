import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { lengthCosts, PathFinder, type RoadNetwork, readNetwork } from '../../../src/network/index.js';
import { RouteSearch } from '../../../src/traces/internal/route-search.js';

let network: RoadNetwork;
beforeAll(async () => {
  network = await readNetwork('sumo-configs/beijing/beijing.net.xml');
});

describe('RouteSearch', () => {
  it('finds what an unbounded search over the whole network finds, within its bound', () => {
    const finder = new PathFinder(network, lengthCosts(network));
    const search = new RouteSearch(network, true);
    const link = fc.nat(network.links.length - 1);
    fc.assert(
      fc.property(
        link,
        fc.array(link, { minLength: 1, maxLength: 6 }),
        fc.nat(2500),
        (from, targets, bound) => {
          const costs = finder.costsFrom(from);
          search.run(from, bound, targets);
          for (const to of targets) {
            if (to === from) continue;
            // Both ends are whole in the one, and not counted in the other.
            const wanted = costs[to] - network.lengths[from] - network.lengths[to];
            const found = search.distance(to);
            if (!(wanted <= bound)) expect(found).toBe(Number.POSITIVE_INFINITY);
            else {
              expect(found).toBeCloseTo(wanted, 6);
              const path = search.path(to);
              expect([path[0], path.at(-1)]).toEqual([from, to]);
              let length = 0;
              for (let k = 1; k < path.length; k++) {
                const turn = network.connection(path[k - 1], path[k]);
                length += (turn?.internalLength ?? Number.NaN) + (k > 1 ? network.lengths[path[k - 1]] : 0);
              }
              expect(length).toBeCloseTo(found, 6);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('finds the way around a block back to the link itself', () => {
    const search = new RouteSearch(network, true);
    const from = network.links.findIndex(
      (l) => l.passenger && network.successors.offsets[l.index + 1] > network.successors.offsets[l.index],
    );
    search.run(from, Number.POSITIVE_INFINITY, [from]);
    const path = search.path(from);
    expect(search.distance(from)).toBeGreaterThan(0);
    expect(path.length).toBeGreaterThan(2);
    expect([path[0], path.at(-1)]).toEqual([from, from]);
    expect(path.slice(1, -1)).not.toContain(from);
  });
});
