import type { StudyUnit } from '../../../sim/execution/work-unit.js';

/** The first replications of a study's first point. */
export function studyUnits(study: string, replications: number, out: string): StudyUnit[] {
  return Array.from({ length: replications }, (_, replication) => ({
    kind: 'study',
    study,
    point: 0,
    replication,
    seed: 1,
    quick: true,
    sumo: false,
    out,
  }));
}
