import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type RoadNetwork, type Route, readNetwork, readRoutes } from '../../../src/network/index.js';
import type { LinkTravelTimeModel } from '../../../src/traveltime/index.js';
import {
  freeFlowPace,
  linkTimePace,
  predictedDwell,
  type RoutePace,
  routePredictor,
} from '../../../src/twin/prediction/index.js';

const file = (name: string): string =>
  fileURLToPath(new URL(`../../../sumo-configs/beijing/beijing.${name}.xml`, import.meta.url));
let network: RoadNetwork;
let routes: readonly Route[];
beforeAll(async () => {
  network = await readNetwork(file('net'));
  routes = (await readRoutes(file('rou'), network)).routes.slice(0, 200);
});

/** Where a vehicle is after driving `way` m from the start of a route, by small pieces, and how fast it is there. */
function* literal(route: Int32Array, pace: RoutePace, time: number) {
  for (const [i, link] of route.entries()) {
    const last = i + 1 === route.length;
    const speed = pace.speed(link, last ? undefined : route[i + 1], time);
    const shape = network.links[link].shape;
    const scale = network.shapeScale(link);
    const corners: { x: number; y: number; length: number }[] = [];
    for (let k = 2; k < shape.length; k += 2)
      corners.push({
        x: shape[k],
        y: shape[k + 1],
        length: Math.hypot(shape[k] - shape[k - 2], shape[k + 1] - shape[k - 1]) / scale,
      });
    if (!last) {
      const [x, y] = network.links[route[i + 1]].shape;
      const straight = Math.hypot(x - shape[shape.length - 2], y - shape[shape.length - 1]);
      const turn = network.connection(link, route[i + 1])?.internalLength ?? 0;
      corners.push({ x, y, length: Math.max(turn, straight) });
    }
    let [x0, y0] = [shape[0], shape[1]];
    for (const { x, y, length } of corners) {
      const pieces = Math.ceil(length / 0.02);
      for (let p = 1; p <= pieces; p++)
        yield {
          index: i,
          x: x0 + (p / pieces) * (x - x0),
          y: y0 + (p / pieces) * (y - y0),
          seconds: length / pieces / speed,
        };
      [x0, y0] = [x, y];
    }
  }
}

describe('the route predictor', () => {
  it('is where a drive by small pieces gets to, on the lane that the vehicle is on', () => {
    const pace = freeFlowPace(network);
    const predictor = routePredictor(network, pace);
    for (const route of routes.slice(0, 60)) {
      const link = network.links[route.links[0]];
      const position = link.length * 0.9;
      const here = network.pointOnLink(link.index, position);
      const found = predictor.predict({
        past: Float64Array.of(here.x, here.y),
        place: { route: route.links, routeIndex: 0, position, time: 0 },
      });
      const points: { x: number; y: number }[] = [];
      let clock = (-position / link.length) * network.freeFlowTimes[link.index];
      for (const { x, y, seconds } of literal(route.links, pace, 0)) {
        clock += seconds;
        if (clock >= points.length + 1) points.push({ x, y });
        if (points.length === 5) break;
      }
      for (const [k, { x, y }] of points.entries())
        expect(Math.hypot(found[2 * k] - x, found[2 * k + 1] - y)).toBeLessThan(0.3);
    }
  });

  it('keeps its own speed where it is told to, stays beside the middle, and stops at the end of its route', () => {
    const route = routes.find(({ links }) => network.links[links[links.length - 1]].shape.length === 4);
    if (route === undefined) throw new Error('no route ends on a straight link');
    const last = network.links[route.links[route.links.length - 1]];
    const [x0, y0, x1, y1] = last.shape;
    const length = Math.hypot(x1 - x0, y1 - y0);
    const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
    const beside = (way: number): [number, number] => [x0 + way * ux - 3 * uy, y0 + way * uy + 3 * ux];
    const from = last.length - 25;
    const past = Float64Array.of(...beside(from - 10), ...beside(from));
    const place = { route: route.links, routeIndex: route.links.length - 1, position: from, time: 0 };
    const found = routePredictor(network, 'own').predict({ past, place });
    const expected = [10, 20, 25, 25, 25].flatMap((way) => beside(from + way));
    for (let i = 0; i < 10; i++) expect(found[i]).toBeCloseTo(expected[i], 2);
  });

  it('says when the place is missing or not on the route', () => {
    const past = new Float64Array(4);
    const predictor = routePredictor(network, 'own');
    expect(() => predictor.predict({ past })).toThrow(/place on its route/);
    const place = { route: routes[0].links, routeIndex: 999, position: 0, time: 0 };
    expect(() => predictor.predict({ past, place })).toThrow(RangeError);
  });
});

