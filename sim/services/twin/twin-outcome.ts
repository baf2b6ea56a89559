import type { TwinSettings } from '../../../src/scenario/index.js';
import type { RoadsideUnit } from './roadside-unit.js';
import type { TwinLedger } from './twin-ledger.js';
import type { TwinPrediction } from './twin-prediction.js';
import type { TwinVehicle } from './twin-task.js';

/** What came of the digital twins of a replication. */
export interface TwinOutcome {
  readonly settings: TwinSettings;
  readonly units: readonly RoadsideUnit[];
  readonly vehicles: readonly TwinVehicle[];
  readonly ledger: TwinLedger;
  /** Where the scenario predicts movement. */
  readonly prediction?: TwinPrediction | undefined;
}
