import type { JunctionDomain } from '../domains/junction.js';
import type { LaneDomain } from '../domains/lane.js';
import type { SimulationDomain } from '../domains/simulation.js';
import type { VehicleDomain } from '../domains/vehicle.js';
import type { StringInterner } from '../string-interner.js';
import type { ColumnSpec } from './columns.js';
import type { Connection } from './connection.js';
import type { SubscriptionReader } from './subscription-reader.js';

/** What streams need of the session they belong to. */
export interface StreamHost {
  readonly connection: Connection;
  readonly subscriptions: SubscriptionReader;
  readonly simulation: SimulationDomain;
  readonly vehicle: VehicleDomain;
  readonly junction: JunctionDomain;
  readonly lane: LaneDomain;
  /** Runs one step. */
  step(): Promise<unknown>;
}

/** A stream as its readers need it. */
export interface StreamPlan {
  readonly host: StreamHost;
  readonly specs: readonly ColumnSpec[];
  readonly vehicles: StringInterner;
  readonly texts: StringInterner;
  /** How many steps are requested before their turn. */
  readonly ahead: 0 | 1;
  readonly steps: number;
  readonly only: ((vehicleID: string) => boolean) | undefined;
}
