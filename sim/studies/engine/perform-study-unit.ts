import { join, resolve } from 'node:path';
import { InputError, RunError } from '../../../src/input/index.js';
import { RandomStreams } from '../../../src/random/index.js';
import { digest, writeFolderAtomically, writeJson } from '../../../src/results/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { registerStudyPoints, type UnitHooks } from '../../execution/study-points.js';
import type { StudyUnit } from '../../execution/work-unit.js';
import {
  asWritten,
  partFolder,
  type ReplicationResult,
  resultFile,
} from '../../recording/replication-result.js';
import type { MeasureDefinition, StudyDefinition, StudyValues } from './definition.js';
import { type LoadedStudy, loadStudy } from './load-study.js';
import type { StudyPoint } from './point.js';
import { seriesMeasure } from './series-measure.js';
import { settingPath, withSettings } from './settings.js';
import { sharedWork } from './shared-work.js';
import { pointsOf } from './vary-values.js';

const loaded = new Map<string, Promise<LoadedStudy>>();

/** A study is read once per process, however many of its units are done. */
function studyOf({ study, quick }: StudyUnit): Promise<LoadedStudy> {
  const key = `${quick ? 'quick' : 'whole'} ${study}`;
  const known = loaded.get(key) ?? loadStudy(study, quick);
  loaded.set(key, known);
  return known;
}

/** The base scenario with those parameters of the point that are settings of it. */
export function scenarioAt({ scenario, file }: LoadedStudy, point: StudyPoint): Scenario | undefined {
  if (scenario === undefined) return undefined;
  const settings = Object.entries(point).filter(([name]) => {
    try {
      settingPath(scenario, name, name);
      return name.includes('.');
    } catch (error) {
      if (error instanceof InputError) return false;
      throw error;
    }
  });
  return withSettings(scenario, Object.fromEntries(settings), file);
}

function measured(
  definition: StudyDefinition,
  values: StudyValues,
  where: string,
): ReplicationResult['measures'] {
  const measures = definition.measures as Readonly<Record<string, MeasureDefinition>>;
  const series = definition.series as readonly string[];
  return series.flatMap((name) =>
    Object.entries(measures).map(([measure, { label, unit = '' }]) => {
      const value = values[name]?.[measure];
      if (value === undefined) throw new RunError(`${where}: gave no ${measure} of ${name}`);
      return { name: seriesMeasure(name, measure), unit, documentation: label, value };
    }),
  );
}

/** The measures that follow from the study alone, so that every run gives the same. */
function reproducible(
  { measures: defined }: StudyDefinition,
  measures: ReplicationResult['measures'],
): ReplicationResult['measures'] {
  const timed = Object.entries(defined as Readonly<Record<string, MeasureDefinition>>).flatMap(
    ([name, { timed = false }]) => (timed ? [name] : []),
  );
  return measures.filter(({ name }) => !timed.some((measure) => name.endsWith(seriesMeasure('', measure))));
}

/**
 * Computes one replication of one point of a study, and writes its part.
 * @throws RunError when the study's function leaves out a series or a measure
 */
export async function performStudyUnit(
  unit: StudyUnit,
  { signal }: UnitHooks = {},
): Promise<ReplicationResult> {
  const study = await studyOf(unit);
  const { definition } = study;
  const { replication, seed, quick, out } = unit;
  const point = pointsOf(definition)[unit.point];
  if (point === undefined || definition.compute === undefined)
    throw new RunError(`study ${unit.study}: has no point ${unit.point + 1} to compute`);
  const scenario = scenarioAt(study, point);
  const values = await definition.compute({
    point,
    replication,
    quick,
    random: new RandomStreams(`${seed}/replication/${replication}`),
    get scenario(): Scenario {
      if (scenario !== undefined) return scenario;
      throw new InputError(`study ${unit.study}`, 'has no base scenario', 'scenario: the path of one');
    },
    ...sharedWork(resolve(out, '../../shared'), unit.shared),
    ...(signal === undefined ? {} : { signal }),
  });
  const where = `study ${definition.name}, point ${unit.point + 1}, replication ${replication + 1}`;
  const measures = measured(definition, values, where);
  const result = asWritten({
    replication,
    digest: digest({ numbers: reproducible(definition, measures) }),
    measures,
    cosimulation: null,
  });
  await writeFolderAtomically(partFolder(out, replication), (folder) =>
    writeJson(join(folder, resultFile), result),
  );
  return result;
}

/** The address of this module: a process that loads it can do the units of studies. */
export const studyPointsModule: string = import.meta.url;

registerStudyPoints(performStudyUnit);
