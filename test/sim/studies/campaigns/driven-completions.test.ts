import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { networkOf, type StudyContext } from '../../../../sim/index.js';
import { drivenCompletions } from '../../../../sim/studies/campaigns/driven-completions.js';
import { standardCampaign } from '../../../../sim/studies/campaigns/standard-campaign.js';
import { sharedWork } from '../../../../sim/studies/engine/shared-work.js';
import { readRoutePool } from '../../../../sim/traffic/demand.js';
import { RandomStreams } from '../../../../src/random/index.js';
import { readFcd, type Sighting, smallScenario } from '../../small-run.js';
import { studyFolderForTests } from '../study-run.js';

const studies = studyFolderForTests();

/** The last moment before a vehicle has driven past a place on a link, by SUMO's own output. */
function lastBefore(sightings: readonly Sighting[], edge: string, offset: number): number | undefined {
  const onLink = sightings.flatMap((one, i) => (one.edge === edge ? [i] : []));
  const first = onLink.find((i) => sightings[i].position >= offset);
  // None beyond the place: it left the link, or the road, in the step after the last one.
  return first === undefined
    ? sightings[onLink[onLink.length - 1]]?.time
    : (sightings[first - 1]?.time ?? 60);
}

describe('standardCampaign and drivenCompletions', () => {
  it('have the vehicles on their first links, and the times at which SUMO drives them past the tasks', async () => {
    const fcd = studies.path('fcd.xml');
    const scenario = smallScenario();
    const context: StudyContext = {
      point: {},
      replication: 2,
      random: new RandomStreams(1),
      quick: false,
      scenario,
      ...sharedWork(studies.path('shared')),
    };
    const campaign = await standardCampaign(context);
    const network = await networkOf(scenario.traffic.network);
    const pool = await readRoutePool(scenario.traffic, network);
    expect(campaign.vehicles).toHaveLength(200);
    expect(campaign.tasks).toHaveLength(140);
    for (const { route, position, completions, processingTime } of campaign.vehicles) {
      const links = pool?.routes[route].links ?? new Int32Array();
      expect(position).toBeLessThan(network.lengths[links[0]]);
      for (const { task, routeIndex, offset, mean } of completions) {
        const { opposite, ...place } = campaign.tasks[task];
        expect([place, opposite]).toContainEqual({ link: links[routeIndex], offset });
        expect(mean).toBeGreaterThan(processingTime);
      }
    }

    const recorded = {
      ...scenario,
      traffic: { ...scenario.traffic, options: { 'fcd-output': fcd, precision: 6 } },
    };
    const count = 30;
    const driven = await drivenCompletions({ ...context, scenario: recorded }, campaign, count);
    expect(existsSync(fcd)).toBe(true);
    const sightings = readFcd(fcd);
    let compared = 0;
    for (const [i, times] of driven.entries()) {
      const { completions, processingTime, route } = campaign.vehicles[i];
      for (const [entry, time] of times.entries()) {
        const { routeIndex, offset } = completions[entry];
        const link = pool?.routes[route].links[routeIndex] ?? -1;
        const seen = lastBefore(sightings.get(`participant${i}`) ?? [], network.links[link].id, offset);
        // Not yet there when the traffic ended.
        if (time === null) continue;
        compared++;
        const arrival = 60 + time - processingTime;
        expect(arrival).toBeGreaterThan((seen ?? Number.NaN) - 0.1);
        expect(arrival).toBeLessThan((seen ?? Number.NaN) + 2.1);
      }
    }
    expect(driven).toHaveLength(count);
    expect(compared).toBeGreaterThan(50);
  });
});
