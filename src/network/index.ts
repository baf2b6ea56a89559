/** The road network: its links, geometry, shortest paths and routes, and making network folders with SUMO's tools. */
export { alternativePaths } from './alternative-paths.js';
export { type ImportOsmOptions, type ImportOsmResult, importOsm } from './import-osm.js';
export type { Adjacency } from './internal/adjacency.js';
export { type LinkFoot, LinkIndex, type NearestOptions } from './link-index.js';
export {
  completeNetworkFolder,
  type DemandOptions,
  demandOf,
  type NetworkFolderOptions,
  type NetworkFolderSummary,
  type RoutePoolOptions,
  withoutComments,
  writeWhole,
} from './network-folder.js';
export {
  footOnPolyline,
  type Point,
  type Polyline,
  type PolylineFoot,
  pointAlong,
  polylineLength,
} from './polyline.js';
export { type Projection, projectionOf } from './projection.js';
export { readNetwork } from './read-network.js';
export { readSignals, type SignalCycle } from './read-signals.js';
export {
  type BoundingBox,
  type Connection,
  type Junction,
  type Link,
  RoadNetwork,
  type RoadNetworkParts,
  type TurnDirection,
} from './road-network.js';
export { type Route, type RoutedVehicle, type RouteSet, readRoutes } from './route-set.js';
export {
  type Barriers,
  lengthCosts,
  type Path,
  type PathCosts,
  PathFinder,
  shortestPath,
  timeCosts,
} from './shortest-path.js';
