import type { PredictedRealised } from './charts/scatter.js';
import type { TimePoint } from './charts/time-series.js';
import type { ReportedMean } from './markets-report-data.js';
import type { UnitMapData } from './unit-map.js';

/** Surplus by part, and revenue by submarket. */
export interface TwinSums {
  readonly twin: number;
  readonly traffic: number;
  readonly driving: number;
  readonly online: number;
  readonly offline: number;
}

/** How good dwell times were predicted, by which tasks were admitted. Means over the replications with their intervals. */
export interface DwellReport {
  /** As the scenario names it. */
  readonly predictor: string;
  /** What must not be left, in words. */
  readonly coverage: string;
  /** Longer stays are not told apart, s. */
  readonly horizon: number;
  readonly judged: ReportedMean;
  /** Mean absolute error, and mean of predicted - realised, s. */
  readonly error: ReportedMean;
  readonly bias: ReportedMean;
  /** Share of the predictions at most 20 % off. */
  readonly within: ReportedMean;
  /** Between these are 80 % of the differences predicted - realised, s. */
  readonly low: ReportedMean;
  readonly high: ReportedMean;
  /** Shares: tasks not admitted; of these, those whose vehicle did leave too soon; of the admitted, those whose vehicle did. */
  readonly withheld: ReportedMean;
  readonly withheldRightly: ReportedMean;
  readonly admittedWrongly: ReportedMean;
  /** Some stays of the first replication, s. */
  readonly stays: readonly PredictedRealised[];
}

/** A form of the accuracy, measured in the run. */
export interface AccuracyForm {
  /** What it is, in words. */
  readonly label: string;
  /** Whether it entered the market. */
  readonly enters: boolean;
  readonly value: ReportedMean;
  /** Over time, mean of the replications. */
  readonly points: readonly TimePoint[];
}

/** The accuracy of the twins, measured in the run. */
export interface AccuracyReport {
  readonly predictor: string;
  readonly predictions: ReportedMean;
  /** Mean distance between prediction and truth, m. */
  readonly ade: ReportedMean;
  readonly forms: readonly AccuracyForm[];
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
  readonly map?: UnitMapData;
  /** Where tasks are admitted by predicted dwell time. */
  readonly dwell?: DwellReport;
  /** Where the accuracy of the twins is measured. */
  readonly accuracy?: AccuracyReport;
  /** Upload and computing time of some tasks of the first replication, s. */
  readonly promises: readonly PredictedRealised[];
}
