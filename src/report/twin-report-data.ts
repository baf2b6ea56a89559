import type { PredictedRealised } from './charts/scatter.js';

/** Surplus by part, and revenue by submarket. */
export interface TwinSums {
  readonly twin: number;
  readonly traffic: number;
  readonly driving: number;
  readonly online: number;
  readonly offline: number;
}

/** Digital twins of a run: what the report shows, means over the replications where it is not said otherwise. */
export interface TwinReport {
  readonly mechanism: string;
  readonly vehicles: number;
  readonly tasks: number;
  readonly completed: number;
  /** Causes of failure with what they mean, and the tasks that failed for them. */
  readonly failures: readonly { readonly cause: string; readonly meaning: string; readonly tasks: number }[];
  /** Quantiles of delays of tasks that were done, s; null without any. */
  readonly delays: readonly {
    readonly name: string;
    readonly p50: number | null;
    readonly p95: number | null;
    readonly p99: number | null;
  }[];
  readonly units: readonly {
    readonly name: string;
    readonly granted: number;
    readonly handovers: number;
    /** Shares of the time in use. */
    readonly cpu: number;
    readonly gpu: number;
    readonly uplink: number;
    readonly downlink: number;
  }[];
  readonly promised: TwinSums;
  readonly realised: TwinSums;
  /** Of the omniscient optimum of the same rounds; null when it was not asked for. */
  readonly optimum: number | null;
  /** Jain's index of the vehicles' shares of completed tasks. */
  readonly fairness: number | null;
  /** Mean age of the twins' states, s. */
  readonly age: number | null;
  /** Upload and computing time of some tasks of the first replication, s. */
  readonly promises: readonly PredictedRealised[];
}
