import { InputError, RunError } from '../../../src/input/index.js';
import { RandomStreams } from '../../../src/random/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import type { ReplicationResult } from '../../recording/replication-result.js';
import type { MeasureDefinition, StudyDefinition, StudyValues } from './definition.js';
import type { LoadedStudy } from './load-study.js';
import type { StudyPoint } from './point.js';
import { seriesMeasure } from './series-measure.js';
import { settingPath, withSettings } from './settings.js';
import type { SharedWork } from './shared-work.js';

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

/** Which replication of a computed study is asked for, and what it may use. */
export interface ComputedReplication {
  readonly point: StudyPoint;
  /** Number of the point, from 0, for messages. */
  readonly number: number;
  readonly replication: number;
  readonly quick: boolean;
  readonly seed: number;
  readonly work: SharedWork;
  readonly signal?: AbortSignal;
}

/**
 * Computes one replication of one point of a study: its measures by series, named as in parts.
 * @throws RunError when the study's function leaves out a series or a measure
 */
export async function computeReplication(
  study: LoadedStudy,
  { point, number, replication, quick, seed, work, signal }: ComputedReplication,
): Promise<ReplicationResult['measures']> {
  const { definition } = study;
  const where = `study ${definition.name}, point ${number + 1}, replication ${replication + 1}`;
  if (definition.compute === undefined) throw new RunError(`${where}: there is nothing to compute`);
  const scenario = scenarioAt(study, point);
  const values = await definition.compute({
    point,
    replication,
    quick,
    random: new RandomStreams(`${seed}/replication/${replication}`),
    get scenario(): Scenario {
      if (scenario !== undefined) return scenario;
      throw new InputError(`study ${definition.name}`, 'has no base scenario', 'scenario: the path of one');
    },
    ...work,
    ...(signal === undefined ? {} : { signal }),
  });
  return measured(definition, values, where);
}

/** The measures that follow from the study alone, so that every run gives the same. */
export function reproducible(
  { measures: defined }: StudyDefinition,
  measures: ReplicationResult['measures'],
): ReplicationResult['measures'] {
  const timed = Object.entries(defined as Readonly<Record<string, MeasureDefinition>>).flatMap(
    ([name, { timed = false }]) => (timed ? [name] : []),
  );
  return measures.filter(({ name }) => !timed.some((measure) => name.endsWith(seriesMeasure('', measure))));
}
