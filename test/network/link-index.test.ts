import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { footOnPolyline, LinkIndex, type RoadNetwork, readNetwork } from '../../src/network/index.js';

let network: RoadNetwork;
let index: LinkIndex;
beforeAll(async () => {
  network = await readNetwork('sumo-configs/beijing/beijing.net.xml');
  index = new LinkIndex(network);
});

const place = fc.tuple(
  fc.double({ min: -200, max: 1700, noNaN: true }),
  fc.double({ min: -200, max: 1700, noNaN: true }),
);

describe('LinkIndex', () => {
  it('finds the same nearest link as looking at all of them', () => {
    fc.assert(
      fc.property(place, ([x, y]) => {
        const all = network.links.map((link) => footOnPolyline(link.shape, x, y).distance);
        const found = index.nearest(x, y);
        expect(found?.distance).toBeCloseTo(Math.min(...all), 9);
        expect(all[found?.link ?? -1]).toBeCloseTo(found?.distance ?? -1, 9);
      }),
    );
  });

  it('finds all links within a radius, nearest first', () => {
    fc.assert(
      fc.property(place, fc.double({ min: 1, max: 150, noNaN: true }), ([x, y], radius) => {
        const found = index.within(x, y, radius);
        const expected = network.links.filter((link) => footOnPolyline(link.shape, x, y).distance <= radius);
        expect(found.map((foot) => foot.link).sort((a, b) => a - b)).toEqual(
          expected.map((link) => link.index),
        );
        for (let i = 1; i < found.length; i++)
          expect(found[i].distance).toBeGreaterThanOrEqual(found[i - 1].distance);
      }),
    );
  });

  it('comes back to a point on a link, with its offset', () => {
    fc.assert(
      fc.property(
        fc.nat(network.links.length - 1),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (link, share) => {
          const offset = share * network.lengths[link];
          const { x, y } = network.pointOnLink(link, offset);
          const foot = index.nearest(x, y, { accept: (other) => other === link });
          expect(foot?.distance).toBeLessThan(1e-6);
          expect(foot?.offset).toBeCloseTo(offset, 4);
        },
      ),
      // The computed end of a link, which rounding sets just outside the link's box.
      { examples: [[0, 1]] },
    );
  });

  it('finds both ends of every link', () => {
    for (const { index: link, length } of network.links)
      for (const offset of [0, length]) {
        const { x, y } = network.pointOnLink(link, offset);
        const foot = index.nearest(x, y, { accept: (other) => other === link });
        expect(foot?.distance).toBeLessThan(1e-6);
        expect(foot?.offset).toBeCloseTo(offset, 4);
      }
  });

  it('keeps to the distance and to the links it is given', () => {
    expect(index.nearest(-5000, -5000, { maxDistance: 100 })).toBeUndefined();
    expect(index.nearest(0, 0, { accept: () => false })).toBeUndefined();
    const wanted = network.linkIndex('ritan.0') ?? -1;
    expect(index.nearest(0, 0, { accept: (link) => link === wanted })?.link).toBe(wanted);
  });
});
