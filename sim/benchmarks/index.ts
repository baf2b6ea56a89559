/** The standard regression benchmarks: what they run, what they record, and how it is compared with a baseline. */
export {
  type Baseline,
  type BenchmarkRecord,
  readBaseline,
  thisMachine,
  updateBaseline,
} from './baseline.js';
export { type BenchmarkComparison, compareBenchmark } from './compare-benchmark.js';
export { type RegressionScenario, regressionNames, regressionScenarios } from './regression-scenarios.js';
export { type BenchmarkOptions, type BenchmarkOutcome, runBenchmark, warmUp } from './run-benchmark.js';
