/** Studies: what a definition is made of, the built-in ones, and running them. */

export * from './engine/index.js';
export { type LoadedStudy, loadStudy, parseStudy } from './engine/load-study.js';
export { performStudyUnit, studyPointsModule } from './engine/perform-study-unit.js';
export { recordings } from './engine/recordings.js';
export type { TrafficRecordings } from './engine/replications.js';
export { type RunStudyOptions, runStudy, type StudyOutcome } from './engine/run-study.js';
export type { StudyDocument } from './engine/study-document.js';
export type { StudyProgress } from './engine/study-progress.js';
export { loadSweep, parseUntil, type SweepOptions } from './engine/sweep.js';
export { writeVerdicts } from './engine/verdicts.js';
