import { join } from 'node:path';
import { InputError, nearestName } from '../../../src/input/index.js';
import { isPrecise, meanInterval, nextDecision, type StoppingRule } from '../../../src/results/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { concurrently } from '../../execution/concurrently.js';
import type { Executor } from '../../execution/executor.js';
import { partsThere } from '../../execution/finished-parts.js';
import type { ProgressListener } from '../../execution/progress.js';
import type { ReplicationResult } from '../../recording/replication-result.js';
import { type Cell, cellsThatShareTraffic, type StudyPlan, unitOf } from './plan.js';
import { seriesMeasure } from './series-measure.js';
import type { ActiveReplication, StudyProgress } from './study-progress.js';
import type { PointValues } from './study-results.js';

/** A measure as the replications name it. */
export interface NamedMeasure {
  readonly name: string;
  readonly unit: string;
  readonly documentation: string;
}

/** The values of all replications of a study. */
export interface MadeReplications {
  readonly measures: readonly NamedMeasure[];
  /** By point. */
  readonly values: readonly PointValues[];
  /** Replications by point. */
  readonly counts: readonly number[];
  /** By cell and replication, of the tables of each part. */
  readonly digests: readonly (readonly string[])[];
  /** Points that ended at the most replications without being precise enough. */
  readonly imprecise: readonly number[];
}

/**
 * Gives the file of the recorded traffic of a replication, recording it when there is none yet; null for live SUMO. Asked only
 * where several points or series have the same traffic.
 */
export type TrafficRecordings = (scenario: Scenario, replication: number) => Promise<string | null>;

/** What making replications needs besides the plan. */
export interface ReplicationHooks {
  readonly executor: Executor;
  /** Recordings made at once; default 1. */
  readonly jobs?: number;
  readonly traffic?: TrafficRecordings;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: StudyProgress) => void;
  /** Told what a person should know. */
  readonly onEvent?: ProgressListener;
}

function ruleOf({ study, replications }: StudyPlan): StoppingRule | undefined {
  const { until } = study.definition;
  if (until === undefined) return undefined;
  const { relative, absolute, most = 1000 } = until;
  return {
    relative,
    absolute,
    least: Math.max(2, replications),
    most: Math.max(most, replications, 2),
    batch: Math.max(2, replications),
  };
}

/** The series that a cell measures, each with the names of its measures in the cell's results. */
function keyOf(cell: Cell, series: string, measure: string): string | undefined {
  if (cell.series === undefined) return seriesMeasure(series, measure);
  return cell.series === series ? measure : undefined;
}

/** Checks that the measures asked for are there, as soon as a first replication tells. @throws InputError */
function checkMeasures(plan: StudyPlan, result: ReplicationResult): NamedMeasure[] {
  if (plan.cells[0]?.series === undefined) {
    const [first] = plan.series;
    const prefix = seriesMeasure(first ?? '', '');
    return result.measures
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, unit, documentation }) => ({ name: name.slice(prefix.length), unit, documentation }));
  }
  const known = result.measures.map(({ name }) => name);
  const { until, charts = [], claims = [], name } = plan.study.definition;
  const asked = [
    ...plan.measures,
    ...(until === undefined ? [] : [until.measure]),
    ...charts.map(({ measure }) => measure),
    ...claims.flatMap((claim) =>
      'expect' in claim && claim.expect?.measure !== undefined ? [claim.expect.measure] : [],
    ),
  ];
  for (const measure of asked) {
    if (known.includes(measure)) continue;
    const near = nearestName(measure, known);
    const right =
      near === undefined ? `one of ${known.join(', ')}` : `did you mean ${near}? (all: ${known.join(', ')})`;
    throw new InputError(`study ${name}, measure ${measure}`, 'is not measured', right);
  }
  return result.measures.map(({ name: own, unit, documentation }) => ({ name: own, unit, documentation }));
}

/**
 * Makes the replications of all points that are not in the folder yet, in batches where the study stops by precision: decisions
 * fall at fixed numbers of replications and look at values only, so they do not depend on who works or in which order.
 * @param models by cell, files of link travel times
 * @throws InputError when a measure is asked for that there is not
 */
