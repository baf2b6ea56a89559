/** Results of runs: whole or not at all, as Parquet tables with documented columns, with statistics and digests. */
export {
  prepareResultsFolder,
  writeFileAtomically,
  writeJson,
  writeStreamAtomically,
} from './atomic-file.js';
export { AtomicFolder, type CommitOutcome, writeFolderAtomically } from './atomic-folder.js';
export { type BootstrapOptions, bootstrapInterval, pairedBootstrap } from './bootstrap.js';
export {
  type Calibration,
  type CalibrationCounts,
  calibration,
  calibrationCounts,
  calibrationOf,
  type ReliabilityBin,
  wilsonInterval,
} from './calibration.js';
export { canonicalJson, type JsonValue } from './canonical-json.js';
export {
  type CompareOptions,
  compareRuns,
  type MeasureComparison,
  type RunComparison,
  type Tolerance,
  type Verdict,
  verdictOf,
} from './compare-runs.js';
export { type DataSet, findDataSet, type RunFolder } from './data-set.js';
export { describeTables, type TableDescription } from './describe-tables.js';
export { digest, type Table } from './digest.js';
export { finishedReplications } from './finished-replications.js';
export { discardUnfinished, removeLeftovers, temporaryName } from './internal/temporary.js';
export {
  type Measure,
  type RunManifest,
  readManifest,
  readSummary,
  type Summary,
  type Versions,
} from './manifest.js';
export { manifestTable, measureTable, summaryTable } from './metadata-tables.js';
export { type PairedComparison, pairedAgainst, pairedComparison } from './paired.js';
export { type Pairing, pairingOf } from './pairing.js';
export { type ParquetOptions, readParquet, writeParquet, writeParquetFiles } from './parquet.js';
export { normalQuantile } from './quantile-functions.js';
export {
  type AnswerColumn,
  type Cell,
  type QueryAnswer,
  type QueryResult,
  query,
  queryToParquet,
  withAnswer,
} from './query.js';
export { type MeasureValue, readReplicationMeasures } from './replication-file.js';
export { type Direction, type MeasureSample, type RunMeasures, readRunMeasures } from './run-measures.js';
export {
  isPrecise,
  nextDecision,
  type SequentialEstimate,
  type StoppingRule,
  untilPrecise,
} from './sequential.js';
export {
  type Estimate,
  mean,
  meanInterval,
  pairedDifference,
  quantile,
  quantiles,
  standardDeviation,
} from './statistics.js';
export { medianInterval, type QuantileEstimate, quantileInterval } from './statistics-quantiles.js';
export {
  type ColumnSchema,
  type ColumnType,
  type ColumnValues,
  type TableColumns,
  type TableSchema,
  tableDocumentation,
  tableSchema,
} from './table-schema.js';
export { afterTime, type Settling, warmUpByMser } from './warm-up.js';
export { type SampleMoments, welchDifference } from './welch-difference.js';
export { writeFault } from './write-fault.js';
