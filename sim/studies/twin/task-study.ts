import {
  type ChartDefinition,
  type Claim,
  defineStudy,
  type StudyDefinition,
  type StudyPoint,
} from '../engine/index.js';
import type { MarketRanges } from './drawn-round.js';
import { type HolderName, heldRound, type RoundMeasure, roundMeasures } from './held-round.js';
import { hitReadings, usualHits } from './hit-readings.js';

/** Mechanisms against the number of tasks. */
export const taskSeries = [
  'MTEPViSA',
  'EPViSA',
  'PViSA',
  'MTEPViSA, truthful score',
  'optimum',
] as const satisfies readonly HolderName[];

/** Tasks of a vehicle, N. */
export const taskCounts = [1, 2, 3, 4, 6, 8, 10];

/** What tells the studies against the number of tasks apart. */
export interface TaskStudy
  extends Pick<StudyDefinition, 'name' | 'title' | 'description' | 'source' | 'parameters'> {
  /** Name of the run in memory. */
  readonly run: string;
  readonly ranges: MarketRanges;
  readonly points: readonly StudyPoint[];
  readonly quickPoints: readonly StudyPoint[];
  /** Ends of the generative score at a point. */
  readonly score: (point: StudyPoint) => readonly [from: number, to: number];
  readonly theta: (point: StudyPoint) => number;
  readonly charts: readonly ChartDefinition[];
  readonly claims: readonly Claim[];
}

/** A chart for each reading of hits. */
export function chartsOfReadings(
  title: string,
  measure: RoundMeasure,
  at: StudyPoint,
  series: readonly HolderName[] = taskSeries,
): ChartDefinition[] {
  return hitReadings.map((hits) => ({
    title: `${title}, hits ${hits}`,
    x: 'tasks',
    measure,
    series,
    at: { ...at, hits },
  }));
}

/** A study of 30 vehicles and 30 simulators against the number of tasks of a vehicle. */
export function taskStudy({ run, ranges, quickPoints, score, theta, ...own }: TaskStudy): StudyDefinition {
  return defineStudy({
    ...own,
    parameters: {
      tasks: { label: 'tasks of a vehicle' },
      hits: { label: 'hits in preference caches' },
      ...own.parameters,
    },
    series: taskSeries,
    replications: 240,
    quick: { replications: 30, points: quickPoints },
    statistic: 'median',
    inMemoryRun: run,
    measures: roundMeasures,
    compute({ point, random, shared }) {
      const settings = {
        ranges,
        vehicles: 30,
        simulators: 30,
        tasks: Number(point.tasks),
        hits: hitReadings.find((reading) => reading === point.hits) ?? usualHits,
        score: score(point),
        theta: theta(point),
      };
      return heldRound({ random, shared }, settings, taskSeries);
    },
  });
}
