import { join } from 'node:path';
import { RunError } from '../../../src/input/index.js';
import { digest, writeFolderAtomically, writeJson } from '../../../src/results/index.js';
import { registerStudyPoints, type UnitHooks } from '../../execution/study-points.js';
import { type StudyUnit, sharedFolder } from '../../execution/work-unit.js';
import {
  asWritten,
  partFolder,
  type ReplicationResult,
  resultFile,
} from '../../recording/replication-result.js';
import { computeReplication, reproducible } from './compute-replication.js';
import { type LoadedStudy, loadStudy } from './load-study.js';
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
  const measures = await computeReplication(study, {
    point,
    number: unit.point,
    replication,
    quick,
    seed,
    work: sharedWork(sharedFolder(unit), unit.shared),
    ...(signal === undefined ? {} : { signal }),
  });
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
