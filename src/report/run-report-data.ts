import type { AuctionReport } from './auction-report-data.js';
import type { DistributionData } from './charts/distribution.js';
import type { ReliabilityPoint } from './charts/reliability.js';
import type { PredictedRealised } from './charts/scatter.js';
import type { TimeSeriesData } from './charts/time-series.js';
import type { KeyFigure } from './key-figures.js';
import type { MarketsReport } from './markets-report-data.js';
import type { NetworkMapData } from './network-map.js';
import type { ReportSection } from './page.js';

/** A campaign of one replication: what was expected when the auction ended, and what came. Values in units of money. */
export interface CampaignResult {
  readonly replication: number;
  readonly seed: number | string;
  readonly budget: number;
  /** Number of tasks and of vehicles that bid. */
  readonly tasks: number;
  readonly bidders: number;
  readonly winners: number;
  readonly paymentTotal: number;
  readonly withinBudget: boolean;
  /** Value of the winners' set under the predicted completion probabilities, and of what they really completed. */
  readonly expectedValue: number;
  readonly realisedValue: number;
  /** Number of tasks completed in time: its expectation, and how many were. */
  readonly expectedCompletions: number;
  readonly realisedCompletions: number;
}

/** An example of a link's travel times in one time slot, in seconds. */
export interface LinkExample extends Pick<DistributionData, 'values' | 'mean' | 'sd'> {
  readonly link: string;
  /** The time slot in words: `120 to 180 s`. */
  readonly slot: string;
}

/** Brier scores and reliability bins of the predicted probabilities of completion in a subinterval. */
export interface CalibrationReport {
  readonly count: number;
  readonly baseRate: number;
  readonly brier: number;
  readonly brierOfBaseRate: number;
  /** 1 - brier / brierOfBaseRate. */
  readonly skill: number;
  readonly bins: readonly ReliabilityPoint[];
}

/** How link times that followed the day did, beside those fitted before: mean scores (CRPS) of the same arrivals, s. */
export interface OnlineReport {
  readonly replications: readonly {
    readonly replication: number;
    /** Traversals that moved the link times. */
    readonly observations: number;
    readonly arrivals: number;
    readonly fitted: number | null;
    readonly updated: number | null;
  }[];
  /** Mean of fitted - updated over the replications, with its interval. */
  readonly gain: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Everything that the report of a co-simulation run shows; plain data. */
export interface RunReportData {
  readonly name: string;
  /** The scenario in a sentence or two. */
  readonly description?: string;
  readonly replications: readonly { readonly replication: number; readonly seed: number | string }[];
  /** Confidence of the intervals of key figures; default .95. */
  readonly level?: number;
  readonly keyFigures: readonly KeyFigure[];
  /** The map of a chosen replication. */
  readonly map?: { readonly replication: number; readonly network: NetworkMapData };
  /** Predicted mean and standard deviation against realised completion times, in s, of winner-task pairs. */
  readonly completions: readonly PredictedRealised[];
  readonly calibration?: CalibrationReport;
  readonly campaigns: readonly CampaignResult[];
  readonly auction?: AuctionReport;
  /** Of a run with several campaigns, requesters or mechanisms, or with promised times. */
  readonly markets?: MarketsReport;
  /** Sections of other services than the campaign. */
  readonly services?: readonly ReportSection[];
  readonly links: readonly LinkExample[];
  /** Of a run whose link times follow the day. */
  readonly online?: OnlineReport;
  /** Time series worth seeing (vehicles under way, speed), each with its title. */
  readonly series?: readonly {
    readonly title: string;
    readonly caption: string;
    readonly data: TimeSeriesData;
  }[];
  /** What a reader should know: how many links fell back to free-flow times, what was left out. */
  readonly notes: readonly string[];
  /** The scenario with every default filled in, as YAML. */
  readonly scenarioYaml: string;
  /** The command that repeats the run. */
  readonly command?: string;
  /** Names with versions, dates and the digest, for the foot of the page. */
  readonly provenance: readonly (readonly [name: string, value: string])[];
}
