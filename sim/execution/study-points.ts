import { InputError } from '../../src/input/index.js';
import type { ReplicationResult } from '../recording/replication-result.js';
import type { Place } from './places.js';
import type { ProgressListener } from './progress.js';
import type { StudyUnit } from './work-unit.js';

/** What a unit under way is given. */
export interface UnitHooks {
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
  /** The place that the unit has among others at work on this machine, where places are short. */
  readonly place?: Place;
}

/** Does one replication of one point of a study, and writes its part. */
export type StudyPointPerformer = (unit: StudyUnit, hooks: UnitHooks) => Promise<ReplicationResult>;

let performer: StudyPointPerformer | undefined;

/**
 * Names the function that does the points of studies in this process. The module that holds it calls this when it is loaded; a
 * process that shall do study units loads that module first (`modules` of {@link LocalCores} in its children).
 */
export function registerStudyPoints(perform: StudyPointPerformer): void {
  performer = perform;
}

/**
 * Does a study unit by the registered function.
 * @throws InputError when no module of studies is loaded
 */
export async function performStudyPoint(unit: StudyUnit, hooks: UnitHooks): Promise<ReplicationResult> {
  if (performer === undefined)
    throw new InputError(`study ${unit.study}`, 'is not known here', 'a process that has loaded the studies');
  return performer(unit, hooks);
}
