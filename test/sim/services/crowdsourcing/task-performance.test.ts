import { describe, expect, it } from 'vitest';
import type { Completion } from '../../../../sim/services/crowdsourcing/campaign-outcome.js';
import { TaskPerformance } from '../../../../sim/services/crowdsourcing/task-performance.js';
import type { FollowedVehicles } from '../../../../sim/traffic/traffic.js';
import { Simulation } from '../../../../src/kernel/index.js';

function recordOf(task: number, routeIndex: number, offset: number): Completion {
  const forecast = { mean: 0, sd: 0, completion: [] };
  return { bidder: 0, task, routeIndex, offset, forecast, arrival: undefined, completion: undefined };
}

/** One bidder at the beginning of three links of 100 m, with a task at 50 m of each; processing takes 3 s. */
function campaign() {
  const sim = new Simulation();
  const state = { vehicle: 'v', route: Int32Array.of(0, 1, 2), routeIndex: 0, position: 0, driven: 0 };
  const completions = [0, 1, 2].map((task) => recordOf(task, task, 50));
  const rests: [bidder: number, distance: number][] = [];
  const performance = new TaskPerformance(sim, [100, 100, 100, 200], (...rest) => rests.push(rest));
  performance.add({ state, processingTime: 3, start: 0, isPromised: false, records: completions });
  performance.follow();
  /** A step of 10 s that begins now. */
  const step = (change: Partial<FollowedVehicles>): void => {
    const none = { count: 0, vehicle: new Int32Array(), routeIndex: new Int32Array() };
    const nowhere = { position: new Float64Array(), driven: new Float64Array(), lifted: [], arrived: [] };
    performance.observe({ ...none, ...nowhere, ...change }, 10);
    sim.run({ until: sim.now + 10 });
  };
  const at = (routeIndex: number, position: number, driven: number): Partial<FollowedVehicles> => ({
    count: 1,
    vehicle: Int32Array.of(0),
    routeIndex: Int32Array.of(routeIndex),
    position: Float64Array.of(position),
    driven: Float64Array.of(driven),
  });
  return {
    state,
    step,
    at,
    performance,
    rests,
    arrivals: () => completions.map(({ arrival }) => arrival),
    completions,
  };
}

describe('TaskPerformance', () => {
  it('makes arrivals and completions events at their times within the steps', () => {
    const { step, at, performance, arrivals, completions } = campaign();
    step(at(0, 80, 80));
    step(at(1, 60, 160));
    expect(performance.takeFinished()).toEqual([]);
    step({ arrived: [0] });
    const expected = [6.25, 10 + (10 * 70) / 80, 20 + (10 * 90) / 140];
    for (const [i, arrival] of arrivals().entries()) expect(arrival).toBeCloseTo(expected[i], 12);
    step({});
    expect(completions.map(({ completion }) => completion)).toEqual(
      arrivals().map((time) => (time ?? 0) + 3),
    );
    expect(performance.takeFinished()).toEqual([0]);
    expect(performance.takeFinished()).toEqual([]);
  });

  it('misses what a teleport lifts a vehicle over, and goes on behind it', () => {
    const { step, at, performance, arrivals } = campaign();
    step(at(0, 20, 20));
    step({ lifted: [0] });
    step(at(2, 10, 30));
    step(at(2, 60, 80));
    expect(arrivals()).toEqual([undefined, undefined, 38]);
    expect(performance.takeFinished()).toEqual([0]);
  });

  it('misses the rest of the route of a vehicle that is lifted to its end', () => {
    const { step, at, performance, arrivals } = campaign();
    step(at(0, 60, 60));
    step({ lifted: [0], arrived: [0] });
    expect(arrivals()).toEqual([10 * (50 / 60), undefined, undefined]);
    expect(performance.takeFinished()).toEqual([0]);
  });

  it('lets bidders rest until they may reach their next task, and those that a teleport lifted not at all', () => {
    const { step, at, performance, rests } = campaign();
    performance.begin();
    step(at(0, 80, 80));
    step(at(1, 60, 160));
    step({ lifted: [0] });
    step(at(2, 10, 230));
    expect(rests).toEqual([
      [0, 50],
      [0, 70],
      [0, 90],
      [0, 0],
      [0, 40],
    ]);
  });

  it('takes tasks of a later campaign in where the vehicle is, each timed from its own start', () => {
    const { state, step, at, performance, arrivals } = campaign();
    step(at(0, 80, 80));
    const later = [recordOf(7, 0, 90), recordOf(8, 2, 10)];
    performance.locate([{ ...state, position: 80, driven: 80 }]);
    performance.add({ state, processingTime: 3, start: 10, isPromised: true, records: later });
    expect(performance.isCommitted('v')).toBe(true);
    expect(performance.follow().map(({ vehicle }) => vehicle)).toEqual(['v']);
    step(at(1, 60, 160));
    step(at(2, 60, 260));
    const expected = [10 * (10 / 80), 10 + 10 * (50 / 100)];
    for (const [i, { arrival }] of later.entries()) expect(arrival).toBeCloseTo(expected[i], 12);
    expect(arrivals().every((arrival) => arrival !== undefined)).toBe(true);
    expect(performance.isCommitted('v')).toBe(false);
  });

  it('gives up what lies on the way that a vehicle no longer takes, and keeps the rest', () => {
    const { state, step, at, performance, arrivals, completions } = campaign();
    step(at(0, 20, 20));
    // From the second link on another way: links 0, 1, 3.
    performance.lead({ ...state, route: Int32Array.of(0, 1, 3), position: 20, driven: 20 });
    performance.follow();
    expect(completions.map(({ isGivenUp }) => isGivenUp ?? false)).toEqual([false, false, true]);
    step(at(1, 80, 180));
    step(at(2, 150, 350));
    expect(arrivals().map((arrival) => arrival !== undefined)).toEqual([true, true, false]);
  });
});
