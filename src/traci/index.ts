/** A client for TraCI, the protocol of the traffic simulation SUMO. Starts with {@link startSumo} or {@link connectTraci}. */
export type * from './compounds.js';
export { type ConnectOptions, connectTraci, type SessionOptions } from './connect-traci.js';
export * from './constants.js';
export type { Domain } from './domain.js';
export type {
  BusStopDomain,
  CalibratorDomain,
  ChargingStationDomain,
  EdgeDomain,
  GuiDomain,
  InductionLoopDomain,
  JunctionDomain,
  LaneAreaDomain,
  LaneDomain,
  MeanDataDomain,
  MultiEntryExitDomain,
  OverheadWireDomain,
  ParkingAreaDomain,
  PersonDomain,
  PoiDomain,
  PolygonDomain,
  RerouterDomain,
  RouteDomain,
  RouteProbeDomain,
  SimulationDomain,
  TrafficLightDomain,
  VariableSpeedSignDomain,
  VehicleDomain,
  VehicleTypeDomain,
} from './domains/index.js';
export type { PoiAttributes } from './domains/poi.js';
export type { PolygonAttributes } from './domains/polygon.js';
export type { IntermodalOptions } from './domains/simulation.js';
export type { VehicleAttributes } from './domains/vehicle/life.js';
export type { SubscriptionFilter } from './domains/vehicle/subscription-filters.js';
export type { StoppingPlaceStop } from './domains/vehicle.js';
export {
  CommandRefused,
  ConnectionLost,
  type LossReason,
  ProtocolError,
  type StartFailure,
  type SumoEnd,
  SumoStartError,
  TraciError,
  UnexpectedResult,
  VersionMismatch,
} from './errors.js';
export type { Color, Parameter, Position2D, Position3D } from './internal/codec.js';
export {
  type CloseResult,
  NEWEST_API,
  OLDEST_API,
  type StepsOptions,
  type SumoVersion,
  type TraciSession,
} from './session.js';
export { type StartOptions, startSumo } from './start-sumo.js';
export { StringInterner } from './string-interner.js';
export type {
  ContextSubscription,
  StepResult,
  Subscribed,
  SubscribeOptions,
  VariableSubscription,
} from './subscription.js';
export { findSumo } from './sumo-binary.js';
export type { VehicleReader, VehicleRows } from './vehicle-reader.js';
export type {
  StreamOptions,
  StreamSource,
  StreamVariable,
  VehicleStep,
  VehicleStream,
} from './vehicle-stream.js';
export type { Vehicles } from './vehicles.js';
