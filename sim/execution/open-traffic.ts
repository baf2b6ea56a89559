import { InputError } from '../../src/input/index.js';
import type { RoadNetwork } from '../../src/network/index.js';
import type { RandomStreams } from '../../src/random/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { prepareDemand, type RoutePool, sumoSeed } from '../traffic/demand.js';
import { LiveSumo } from '../traffic/live-sumo.js';
import { sumoArguments } from '../traffic/sumo-arguments.js';
import type { TrafficSource } from '../traffic/traffic.js';

/** What a source of traffic is opened with. */
export interface OpenTrafficOptions {
  readonly scenario: Scenario;
  readonly network: RoadNetwork;
  readonly pool: RoutePool | undefined;
  /** File of recorded traffic; null for live SUMO. */
  readonly recorded: string | null;
  /** The streams of the replication. */
  readonly random: RandomStreams;
  /** Where files may be written that nobody needs afterwards. */
  readonly folder: string;
  readonly signal?: AbortSignal;
}

/**
 * Opens what moves the vehicles of a replication.
 * @throws SumoStartError and its kin when SUMO does not start; InputError for traffic that cannot be replayed
 */
export async function openTraffic(options: OpenTrafficOptions): Promise<TrafficSource> {
  const { scenario, network, pool, recorded, random, folder, signal } = options;
  if (recorded !== null)
    throw new InputError(recorded, 'is recorded traffic, which cannot be replayed here', 'live SUMO');
  const demand = await prepareDemand(scenario.traffic, pool, random, folder);
  return LiveSumo.start({
    args: sumoArguments(scenario.traffic, demand, sumoSeed(random)),
    network,
    stepLength: scenario.traffic.stepLength,
    signal,
  });
}
