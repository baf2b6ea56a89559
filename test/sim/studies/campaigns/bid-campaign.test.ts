import { describe, expect, it } from 'vitest';
import { networkOf, type StudyContext } from '../../../../sim/index.js';
import { bidCampaign } from '../../../../sim/studies/campaigns/bid-campaign.js';
import { drivenPassages, timeAt } from '../../../../sim/studies/campaigns/driven-passages.js';
import { sharedWork } from '../../../../sim/studies/engine/shared-work.js';
import { vehiclesAtStart } from '../../../../sim/studies/engine/vehicles-at-start.js';
import { RandomStreams } from '../../../../src/random/index.js';
import { smallScenario } from '../../small-run.js';
import { studyFolderForTests } from '../study-run.js';

const studies = studyFolderForTests();
const scenario = smallScenario();

describe('drivenPassages', () => {
  it('are of the very traffic that a co-simulation has: who is where when the campaign begins', async () => {
    const network = await networkOf(scenario.traffic.network);
    const passages = await drivenPassages(scenario, 3, network);
    const inside = await vehiclesAtStart(scenario, 3);
    expect(inside.length).toBeGreaterThan(20);
    for (const { vehicle, route, routeIndex } of inside) {
      const stay = passages.get(vehicle)?.get(route[routeIndex]);
      // Still on its way, on this link, at 60 s; some are there yet when the traffic ends.
      if (stay === undefined) continue;
      expect(stay.entry).toBeLessThanOrEqual(61);
      expect(stay.exit).toBeGreaterThanOrEqual(59);
    }
    expect(inside.filter(({ vehicle }) => passages.get(vehicle)?.size ?? 0).length).toBeGreaterThan(20);
  });

  it('spread a stay evenly along its link', () => {
    const stays = new Map([[7, { entry: 100, exit: 120 }]]);
    expect(timeAt(stays, 7, 50, 200)).toBe(105);
    expect(timeAt(stays, 8, 50, 200)).toBeNull();
    expect(timeAt(undefined, 7, 50, 200)).toBeNull();
  });
});

describe('bidCampaign', () => {
  it('has those inside and those that arrive, each with promises on its own way that SUMO nearly keeps', async () => {
    const context: StudyContext = {
      point: {},
      replication: 3,
      random: new RandomStreams(1),
      quick: false,
      scenario,
      ...sharedWork(studies.path('shared')),
    };
    const vehicles = await bidCampaign(context);
    const inside = await vehiclesAtStart(scenario, 3);
    const first = vehicles.slice(0, inside.length);
    const later = vehicles.slice(inside.length);
    for (const { arrival } of first) expect(arrival).toBe(0);
    // 40 a minute for the 160 s of the traffic, in the order of their arrivals.
    expect(later.length).toBeGreaterThan(60);
    expect(later.length).toBeLessThan(160);
    expect(later.map(({ arrival }) => arrival)).toEqual(
      later.map(({ arrival }) => arrival).sort((a, b) => a - b),
    );
    let late = 0;
    let promises = 0;
    for (const { arrival, taskCost, trajectories } of vehicles) {
      expect(taskCost).toBeGreaterThanOrEqual(0.1);
      expect(taskCost).toBeLessThan(0.5);
      expect(trajectories.length).toBeLessThanOrEqual(3);
      for (const [k, tasks] of trajectories.entries()) {
        expect(new Set(tasks.map(({ task }) => task)).size).toBe(tasks.length);
        for (const { etc, driven } of tasks) {
          expect(etc).toBeGreaterThan(arrival);
          if (k > 0) expect(driven).toBeUndefined();
          if (k > 0 || driven === null || driven === undefined) continue;
          promises++;
          if (Math.abs(driven - etc) > 30) late++;
        }
      }
    }
    expect(promises).toBeGreaterThan(100);
    expect(late / promises).toBeLessThan(0.2);
  });
});
