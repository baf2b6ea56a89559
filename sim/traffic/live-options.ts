import type { RoadNetwork } from '../../src/network/index.js';
import type { RandomStreams } from '../../src/random/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { prepareDemand, type RoutePool, sumoSeed } from './demand.js';
import type { LiveSumoOptions } from './live-sumo.js';
import { hasFixedSpeedLimits, sumoArguments } from './sumo-arguments.js';

/** What a replication's SUMO is started from. */
export interface LiveInputs {
  readonly scenario: Scenario;
  readonly network: RoadNetwork;
  readonly pool: RoutePool | undefined;
  /** The streams of the replication; traffic uses those whose names begin with `traffic/`. */
  readonly random: RandomStreams;
  /** Where files may be written that nobody needs afterwards. */
  readonly folder: string;
  readonly signal?: AbortSignal;
}

/** Makes the demand of a replication and says how its SUMO is started. */
export async function liveOptions(inputs: LiveInputs): Promise<LiveSumoOptions> {
  const { scenario, network, pool, random, folder, signal } = inputs;
  const demand = await prepareDemand(scenario.traffic, pool, random, folder);
  return {
    args: sumoArguments(scenario.traffic, demand, sumoSeed(random)),
    network,
    stepLength: scenario.traffic.stepLength,
    fixedSpeedLimits: hasFixedSpeedLimits(scenario.traffic),
    signal,
  };
}
