import { beforeAll, describe, expect, it } from 'vitest';
import { onBothDirections } from '../../../../sim/services/crowdsourcing/tasks.js';
import { onTrajectory, TrajectoryFinder } from '../../../../sim/services/crowdsourcing/trajectories.js';
import type { RouteState } from '../../../../sim/traffic/traffic.js';
import { type RoadNetwork, readNetwork } from '../../../../src/network/index.js';
import { joinTraversals } from '../../../../src/traces/index.js';
import { fitLinkTravelTimes, type LinkTravelTimeModel } from '../../../../src/traveltime/index.js';
import { files } from '../../small-run.js';

let network: RoadNetwork;
let model: LinkTravelTimeModel;
beforeAll(async () => {
  network = await readNetwork(files.network);
  const { freeFlowTimes } = network;
  model = fitLinkTravelTimes(joinTraversals([]), { freeFlowTimes, slotLength: 60, slots: 2 }).model;
});

const idsOf = (links: Iterable<number>): string[] => Array.from(links, (link) => network.links[link].id);
const stateOn = (ids: readonly string[], routeIndex: number, position: number): RouteState => ({
  vehicle: 'v',
  route: Int32Array.from(ids, (id) => network.link(id, 'test').index),
  routeIndex,
  position,
  driven: 0,
});

describe('TrajectoryFinder', () => {
  const route = ['w1-A1', 'A1-B1', 'B1-C1', 'C1-Cs'];

  it('gives the way that the vehicle is on first, then others to the same end, all of them drivable', () => {
    const state = stateOn(route, 0, 10);
    const ways = new TrajectoryFinder(network, model, 0, 3).trajectories(state, 3);
    expect(ways).toHaveLength(3);
    expect(idsOf(ways[0])).toEqual(route);
    expect(new Set(ways.map((way) => way.join(' '))).size).toBe(3);
    for (const way of ways) {
      expect([way[0], way.at(-1)]).toEqual([state.route[0], state.route.at(-1)]);
      for (let i = 1; i < way.length; i++) expect(network.connection(way[i - 1], way[i])).toBeDefined();
    }
  });

  it('keeps the next turn of a vehicle that is near the end of its link', () => {
    const [first] = route;
    const length = network.lengths[network.link(first, 'test').index];
    const finder = new TrajectoryFinder(network, model, 0, 3);
    const [, ...others] = finder.trajectories(stateOn(route, 0, length - 20), 3);
    expect(others.length).toBeGreaterThan(0);
    for (const way of others) expect(idsOf(way.slice(0, 2))).toEqual(route.slice(0, 2));
  });

  it('takes no way that is much longer, and none where one is asked for', () => {
    const state = stateOn(route, 0, 10);
    const time = (way: readonly number[]): number =>
      way.reduce((sum, link) => sum + network.freeFlowTimes[link], 0);
    const [own, ...others] = new TrajectoryFinder(network, model, 0, 1.2).trajectories(state, 3);
    for (const way of others) expect(time(way)).toBeLessThanOrEqual(1.2 * time(own) + 1e-9);
    expect(new TrajectoryFinder(network, model, 0, 3).trajectories(state, 1)).toHaveLength(1);
  });

  it('keeps what a vehicle has driven when it takes another way', () => {
    const state = stateOn(route, 1, 10);
    const [, other] = new TrajectoryFinder(network, model, 0, 3).trajectories(state, 2);
    const there = onTrajectory(state, other);
    expect(there.route[0]).toBe(state.route[0]);
    expect(Array.from(there.route.subarray(1))).toEqual(other);
  });
});

describe('onBothDirections', () => {
  it('puts a task at the same place of the link that leads back, where there is one', () => {
    const link = network.link('A1-B1', 'test').index;
    const back = network.link('B1-A1', 'test').index;
    const [task] = onBothDirections([{ link, offset: 30 }], network);
    expect(task.opposite?.link).toBe(back);
    expect(task.opposite?.offset).toBeCloseTo(network.lengths[back] * (1 - 30 / network.lengths[link]), 9);
    const there = network.pointOnLink(link, 30);
    const behind = network.pointOnLink(back, task.opposite?.offset ?? 0);
    // Across the road, no further.
    expect(Math.hypot(there.x - behind.x, there.y - behind.y)).toBeLessThan(15);
  });
});
