import type { RandomStreams } from '../../../src/random/index.js';
import type { StudyPicture } from '../../../src/report/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import type { ProgressListener } from '../../execution/progress.js';
import type { Claim } from './claim.js';
import type { Setting, Settings, StudyPoint } from './point.js';
import type { Statistic } from './statistic.js';

/** A number that a study measures at each point, for each series. */
export interface MeasureDefinition {
  /** As it stands on axes and in tables: `requester's utility`. */
  readonly label: string;
  /** `s`, `slots`; left out for what has none. */
  readonly unit?: string;
  /** Read from a clock, so another value in every run: no part of the digest. */
  readonly timed?: boolean;
}

/** A figure: one measure against a swept parameter, a line per series; or a map of two parameters. */
export interface ChartDefinition {
  readonly title?: string;
  /** The parameter on the horizontal axis. */
  readonly x: string;
  /**
   * A parameter on the vertical axis. The figure is then a map: each point has the colour of the series with the largest value of
   * the measure (the first of equal ones), and none where every series lacks it.
   */
  readonly y?: string;
  readonly measure: string;
  /** The series drawn, by name; all by default. */
  readonly series?: readonly string[];
  /** A second parameter: a line for each of its values instead of a line per series. */
  readonly by?: string;
  /** Only the points that have these values. */
  readonly at?: Settings;
  /** Scale of the vertical axis; default `linear`. Values of 0 and below have no place on a logarithmic one. */
  readonly scale?: 'linear' | 'log';
  readonly caption?: string;
}

/** When a study with random numbers has seen enough. See `untilPrecise` for what optional stopping costs. */
export interface StoppingDefinition {
  readonly measure: string;
  /** Half-width of the interval over the absolute mean, such as .02; one of `relative` and `absolute`. */
  readonly relative?: number;
  /** Half-width of the interval in the unit of the measure. */
  readonly absolute?: number;
  /** The most replications of a point; default 1000. */
  readonly most?: number;
}

/** What a computed study is given for one replication of one point. */
export interface StudyContext {
  readonly point: StudyPoint;
  /** Number of the replication, from 0. */
  readonly replication: number;
  /** The streams of the replication: the same at every point and for every series, so that they can be paired. */
  readonly random: RandomStreams;
  /** Whether the quick form of the study runs. */
  readonly quick: boolean;
  /** The base scenario with the settings of the study and of the point. @throws InputError when the study has none */
  readonly scenario: Scenario;
  /**
   * A JSON value that several points or replications share, under a name of its own: read where it is, otherwise computed and
   * kept in the study's folder. It must follow from the study and the name alone.
   */
  shared<T>(name: string, compute: () => Promise<T> | T): Promise<T>;
  /** The same for a file of any kind; gives its path. `write` gets the path to write to. */
  sharedFile(name: string, write: (path: string) => Promise<void>): Promise<string>;
  readonly signal?: AbortSignal;
}

/** What a computed study may do once before all replications, so that they find it done. */
export type StudyPreparation = Omit<StudyContext, 'point' | 'replication' | 'random'> & {
  /** SUMO processes at once. */
  readonly jobs: number;
  /** Folder of link travel times fitted by earlier runs. */
  readonly cache?: string;
  readonly onProgress?: ProgressListener;
};

/** Values of one replication: by series, by measure; `null` for a measure that it does not have (no winner, say). */
export type StudyValues = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

/**
 * A study: a question put to the simulation or to a computation, at several points, for several series, many times, and the
 * claims to be judged by the answers. A module in `sim/studies` exports one as its default; a user's module or YAML too.
 *
 * Without `compute` every point and series is a co-simulation of the base scenario with their settings; with it, whatever the
 * function answers. All series and points of a replication share its random numbers, so their differences are paired.
 */
export interface StudyDefinition {
  readonly name: string;
  readonly title: string;
  /** What is reproduced: the paper, its figure, and what the paper says in a few words. */
  readonly source?: { readonly paper: string; readonly figure?: string; readonly says?: string };
  /** What a reader should know of the set-up: one to three sentences. */
  readonly description?: string;
  /** A scenario file, relative to this study's file (built-in studies: to the package). */
  readonly scenario?: string;
  /** Settings of the base scenario in this study, by path. */
  readonly with?: Settings;
  /** Swept parameters: lists of values, or ranges such as `10..100:10`; every combination is a point. */
  readonly vary?: Readonly<Record<string, readonly Setting[] | Setting>>;
  /** The points one by one, in place of `vary`. */
  readonly points?: readonly StudyPoint[];
  /** How parameters are called on axes, with their units; a parameter's own name by default. */
  readonly parameters?: Readonly<Record<string, MeasureDefinition>>;
  /** What is compared: names (computed studies), or the settings of each by name (co-simulations). */
  readonly series?: readonly string[] | Readonly<Record<string, Settings>>;
  /** Replications per point, or `exact` for a computation without random numbers. Default 30. */
  readonly replications?: number | 'exact';
  /** Default `mean`; `median` where a few replications would outweigh all others. */
  readonly statistic?: Statistic;
  /**
   * For a computed study whose replications take milliseconds: the name of its run. All replications are made in the process that
   * runs the study, and their values kept in one file, `values.parquet`, instead of a folder each. Studies that name the same run
   * compute the same and differ in figures and claims only: what one has computed, others in the same process take from it.
   */
  readonly inMemoryRun?: string;
  /**
   * Whether replications after the first are bootstrap resamples of its data: the first is then the estimate, the others only give
   * its interval. For computed studies.
   */
  readonly resampled?: boolean;
  /** In place of a fixed number: goes on until the intervals are narrow; `replications` are the least. */
  readonly until?: StoppingDefinition;
  /** What `--quick` does less of. */
  readonly quick?: Partial<Pick<StudyDefinition, 'replications' | 'vary' | 'points' | 'with'>>;
  /** Everything random follows from it; default 1, or the scenario's. */
  readonly seed?: number;
  /** Measured numbers by name; co-simulations may leave labels out by giving a list of names. */
  readonly measures: Readonly<Record<string, MeasureDefinition>> | readonly string[];
  readonly prepare?: (preparation: StudyPreparation) => Promise<void> | void;
  readonly compute?: (context: StudyContext) => Promise<StudyValues> | StudyValues;
  readonly charts?: readonly ChartDefinition[];
  /** Pictures for the report, made when it is written; the same each time. */
  readonly pictures?: () => Promise<readonly StudyPicture[]> | readonly StudyPicture[];
  readonly claims?: readonly Claim[];
}

/** Whether names stand alone, or each with something. */
export function isList<T>(
  names: readonly string[] | Readonly<Record<string, T>>,
): names is readonly string[] {
  return Array.isArray(names);
}

/** Types a study where it is written; gives it back as it is. */
export function defineStudy(study: StudyDefinition): StudyDefinition {
  return study;
}
