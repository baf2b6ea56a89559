/** Probe traces: how vehicles passed the links of the network, from the files that SUMO writes. */
export {
  joinTraversals,
  LinkTraversalBuilder,
  type LinkTraversals,
  traversalFlag,
} from './link-traversals.js';
export { readTraversals, traversalTable, writeTraversals } from './traversal-table.js';
export {
  BrokenTraceError,
  readVehroutes,
  type VehrouteOptions,
  type Vehroutes,
  vehrouteOptions,
} from './vehroutes.js';
