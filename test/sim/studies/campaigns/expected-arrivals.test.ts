import { describe, expect, it } from 'vitest';
import { tasksByLink } from '../../../../sim/services/crowdsourcing/participants.js';
import { expectedArrivals } from '../../../../sim/studies/campaigns/expected-arrivals.js';
import { roadsideTasks } from '../../../../sim/studies/campaigns/roadside-tasks.js';
import { readNetwork } from '../../../../src/network/index.js';
import { RandomStream } from '../../../../src/random/index.js';
import type { LinkTravelTimeModel } from '../../../../src/traveltime/index.js';
import { files } from '../../small-run.js';

const network = await readNetwork(files.network);
const named = (...ids: string[]): number[] => ids.map((id) => network.linkIndex(id) ?? -1);
const links = network.links.length;

/** Link times that grow from slot to slot, with a spread of a tenth. */
function modelOf(growth: number, slots = 4): LinkTravelTimeModel {
  const mean = Float64Array.from(
    { length: links * slots },
    (_, i) => network.freeFlowTimes[Math.floor(i / slots)] * (1.5 + growth * (i % slots)),
  );
  const samples = new Int32Array(mean.length).fill(10);
  const sd = mean.map((m) => m / 10);
  return { start: 100, slotLength: 60, slots, links, mean, sd, samples, fallback: new Uint8Array(links) };
}

const settings = { slotLength: 60, estimator: 'coupled', position: 'uniform' } as const;

describe('expectedArrivals', () => {
  const way = Int32Array.from(named('w2-A2', 'A2-B2', 'B2-C2', 'C2-e2'));
  const tasks = [
    { link: way[2], offset: 50 },
    { link: way[0], offset: 20 },
    { link: named('A2-w2')[0], offset: 50, opposite: { link: way[0], offset: 150 } },
  ];
  const byLink = tasksByLink(tasks);

  it('adds up the times of the links, from the place on the first one and the time of setting out', () => {
    const inputs = { byLink, model: modelOf(0), network, settings };
    const time = (link: number): number => 1.5 * network.freeFlowTimes[link];
    const arrivals = expectedArrivals({ links: way, position: 40, time: 90 }, inputs);
    // The task at 20 m lies behind the vehicle.
    expect(arrivals.map(({ task, routeIndex }) => [task, routeIndex])).toEqual([
      [2, 0],
      [0, 2],
    ]);
    const length = network.lengths[way[0]];
    expect(arrivals[0].mean).toBeCloseTo(90 + (time(way[0]) * 110) / length, 9);
    const last = time(way[1]) + (time(way[2]) * 50) / network.lengths[way[2]];
    expect(arrivals[1].mean).toBeCloseTo(90 + (time(way[0]) * (length - 40)) / length + last, 9);
    expect(arrivals[1].sd).toBeGreaterThan(arrivals[0].sd);
  });

  it('takes the link times of the slot in which the vehicle sets out', () => {
    const inputs = { byLink, model: modelOf(0.5), network, settings };
    const at = (time: number): number =>
      expectedArrivals({ links: way, position: 140, time }, inputs)[0].mean;
    const [early, late] = [at(0), at(120) - 120];
    expect(late / early).toBeCloseTo(2.5 / 1.5, 9);
  });

  it('is empty where no task lies ahead', () => {
    const inputs = { byLink, model: modelOf(0), network, settings };
    expect(expectedArrivals({ links: way.subarray(3), position: 0, time: 0 }, inputs)).toEqual([]);
  });
});

describe('roadsideTasks', () => {
  it('can be done from both directions, at the same place of the road', () => {
    const tasks = roadsideTasks(200, network, new RandomStream('roadside'));
    for (const { link, offset, opposite } of tasks) {
      const [one, other] = [network.links[link], network.links[opposite?.link ?? -1]];
      expect([one.from, one.to]).toEqual([other.to, other.from]);
      expect(offset / one.length + (opposite?.offset ?? Number.NaN) / other.length).toBeCloseTo(1, 12);
    }
    // The first of more are those of fewer.
    expect(roadsideTasks(20, network, new RandomStream('roadside'))).toEqual(tasks.slice(0, 20));
    // 24 two-way roads of about the same length: each is hit, none far too often.
    const hits = new Map<number, number>();
    for (const { link } of tasks) hits.set(link, (hits.get(link) ?? 0) + 1);
    expect(hits.size).toBe(links / 2);
    expect(Math.max(...hits.values())).toBeLessThan(25);
  });
});
