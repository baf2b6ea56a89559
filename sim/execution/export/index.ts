/** Runs in steps, for clusters that start the steps themselves, and the files that tell them how. */
export { type ClusterPlan, chunks } from './cluster-plan.js';
export { gatherRun, prepareRun, runParts } from './run-parts.js';
export { slurmScript } from './slurm-script.js';
export { snakefile } from './snakefile.js';
