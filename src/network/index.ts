/** The road network: its links, geometry, shortest paths and routes, and making network folders with SUMO's tools. */
export { runSumoTool, SumoToolError } from './internal/sumo-tool.js';
export {
  completeNetworkFolder,
  type DemandOptions,
  demandOf,
  type NetworkFolderOptions,
  type NetworkFolderResult,
  type RoutePoolOptions,
  withoutComments,
  writeWhole,
} from './network-folder.js';
