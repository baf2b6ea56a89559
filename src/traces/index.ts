/** Probe traces: how vehicles passed the links of the network, from files of SUMO, a running SUMO, or GPS. */
export { BrokenTraceError } from './broken-trace-error.js';
export { type FcdTraversals, readFcd } from './fcd.js';
export { type FcdStep, FcdStream } from './fcd-stream.js';
export {
  type GpsField,
  type GpsLayout,
  gpsFields,
  gpsPresets,
  parseGpsColumns,
  type TimeFormat,
  timeFormats,
} from './gps-columns.js';
export { checkGpsTally, type GpsSink, GpsTally, readGpsFile } from './gps-csv.js';
export { gpsFilesOf } from './gps-files.js';
export {
  checkGps,
  type GpsMatchOptions,
  type GpsTraversals,
  matchGps,
  type TraceQuality,
} from './gps-matching.js';
export type { GpsTrace } from './gps-trace.js';
export type { ReadingOptions } from './internal/byte-stream.js';
export {
  joinTraversals,
  LinkTraversalBuilder,
  type LinkTraversals,
  traversalFlag,
} from './link-traversals.js';
export { recordTraversals } from './live-traversals.js';
export {
  MapMatcher,
  type MapMatchOptions,
  type MatchedDrive,
  type MatchQuality,
} from './map-matcher.js';
export { matchedTraceTable, writeTraceQualities } from './matched-trace-table.js';
export { readSumoTraversals, type SumoTraversals } from './sumo-traversals.js';
export { checkTraces, type TraceCheck, type TraceFault } from './trace-check.js';
export { type FaultCount, FaultCounts, type GpsFault, gpsFaults } from './trace-faults.js';
export { type TraceFormat, traceFormatOf, traceFormats } from './trace-format.js';
export {
  placeOffLink,
  type RecordedStep,
  type RecordedTraversals,
  TraversalRecorder,
} from './traversal-recorder.js';
export { readTraversals, traversalTable, writeTraversals } from './traversal-table.js';
export { refuseUnknownLinks } from './unknown-links.js';
export { readVehroutes, type VehrouteOptions, type Vehroutes, vehrouteOptions } from './vehroutes.js';
