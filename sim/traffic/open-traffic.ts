import type { RoadNetwork } from '../../src/network/index.js';
import type { RandomStreams } from '../../src/random/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { prepareDemand, type RoutePool, sumoSeed } from './demand.js';
import { LiveSumo, type LiveSumoOptions } from './live-sumo.js';
import { openFitting } from './recorded/fitting-recording.js';
import { sumoArguments } from './sumo-arguments.js';
import type { TrafficSource } from './traffic.js';

/** What a replication's SUMO is started from. */
export interface LiveInputs {
  readonly scenario: Scenario;
  readonly network: RoadNetwork;
  readonly pool: RoutePool | undefined;
  /** The replication's own streams; traffic uses those whose names begin with `traffic/`. */
  readonly random: RandomStreams;
  /** Where files may be written that SUMO reads. */
  readonly folder: string;
  readonly signal?: AbortSignal;
}

/** What opening the traffic of a replication needs. */
export interface TrafficInputs extends LiveInputs {
  /** File of recorded traffic to replay; a live SUMO by default. */
  readonly traffic?: string | null;
}

/** Makes the demand of a replication and says how its SUMO is started. */
export async function liveOptions(inputs: LiveInputs): Promise<LiveSumoOptions> {
  const { scenario, network, pool, random, folder, signal } = inputs;
  const demand = await prepareDemand(scenario.traffic, pool, random, folder);
  return {
    args: sumoArguments(scenario.traffic, demand, sumoSeed(random)),
    network,
    stepLength: scenario.traffic.stepLength,
    signal,
  };
}

/**
 * Opens the traffic of a replication: live SUMO, or a recording of it.
 * @throws InputError when the recording is not that of the replication; SumoStartError and its kin when SUMO does not start
 */
export async function openTraffic(replication: number, inputs: TrafficInputs): Promise<TrafficSource> {
  const { traffic, scenario, network } = inputs;
  if (typeof traffic === 'string') return openFitting(traffic, scenario, replication, network);
  return LiveSumo.start(await liveOptions(inputs));
}
