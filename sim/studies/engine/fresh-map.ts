import type { Scenario } from '../../../src/scenario/index.js';
import { runReplication } from '../../execution/replication.js';
import { sharedNetwork, sharedRoutePool } from '../../execution/shared-inputs.js';
import { type JudgedPoint, judgePoints } from '../../recording/judged-points.js';
import { FreshnessService } from '../../services/freshness/freshness-service.js';
import type { StudyContext } from './definition.js';
import { linkTimes } from './link-times.js';

/**
 * The points of interest of a replication of a scenario that keeps a map fresh, with what every policy earned there on the same arrivals.
 * @param scenario with a section `freshness`
 * @throws RunError when SUMO fails
 */
export async function freshMap(scenario: Scenario, context: StudyContext): Promise<JudgedPoint[]> {
  const { replication, signal } = context;
  const { services } = await runReplication(replication, {
    scenario,
    network: await sharedNetwork(scenario.traffic.network),
    pool: await sharedRoutePool(scenario.traffic),
    model: await linkTimes(scenario, context, { signal }),
    recorded: null,
    signal,
  });
  const service = services.find((one) => one instanceof FreshnessService);
  if (service === undefined) throw new Error(`scenario ${scenario.name} keeps no map fresh`);
  return judgePoints(service.outcome());
}
