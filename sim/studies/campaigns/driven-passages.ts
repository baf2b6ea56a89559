import { join } from 'node:path';
import { RunError } from '../../../src/input/index.js';
import type { RoadNetwork } from '../../../src/network/index.js';
import { RandomStreams } from '../../../src/random/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { runSumoTool, SumoToolError } from '../../../src/sumo/index.js';
import { readVehroutes, vehrouteOptions } from '../../../src/traces/index.js';
import { replicationSeed } from '../../execution/replication.js';
import { sharedRoutePool } from '../../execution/shared-inputs.js';
import { prepareDemand, sumoSeed } from '../../traffic/demand.js';
import { sumoArguments } from '../../traffic/sumo-arguments.js';
import { withWorkFolder } from '../../traffic/work-folder.js';

/** When a vehicle was on a link, s of simulated time: from entering it to entering the next one. */
export interface LinkStay {
  readonly entry: number;
  readonly exit: number;
}

/** Stays by vehicle and link; a link that a vehicle drove twice with its first stay. */
export type DrivenPassages = ReadonlyMap<string, ReadonlyMap<number, LinkStay>>;

/**
 * How the vehicles of a replication really drive when nobody is rerouted: the very traffic of its co-simulation, in SUMO alone.
 * @throws RunError when SUMO fails
 */
export function drivenPassages(
  scenario: Scenario,
  replication: number,
  network: RoadNetwork,
  signal?: AbortSignal,
): Promise<DrivenPassages> {
  const { traffic } = scenario;
  const random = new RandomStreams(replicationSeed(scenario, replication));
  return withWorkFolder(async (folder) => {
    const demand = await prepareDemand(traffic, await sharedRoutePool(traffic), random, folder);
    const routes = join(folder, 'vehroutes.xml');
    const args = [
      ...sumoArguments(traffic, demand, sumoSeed(random)),
      ...['--end', String(traffic.warmUp + traffic.duration)],
      ...vehrouteOptions(routes),
    ];
    await runSumoTool('sumo', args, { signal }).catch((error: unknown) => {
      throw error instanceof SumoToolError
        ? new RunError(`replication ${replication + 1}: ${error.message}`, { cause: error })
        : error;
    });
    const { freeFlowTimes } = network;
    const { traversals } = await readVehroutes(routes, (edge) => network.linkIndex(edge), { freeFlowTimes });
    const { count, vehicles, vehicle, link, entry, exit } = traversals;
    const passages = new Map<string, Map<number, LinkStay>>(vehicles.map((name) => [name, new Map()]));
    for (let row = 0; row < count; row++) {
      const own = passages.get(vehicles[vehicle[row]]);
      if (own?.has(link[row]) === false) own.set(link[row], { entry: entry[row], exit: exit[row] });
    }
    return passages;
  });
}

/** When a vehicle was at a place on a link, s of simulated time, with its stay spread evenly along the link; null if never. */
export function timeAt(
  stays: ReadonlyMap<number, LinkStay> | undefined,
  link: number,
  offset: number,
  length: number,
): number | null {
  const stay = stays?.get(link);
  return stay === undefined ? null : stay.entry + ((stay.exit - stay.entry) * offset) / length;
}
