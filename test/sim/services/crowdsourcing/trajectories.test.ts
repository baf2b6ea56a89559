import { describe, expect, it } from 'vitest';
import { forecastCompletions } from '../../../../sim/services/crowdsourcing/bids.js';
import { tasksByLink } from '../../../../sim/services/crowdsourcing/participants.js';
import { placeTasks } from '../../../../sim/services/crowdsourcing/tasks.js';
import {
  expectedArrivals,
  preferredTrajectories,
} from '../../../../sim/services/crowdsourcing/trajectories.js';
import { lengthCosts, PathFinder, readNetwork } from '../../../../src/network/index.js';
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

describe('preferredTrajectories', () => {
  it('gives three ways through the 3 x 3 roads, shortest first, all from the first to the last link', () => {
    const finder = new PathFinder(network, lengthCosts(network));
    const [from, to] = named('w2-A2', 'C1-Cs');
    const ways = preferredTrajectories(finder, from, to);
    expect(ways).toHaveLength(3);
    const metres = ways.map((way) => way.reduce((sum, link) => sum + network.lengths[link], 0));
    expect(metres[0]).toBeLessThanOrEqual(metres[1]);
    for (const way of ways) expect([way[0], way.at(-1)]).toEqual([from, to]);
    // Two roads east and one south: every one of the three shortest makes just that.
    for (const way of ways) expect(way).toHaveLength(5);
    expect(new Set(ways.map((way) => way.join(' '))).size).toBe(3);
    expect(preferredTrajectories(finder, from, to, 1)).toHaveLength(1);
  });
});

describe('expectedArrivals', () => {
  const way = Int32Array.from(named('w2-A2', 'A2-B2', 'B2-C2', 'C2-e2'));
  const tasks = [
    { link: way[2], offset: 50 },
    { link: way[0], offset: 20 },
    { link: way[0], offset: 150 },
  ];
  const byLink = tasksByLink(tasks);

  it('adds up the times of the links, from the place on the first one and the time of setting out', () => {
    const inputs = { tasks, byLink, model: modelOf(0), network, settings };
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
    const inputs = { tasks, byLink, model: modelOf(0.5), network, settings };
    const at = (time: number): number =>
      expectedArrivals({ links: way, position: 140, time }, inputs)[0].mean;
    const [early, late] = [at(0), at(120) - 120];
    expect(late / early).toBeCloseTo(2.5 / 1.5, 9);
  });

  it('is the forecast of a campaign without the processing', () => {
    const random = new RandomStream('arrivals');
    const placed = placeTasks(30, network.lengths, random);
    const model = modelOf(0.3);
    const arrivals = expectedArrivals(
      { links: way, position: 30, time: 0 },
      { tasks: placed, byLink: tasksByLink(placed), model, network, settings },
    );
    const state = { vehicle: 'v', route: way, routeIndex: 0, position: 30, driven: 0 };
    const bundle = arrivals.map(({ task, routeIndex }) => ({ task, routeIndex }));
    const participant = { state, clock: 10, processingTime: 7, cost: 1, bundle };
    const forecasts = forecastCompletions(participant, placed, [100], model, network, settings);
    expect(arrivals.length).toBeGreaterThan(1);
    for (const [i, { mean, sd }] of forecasts.entries()) {
      expect(arrivals[i].mean + 7).toBeCloseTo(mean, 9);
      expect(arrivals[i].sd).toBeCloseTo(sd, 9);
    }
  });

  it('is empty where no task lies ahead', () => {
    const inputs = { tasks, byLink, model: modelOf(0), network, settings };
    expect(expectedArrivals({ links: way.subarray(3), position: 0, time: 0 }, inputs)).toEqual([]);
  });
});
