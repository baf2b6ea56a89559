import type { RoadNetwork } from '../../src/network/index.js';
import type { Executor } from './executor.js';
import type { ProgressListener } from './progress.js';

/** How a scenario is run. */
export interface RunScenarioOptions {
  /** The results folder; one beside it is taken when it holds results of another scenario. */
  readonly out: string;
  /** Replications, or probe rounds, at once; results do not depend on it. */
  readonly jobs: number;
  /** Where fitted travel-time models are kept for later runs. */
  readonly cache: string;
  readonly bidlaneVersion: string;
  /** The wall clock, for the manifest only. */
  readonly now: () => Date;
  /** Recorded traffic to replay, a file or a folder with one file per replication; null, the default, for live SUMO. */
  readonly traffic?: string | null;
  /** Where to record the traffic, which is then replayed: a file for one replication, a folder for several. */
  readonly record?: string;
  /** Runs all replications anew, also those that are there from an earlier run; default false. */
  readonly fresh?: boolean;
  /** Who does the replications, closed by the caller; this process or its children by default. */
  readonly executor?: Executor;
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
}

/** What a run has found out before it takes its folder. */
export interface Prepared {
  readonly network: RoadNetwork;
  readonly sumo: string;
  readonly digest: string;
  readonly startedAt: string;
}
