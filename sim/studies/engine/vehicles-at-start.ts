import { RandomStreams } from '../../../src/random/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { replicationSeed } from '../../execution/replication.js';
import { replicationFailure } from '../../execution/replication-failure.js';
import { sharedNetwork, sharedRoutePool } from '../../execution/shared-inputs.js';
import { liveOptions } from '../../traffic/live-options.js';
import { LiveSumo } from '../../traffic/live-sumo.js';
import type { RouteState } from '../../traffic/traffic.js';
import { withWorkFolder } from '../../traffic/work-folder.js';

/**
 * The vehicles on the road when the campaign of a replication begins: SUMO runs the warm-up and no further.
 * @throws RunError when SUMO fails
 */
export async function vehiclesAtStart(
  scenario: Scenario,
  replication: number,
  signal?: AbortSignal,
): Promise<readonly RouteState[]> {
  const { traffic: settings } = scenario;
  const network = await sharedNetwork(settings.network);
  const pool = await sharedRoutePool(settings);
  const random = new RandomStreams(replicationSeed(scenario, replication));
  return withWorkFolder(async (folder) => {
    let traffic: LiveSumo | undefined;
    try {
      traffic = await LiveSumo.start(await liveOptions({ scenario, network, pool, random, folder, signal }));
      const steps = Math.ceil(settings.warmUp / settings.stepLength - 1e-9);
      for (let step = 0; step < steps; step++) {
        signal?.throwIfAborted();
        await traffic.step(settings.warmUp);
      }
      const vehicles = await traffic.vehicles();
      await traffic.close();
      return vehicles;
    } catch (error) {
      await traffic?.close().catch(() => undefined);
      throw replicationFailure(error, replication, scenario.replications);
    }
  });
}
