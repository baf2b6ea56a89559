import { describe, expect, it } from 'vitest';
import { campaignAuction } from '../../../../sim/studies/campaigns/campaign-auction.js';
import {
  participantsAt,
  type StandardCampaign,
} from '../../../../sim/studies/campaigns/standard-campaign.js';
import { normalCdf } from '../../../../src/traveltime/index.js';
import { smallScenario } from '../../small-run.js';

const vehicle = (level: number, ...completions: [task: number, mean: number][]) => ({
  route: 0,
  position: 0,
  processingTime: 10,
  driverCost: 1,
  taskCostLevel: level,
  completions: completions.map(([task, mean]) => ({ task, routeIndex: 0, offset: 0, mean, sd: 10 })),
});
const campaign: StandardCampaign = {
  tasks: [],
  vehicles: [vehicle(0, [0, 50], [3, 90]), vehicle(0.5, [4, 20]), vehicle(1, [1, 150], [0, 40], [2, 10])],
};
const settings = smallScenario({ tasks: { deadline: 100, values: [1, 0.5] } }).crowdsourcing;

describe('campaignAuction', () => {
  it('has the first vehicles and tasks, with costs d + c_0 |J| and the probabilities of eq. (10)', () => {
    const taskCost = [0.2, 0.6] as const;
    const { market, bidders } = campaignAuction(campaign, settings, {
      vehicles: 3,
      tasks: 4,
      budget: 7,
      taskCost,
    });
    // The second vehicle passes none of the first four tasks.
    expect(bidders).toEqual([0, 2]);
    expect(market.budget).toBe(7);
    expect(market.tasks).toEqual(Array.from({ length: 4 }, () => ({ values: [1, 0.5] })));
    expect(market.vehicles.map(({ bid }) => bid)).toEqual([1 + 2 * 0.2, 1 + 3 * 0.6]);
    expect(Object.keys(market.vehicles[1].completion)).toEqual(['0', '1', '2']);
    const [early, late] = market.vehicles[0].completion[0];
    expect(early).toBeCloseTo(normalCdf(0) - normalCdf(-5), 12);
    expect(late).toBeCloseTo(normalCdf(5) - normalCdf(0), 12);
  });

  it('follows the deadline and the values that are asked for', () => {
    const change = { vehicles: 1, tasks: 4, budget: 1, deadline: 200, values: [0.5, 0.5, 0.5, 0.5] };
    const { market } = campaignAuction(campaign, settings, change);
    expect(market.tasks[0].values).toEqual(change.values);
    // The task at 90 s falls into the second of four parts of 50 s, but for its tails.
    expect(market.vehicles[0].completion[3][1]).toBeCloseTo(normalCdf(1) - normalCdf(-4), 12);
    expect(market.vehicles).toHaveLength(1);
  });

  it('counts the arrivals of five minutes', () => {
    expect([2, 16, 40].map(participantsAt)).toEqual([10, 80, 200]);
  });
});
