/** Results of runs: whole or not at all, as Parquet tables with documented columns, with statistics and digests. */
export { prepareResultsFolder, writeFileAtomically, writeJson } from './atomic-file.js';
export { AtomicFolder, type CommitOutcome, writeFolderAtomically } from './atomic-folder.js';
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
export { digest, type Table } from './digest.js';
export { discardUnfinished, removeLeftovers, temporaryName } from './internal/temporary.js';
export {
  type Measure,
  type RunManifest,
  readManifest,
  readSummary,
  type Summary,
  type Versions,
} from './manifest.js';
export { readParquet, writeParquet } from './parquet.js';
export { type Cell, finishedReplications, type QueryResult, query } from './query.js';
export {
  type BootstrapOptions,
  bootstrapInterval,
  type Estimate,
  mean,
  meanInterval,
  pairedDifference,
  quantile,
  quantiles,
  standardDeviation,
} from './statistics.js';
export {
  type ColumnSchema,
  type ColumnType,
  type ColumnValues,
  type TableColumns,
  type TableSchema,
  tableDocumentation,
  tableSchema,
} from './table-schema.js';
export { writeFault } from './write-fault.js';
