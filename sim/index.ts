/** Runs: the co-simulation of a scenario, its replications and their results. */
export { InProcess } from './execution/in-process.js';
export { LocalCores, type LocalCoresOptions } from './execution/local-cores.js';
export type { ProgressEvent, ProgressListener } from './execution/progress.js';
export { type RunOutcome, type RunScenarioOptions, runScenario } from './execution/run-scenario.js';
export * from './movement/index.js';
export * from './studies/index.js';
