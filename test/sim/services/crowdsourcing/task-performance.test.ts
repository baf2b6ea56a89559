import { describe, expect, it } from 'vitest';
import type { CampaignOutcome, Completion } from '../../../../sim/services/crowdsourcing/campaign-outcome.js';
import { TaskPerformance } from '../../../../sim/services/crowdsourcing/task-performance.js';
import type { FollowedVehicles } from '../../../../sim/traffic/traffic.js';
import { Simulation } from '../../../../src/kernel/index.js';

/** One bidder at the beginning of three links of 100 m, with a task at 50 m of each; processing takes 3 s. */
function campaign() {
  const sim = new Simulation();
  const state = { vehicle: 'v', route: Int32Array.of(0, 1, 2), routeIndex: 0, position: 0, driven: 0 };
  const forecast = { mean: 0, sd: 0, completion: [] };
  const completions = [0, 1, 2].map(
    (task): Completion => ({
      bidder: 0,
      task,
      routeIndex: task,
      forecast,
      arrival: undefined,
      completion: undefined,
    }),
  );
  const outcome: CampaignOutcome = {
    start: 0,
    tasks: [0, 1, 2].map((link) => ({ link, offset: 50 })),
    boundaries: [100],
    participants: 1,
    bidders: [{ state, clock: 1, processingTime: 3, bundle: [], cost: 0 }],
    auction: {
      mechanism: 'tbuma',
      valuation: 'exact',
      winners: [],
      payments: {},
      value: 0,
      valueOfAll: 0,
      bidTotal: 0,
      paymentTotal: 0,
      requesterUtility: 0,
      socialWelfare: 0,
      budgetLimited: false,
      withinBudget: true,
    },
    completions,
  };
  const rests: [bidder: number, distance: number][] = [];
  const performance = new TaskPerformance(sim, outcome, [100, 100, 100], (...rest) => rests.push(rest));
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
});
