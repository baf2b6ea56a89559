import { setImmediate as nextTurn } from 'node:timers/promises';
import { canonicalJson, digest } from '../../../src/results/index.js';
import type { ReplicationResult } from '../../recording/replication-result.js';
import { computeReplication } from './compute-replication.js';
import type { MeasureDefinition } from './definition.js';
import type { StudyPlan } from './plan.js';
import type { MadeReplications, NamedMeasure, ReplicationHooks } from './replications.js';
import { seriesMeasure } from './series-measure.js';
import { type SharedWork, sharedWork } from './shared-work.js';
import type { PointValues } from './study-results.js';

/** Values of runs that other studies of this process may take: by run, points, series, measures, seed and replications. */
const runs = new Map<string, Promise<MadeReplications>>();

/** Shared work that is computed once in this process. Files go to the folder of the study. */
function workInMemory(folder: string): SharedWork {
  const made = new Map<string, unknown>();
  const { sharedFile } = sharedWork(folder);
  return {
    sharedFile,
    async shared<T>(name: string, compute: () => Promise<T> | T): Promise<T> {
      if (!made.has(name)) made.set(name, await compute());
      return made.get(name) as T;
    },
  };
}

/** Replications between two looks at interruptions and progress. */
const turn = 64;

async function make(
  plan: StudyPlan,
  folder: string,
  { signal, onProgress }: Pick<ReplicationHooks, 'signal' | 'onProgress'>,
): Promise<MadeReplications> {
  const { study, points, series, measures: names, replications, quick, seed } = plan;
  const work = workInMemory(folder);
  const total = points.length * replications;
  let done = 0;
  let first: ReplicationResult['measures'] = [];
  const values: PointValues[] = [];
  for (const [number, point] of points.entries()) {
    const columns = new Map(
      series.flatMap((name) =>
        names.map((measure): [string, number[]] => [seriesMeasure(name, measure), []]),
      ),
    );
    for (let replication = 0; replication < replications; replication++) {
      if (done % turn === 0) {
        onProgress?.({ study: study.definition.name, done, total, active: [] });
        await nextTurn();
        if (signal?.aborted === true) throw signal.reason;
      }
      const measured = await computeReplication(study, {
        ...{ point, number, replication, quick, seed, work },
        ...(signal === undefined ? {} : { signal }),
      });
      for (const { name, value } of measured) columns.get(name)?.push(value ?? Number.NaN);
      if (done === 0) first = measured;
      done++;
    }
    values.push(
      new Map(
        series.map((name) => [
          name,
          new Map(names.map((measure) => [measure, columns.get(seriesMeasure(name, measure)) ?? []])),
        ]),
      ),
    );
  }
  onProgress?.({ study: study.definition.name, done, total, active: [] });
  const defined = study.definition.measures as Readonly<Record<string, MeasureDefinition>>;
  const timed = (measure: string): boolean => defined[measure]?.timed ?? false;
  const digests = values.map((bySeries) => [
    digest({
      numbers: Object.fromEntries(
        [...bySeries].map(([name, byMeasure]) => [
          name,
          Object.fromEntries([...byMeasure].filter(([measure]) => !timed(measure))),
        ]),
      ),
    }),
  ]);
  const measures = names.map((name): NamedMeasure => {
    const named = first.find((one) => one.name === seriesMeasure(series[0] ?? '', name));
    return { name, unit: named?.unit ?? '', documentation: named?.documentation ?? name };
  });
  return { measures, values, counts: points.map(() => replications), digests, imprecise: [] };
}

/**
 * Makes all replications of a computed study in this process, without parts on the disk, or takes them from another study of the
 * same run that was made in this process before.
 * @param folder for files that replications share
 * @throws RunError when the study's function leaves out a series or a measure
 */
export async function makeInMemory(
  plan: StudyPlan,
  folder: string,
  hooks: Pick<ReplicationHooks, 'signal' | 'onProgress'>,
): Promise<MadeReplications> {
  const { study, points, series, measures, replications, quick, seed } = plan;
  const { inMemoryRun } = study.definition;
  const key = canonicalJson([inMemoryRun ?? '', points, series, measures, replications, quick, seed]);
  const known = runs.get(key);
  if (known !== undefined) return known;
  const made = make(plan, folder, hooks);
  runs.set(key, made);
  try {
    return await made;
  } catch (error) {
    runs.delete(key);
    throw error;
  }
}
