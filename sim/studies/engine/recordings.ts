import { sumoVersion } from '../../../src/sumo/index.js';
import { sharedNetwork, sharedRoutePool } from '../../execution/shared-inputs.js';
import { needsLiveTraffic } from '../../services/catalogue.js';
import { recordedTraffic, trafficCache } from '../../traffic/recorded/traffic-cache.js';
import type { TrafficRecordings } from './replications.js';

/**
 * Recordings of traffic in a cache folder: each is made by SUMO once, for all points of all studies with the same traffic.
 * @param cache the cache folder
 */
export function recordings(cache: string, signal?: AbortSignal): TrafficRecordings {
  const kept = trafficCache(cache);
  let version: Promise<string> | undefined;
  return async (scenario, replication) => {
    if (await needsLiveTraffic(scenario)) return null;
    version ??= sumoVersion(signal);
    return recordedTraffic(scenario, replication, kept, {
      network: await sharedNetwork(scenario.traffic.network),
      pool: await sharedRoutePool(scenario.traffic),
      sumo: await version,
      signal,
    });
  };
}
