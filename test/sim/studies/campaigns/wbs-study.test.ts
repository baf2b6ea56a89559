import { describe, expect, it } from 'vitest';
import type { BiddingVehicle } from '../../../../sim/studies/campaigns/bid-campaign.js';
import { wbsValues } from '../../../../sim/studies/campaigns/wbs-study.js';
import { taskValueAt } from '../../../../src/recruitment/index.js';
import { normalCdf } from '../../../../src/traveltime/index.js';

const value = { start: 1, end: 0.2, rate: 0.05, deadline: 100 };
const worth = (time: number): number => taskValueAt(value, time);
const promise = (task: number, etc: number, driven?: number | null) => ({
  task,
  etc,
  sd: 15,
  ...(driven === undefined ? {} : { driven }),
});

const vehicles: readonly BiddingVehicle[] = [
  // The second way has more tasks, one of them after the deadline.
  {
    arrival: 0,
    taskCost: 0.1,
    trajectories: [[promise(0, 40, 75)], [promise(1, 50), promise(2, 60), promise(3, 101)]],
  },
  { arrival: 20, taskCost: 0.3, trajectories: [[promise(0, 30, 59)]] },
  { arrival: 100, taskCost: 0, trajectories: [[promise(4, 100)]] },
  { arrival: 0, taskCost: 0, trajectories: [[]] },
];

describe('wbsValues', () => {
  const measured = wbsValues(vehicles, { tasks: 4, value });

  it('lets vehicles bid for tasks that they can do in time, several ways or the first alone', () => {
    const several = measured.WBS;
    // The way with two tasks wins, and the other vehicle does task 0.
    expect(several.social_welfare).toBeCloseTo(worth(50) + worth(60) - 0.2 + worth(30) - 0.3, 12);
    expect([several.winners, several.completed]).toEqual([2, 3]);
    expect(several.delay).toBeCloseTo((50 + 60 + 30) / 3, 12);
    const one = measured['WBS, one bid'];
    // Whoever is cheaper for its value does the only task that is bid for; 10 s earlier are worth less than .2.
    expect(worth(40) - 0.1).toBeGreaterThan(worth(30) - 0.3);
    expect(one.social_welfare).toBeCloseTo(worth(40) - 0.1, 12);
    expect([one.winners, one.delay]).toEqual([1, 40]);
  });

  it('tells the chance that a promise is kept within 30 s, and the least payoff', () => {
    expect(measured.WBS.promises_kept).toBeCloseTo(2 * normalCdf(2) - 1, 12);
    // Of the two winners one stays on its way, and came 29 s late; alone on its way, the other was 35 s late.
    expect(measured.WBS.promises_driven).toBe(1);
    expect(measured['WBS, one bid'].promises_driven).toBe(0);
    for (const { least_gain: gain } of Object.values(measured)) expect(gain).toBeGreaterThanOrEqual(0);
  });

  it('publishes the first tasks only, and has no delay where nobody wins', () => {
    const first = wbsValues(vehicles, { tasks: 1, value }).WBS;
    expect(first.completed).toBe(1);
    const none = wbsValues(vehicles, { tasks: 1, value: { ...value, deadline: 10 } }).WBS;
    expect([none.winners, none.delay, none.promises_kept, none.least_gain]).toEqual([0, null, null, null]);
    expect(none.requester_utility).toBe(0);
  });
});
