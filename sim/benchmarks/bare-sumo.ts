import { readNetwork } from '../../src/network/index.js';
import { RandomStreams } from '../../src/random/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { runSumoTool } from '../../src/sumo/index.js';
import { replicationSeed } from '../execution/replication.js';
import { prepareDemand, readRoutePool, sumoSeed } from '../traffic/demand.js';
import { sumoArguments } from '../traffic/sumo-arguments.js';
import { withWorkFolder } from '../traffic/work-folder.js';
import { processorTime, processorTimeSince } from './processor-time.js';

/** Wall and processor time, s. */
export interface Times {
  readonly wall: number;
  /** Null where the system does not tell. */
  readonly cpu: number | null;
}

/**
 * The time that SUMO alone takes for the traffic of all replications of a scenario, one after the other: what a co-simulation on
 * it cannot go below.
 */
export async function timeBareSumo(scenario: Scenario, signal?: AbortSignal): Promise<Times> {
  const { traffic } = scenario;
  const pool = await readRoutePool(traffic, await readNetwork(traffic.network));
  let wall = 0;
  let cpu: number | null = 0;
  for (let n = 0; n < scenario.replications; n++) {
    await withWorkFolder(async (folder) => {
      const random = new RandomStreams(replicationSeed(scenario, n));
      const demand = await prepareDemand(traffic, pool, random, folder);
      const end = ['--end', String(traffic.warmUp + traffic.duration)];
      const begin = performance.now();
      const used = processorTime();
      await runSumoTool('sumo', [...sumoArguments(traffic, demand, sumoSeed(random)), ...end], { signal });
      wall += (performance.now() - begin) / 1000;
      const { children } = processorTimeSince(used);
      cpu = cpu === null || children === null ? null : cpu + children;
    });
  }
  return { wall, cpu };
}
