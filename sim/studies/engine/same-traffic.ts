import { join } from 'node:path';
import type { Scenario } from '../../../src/scenario/index.js';
import { sumoVersion } from '../../../src/sumo/index.js';
import { runReplication } from '../../execution/replication.js';
import { sharedNetwork, sharedRoutePool } from '../../execution/shared-inputs.js';
import { recordTraffic } from '../../traffic/recorded/record-traffic.js';
import { withWorkFolder } from '../../traffic/work-folder.js';
import type { StudyContext } from './definition.js';
import { linkTimes } from './link-times.js';

/**
 * The measures of a replication of several scenarios that differ only in what lives on the traffic: SUMO drives it once.
 * @param scenarios whose services lead no vehicle
 * @returns for each scenario its measures by name; `null` for a measure without a value
 * @throws RunError when SUMO fails
 */
export async function measuresOnSameTraffic(
  scenarios: readonly Scenario[],
  context: StudyContext,
): Promise<ReadonlyMap<string, number | null>[]> {
  const { replication, signal } = context;
  const [first] = scenarios;
  const network = await sharedNetwork(first.traffic.network);
  const pool = await sharedRoutePool(first.traffic);
  const model = await linkTimes(first, context, { signal });
  return withWorkFolder(async (folder) => {
    const recorded = join(folder, 'replication.traffic');
    await recordTraffic(recorded, first, replication, {
      network,
      pool,
      sumo: await sumoVersion(signal),
      signal,
    });
    const all: ReadonlyMap<string, number | null>[] = [];
    for (const scenario of scenarios) {
      const inputs = { scenario, network, pool, model, recorded, signal };
      const { services } = await runReplication(replication, inputs);
      const measures = services.flatMap((service) => service.leave(false).measures);
      all.push(new Map(measures.map(({ name, value }) => [name, value])));
    }
    return all;
  });
}
