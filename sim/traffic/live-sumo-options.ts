import type { RoadNetwork } from '../../src/network/index.js';
import type { TraciSession } from '../../src/traci/index.js';

/** Makes SUMO take its steps, in place of plain ones: something that looks at more than the followed vehicles, say. */
export interface StepDriver {
  step(): Promise<unknown>;
  /** No more steps will be taken; SUMO still runs. */
  end(): Promise<void>;
}

/** What a live SUMO is started with. */
export interface LiveSumoOptions {
  /** SUMO's command line: network, demand, seed, step length. */
  readonly args: readonly string[];
  readonly network: RoadNetwork;
  /** The same step length, s. */
  readonly stepLength: number;
  /** Whether nothing changes the speed limits of the network while SUMO runs; false unless it is known. */
  readonly fixedSpeedLimits?: boolean;
  /** Ends SUMO. */
  readonly signal?: AbortSignal;
  /** Drives SUMO step by step, none requested ahead. */
  readonly driver?: (sumo: TraciSession) => Promise<StepDriver>;
}