describe('the pace of link travel times', () => {
  it('is the way of link and turn over the mean of the slot; before and after all slots the nearest', () => {
    const { links } = routes[0];
    const model: LinkTravelTimeModel = {
      start: 100,
      slotLength: 60,
      slots: 2,
      links: network.links.length,
      mean: Float64Array.from({ length: 2 * network.links.length }, (_, i) => (i % 2 === 0 ? 20 : 50)),
      sd: new Float64Array(2 * network.links.length),
      samples: new Int32Array(2 * network.links.length),
      fallback: new Uint8Array(network.links.length),
    };
    const pace = linkTimePace(network, model);
    const way = network.lengths[links[0]] + (network.connection(links[0], links[1])?.internalLength ?? 0);
    expect(pace.speed(links[0], links[1], 130)).toBeCloseTo(way / 20, 12);
    expect(pace.speed(links[0], links[1], 170)).toBeCloseTo(way / 50, 12);
    expect(pace.speed(links[0], undefined, 0)).toBeCloseTo(network.lengths[links[0]] / 20, 12);
    expect(pace.speed(links[0], undefined, 1e6)).toBeCloseTo(network.lengths[links[0]] / 50, 12);
  });
});

describe('the predicted dwell time', () => {
  it('along a route is that of a drive by small pieces', () => {
    const pace = freeFlowPace(network);
    for (const route of routes.slice(0, 60)) {
      const [first] = route.links;
      const { x, y } = network.pointOnLink(first, 0);
      const coverage = { x: x + 40, y: y - 25, range: 180 };
      let expected = 0;
      for (const piece of literal(route.links, pace, 0)) {
        if (Math.hypot(piece.x - coverage.x, piece.y - coverage.y) > coverage.range) break;
        expected += piece.seconds;
      }
      const place = { route: route.links, routeIndex: 0, position: 0, time: 0 };
      const dwell = predictedDwell({ kind: 'route', network, pace, place }, coverage);
      expect(Math.abs(dwell - expected)).toBeLessThan(0.05);
    }
  });

  it('straight on ends on the rim of the disc', () => {
    fc.assert(
      fc.property(
        fc.tuple(...Array.from({ length: 4 }, () => fc.double({ min: -20, max: 20, noNaN: true }))),
        ([x, y, vx, vy]) => {
          fc.pre(Math.hypot(vx, vy) > 0.1);
          const dwell = predictedDwell({ kind: 'straight', x, y, vx, vy }, { x: 0, y: 0, range: 50 });
          expect(Math.hypot(x + dwell * vx, y + dwell * vy)).toBeCloseTo(50, 6);
          expect(dwell).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('is 0 outside, and as long as one looks for a vehicle that stands', () => {
    const disc = { x: 0, y: 0, range: 50 };
    const standing = { kind: 'straight', x: 10, y: 0, vx: 0, vy: 0 } as const;
    expect(predictedDwell({ ...standing, x: 60 }, disc)).toBe(0);
    expect(predictedDwell({ ...standing, x: 60, vx: -10 }, disc)).toBe(0);
    expect(predictedDwell(standing, disc, 120)).toBe(120);
  });
});
