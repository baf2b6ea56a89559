import { describe, expect, it } from 'vitest';
import { entriesOf, pointsOfInterest } from '../../../../sim/services/freshness/geofence.js';
import { readNetwork } from '../../../../src/network/index.js';
import { joinTraversals } from '../../../../src/traces/index.js';
import { fitLinkTravelTimes, type LinkTravelTimeModel } from '../../../../src/traveltime/index.js';
import { files } from '../../small-run.js';

const network = await readNetwork(files.network);

/** A model that saw so many traversals of each link. */
function modelWith(samples: (link: number) => number): LinkTravelTimeModel {
  const { freeFlowTimes } = network;
  const { model } = fitLinkTravelTimes(joinTraversals([]), {
    freeFlowTimes,
    slotLength: 60,
    slots: 2,
    start: 0,
  });
  return { ...model, samples: Int32Array.from(model.samples, (_, i) => samples(Math.floor(i / 2))) };
}

describe('entriesOf', () => {
  it('finds where links come into a circle, as walking along them does', () => {
    const step = 0.5;
    let found = 0;
    for (const { x, y } of network.junctions)
      for (const radius of [15, 60, 130]) {
        const entries = new Map(entriesOf(network, x, y, radius).map(({ link, offset }) => [link, offset]));
        const isInside = (link: number, offset: number): boolean => {
          const at = network.pointOnLink(link, offset);
          return Math.hypot(at.x - x, at.y - y) < radius;
        };
        for (const { index, length } of network.links) {
          let walked: number | undefined;
          for (let at = step; at <= length && walked === undefined; at += step)
            if (isInside(index, at) && !isInside(index, at - step)) walked = at;
          const entry = entries.get(index);
          if (entry === undefined) expect(walked).toBeUndefined();
          else expect(Math.abs(entry - (walked ?? length))).toBeLessThanOrEqual(2 * step);
          found += entry === undefined ? 0 : 1;
        }
      }
    expect(found).toBeGreaterThan(50);
  });
});

describe('pointsOfInterest', () => {
  const inner = network.junctionIndex('B1') ?? -1;

  it('takes the busiest junctions first', () => {
    const model = modelWith((link) => (network.links[link].to === inner ? 10 : 1));
    const points = pointsOfInterest({ points: 3, radius: 30 }, network, model);
    expect(points).toHaveLength(3);
    expect(points[0]).toMatchObject({ name: 'B1', x: network.junctions[inner].x });
    expect(points[0].entries.map(({ link }) => network.links[link].to)).toEqual(
      points[0].entries.map(() => inner),
    );
  });

  it('takes junctions and places that are named', () => {
    const { x, y } = network.junctions[inner];
    const places = [{ junction: 'B1' }, { name: 'square', x, y }];
    const [junction, square] = pointsOfInterest(
      { points: places, radius: 30 },
      network,
      modelWith(() => 0),
    );
    expect(square.entries).toEqual(junction.entries);
    expect([junction.name, square.name, square.signal]).toEqual(['B1', 'square', undefined]);
  });

  it('says which junction there is not, and where no road leads', () => {
    const model = modelWith(() => 0);
    const at = (points: Parameters<typeof pointsOfInterest>[0]['points']) => () =>
      pointsOfInterest({ points, radius: 30 }, network, model);
    expect(at([{ junction: 'B1' }, { junction: 'B11' }])).toThrow(
      /freshness\.points\[1\]\.junction: unknown junction "B11": did you mean B1\?/,
    );
    expect(at([{ name: 'sea', x: -9e3, y: 0 }])).toThrow(/no road leads into the 30 m around sea/);
  });
});