export async function makeReplications(
  plan: StudyPlan,
  folder: string,
  models: ReadonlyMap<number, string>,
  { executor, jobs = 1, traffic, signal, onProgress, onEvent }: ReplicationHooks,
): Promise<MadeReplications> {
  const { cells, points, series } = plan;
  const found = await Promise.all(
    cells.map(async (cell) => {
      const { finished } = await partsThere(join(folder, cell.folder), Number.POSITIVE_INFINITY);
      return new Map(finished);
    }),
  );
  const rule = ruleOf(plan);
  const shared = cellsThatShareTraffic(plan);
  const wanted = points.map(() => (rule === undefined ? plan.replications : nextDecision(0, rule)));
  const open = new Set(points.keys());
  const imprecise: number[] = [];
  let measures: NamedMeasure[] | undefined;
  const missing = (): { cell: number; replication: number }[] =>
    cells.flatMap(({ point }, cell) =>
      Array.from({ length: wanted[point] }, (_, replication) => ({ cell, replication })).filter(
        ({ replication }) => !found[cell].has(replication),
      ),
    );
  const total = (): number => cells.reduce((sum, { point }) => sum + wanted[point], 0);
  const active = new Map<number, ActiveReplication>();
  const tell = (left: number): void =>
    onProgress?.({
      study: plan.study.definition.name,
      done: total() - left,
      total: total(),
      active: [...active.values()],
    });
  const perform = async (
    work: readonly { cell: number; replication: number }[],
    later: number,
  ): Promise<void> => {
    const units = await concurrently(work, jobs, async ({ cell, replication }) => {
      const { scenario } = cells[cell];
      const recorded = traffic !== undefined && scenario !== undefined && shared.has(cell);
      const files = {
        model: models.get(cell),
        traffic: recorded ? await traffic(scenario, replication) : null,
      };
      return unitOf(plan, cells[cell], replication, folder, files);
    });
    let left = work.length + later;
    tell(left);
    const results = await executor.perform(units, {
      signal,
      onDone: (unit) => {
        active.delete(unit);
        tell(--left);
      },
      onProgress: (event, unit) => {
        if (event.kind !== 'replication' || unit === undefined) {
          onEvent?.(event);
          return;
        }
        const { cell, replication } = work[unit];
        const { time, end } = event;
        active.set(unit, {
          settings: points[cells[cell].point],
          series: cells[cell].series,
          replication,
          time,
          end,
        });
        tell(left);
      },
    });
    active.clear();
    for (const [i, { cell, replication }] of work.entries()) found[cell].set(replication, results[i]);
  };
  while (open.size > 0) {
    let work = missing();
    if (measures === undefined) {
      // One replication tells what is measured, before hours are spent on what is asked for in vain.
      if (found[0].size === 0) await perform(work.slice(0, 1), work.length - 1);
      const [first] = found[0].values();
      measures = checkMeasures(plan, first);
      work = missing();
    }
    await perform(work, 0);
    for (const point of [...open]) {
      if (rule === undefined || decided(plan, point, found, wanted[point], rule)) open.delete(point);
      else if (wanted[point] >= (rule.most ?? wanted[point])) {
        open.delete(point);
        imprecise.push(point);
      } else wanted[point] = nextDecision(wanted[point], rule);
    }
  }
  const names = measures ?? [];
  const values = points.map((_, point): PointValues => {
    const own = cells.flatMap((cell, index) => (cell.point === point ? [{ cell, parts: found[index] }] : []));
    return new Map(
      series.map((name) => [
        name,
        new Map(
          names.map((measure) => [
            measure.name,
            own.flatMap(({ cell, parts }) => column(cell, parts, name, measure.name, wanted[point])),
          ]),
        ),
      ]),
    );
  });
  const digests = cells.map(({ point }, cell) =>
    Array.from({ length: wanted[point] }, (_, r) => found[cell].get(r)?.digest ?? ''),
  );
  return { measures: names, values, counts: wanted, digests, imprecise };
}

/** The values of a series' measure in a cell; none when the cell is of another series. */
function column(
  cell: Cell,
  parts: ReadonlyMap<number, ReplicationResult>,
  series: string,
  measure: string,
  n: number,
): number[] {
  const key = keyOf(cell, series, measure);
  if (key === undefined) return [];
  return Array.from(
    { length: n },
    (_, r) => parts.get(r)?.measures.find(({ name }) => name === key)?.value ?? Number.NaN,
  );
}

/** Whether every series of a point is precise enough. */
function decided(
  plan: StudyPlan,
  point: number,
  found: readonly ReadonlyMap<number, ReplicationResult>[],
  n: number,
  rule: StoppingRule,
): boolean {
  const measure = plan.study.definition.until?.measure ?? '';
  return plan.cells.every((cell, index) => {
    if (cell.point !== point) return true;
    const own = cell.series === undefined ? plan.series : [cell.series];
    return own.every((name) => {
      const values = column(cell, found[index], name, measure, n).filter((v) => !Number.isNaN(v));
      return isPrecise(meanInterval(values), rule);
    });
  });
}
