/** Results of runs: whole or not at all, as Parquet tables with documented columns, with statistics and digests. */
export { prepareResultsFolder, writeFileAtomically, writeJson } from './atomic-file.js';
export { AtomicFolder, type CommitOutcome, writeFolderAtomically } from './atomic-folder.js';
export { type BootstrapOptions, bootstrapInterval, pairedBootstrap } from './bootstrap.js';
export { type Calibration, calibration, type ReliabilityBin, wilsonInterval } from './calibration.js';
export { canonicalJson, type JsonValue } from './canonical-json.js';
export { digest, type Table } from './digest.js';
export { discardUnfinished, removeLeftovers } from './internal/temporary.js';
export {
  type Measure,
  type RunManifest,
  readManifest,
  readSummary,
  type Summary,
  type Versions,
} from './manifest.js';
export { type PairedComparison, pairedAgainst, pairedComparison } from './paired.js';
export { readParquet, writeParquet } from './parquet.js';
export { type Cell, finishedReplications, type QueryResult, query } from './query.js';
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
export { writeFault } from './write-fault.js';
