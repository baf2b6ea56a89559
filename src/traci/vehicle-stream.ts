import type { vehicleSpec } from './domains/vehicle.js';
import type { Column, ColumnKind } from './internal/codec.js';
import type { Getter, VariableName } from './internal/member.js';
import type { StringInterner } from './string-interner.js';

type VehicleMembers = (typeof vehicleSpec)['members'];

/** The value of a variable as a stream can hold it. */
type Streamable =
  | number
  | string
  | readonly [x: number, y: number]
  | readonly [x: number, y: number, z: number];

/** The variables of vehicles that a stream can hold: numbers, texts and positions asked without arguments. */
export type StreamVariable = {
  [K in keyof VehicleMembers]: VehicleMembers[K] extends Getter<infer T, readonly []>
    ? T extends Streamable
      ? VehicleMembers[K] extends { readonly objectless: true }
        ? never
        : VariableName<K>
      : never
    : never;
}[keyof VehicleMembers] &
  string;

/** Where the values of a stream come from. */
export type StreamSource =
  /** A message of getters, kept from step to step. */
  | 'getters'
  /**
   * Getters of speed and position; lanes, links and lane positions follow from the step before and are proved by the
   * position, and are asked where that does not work.
   */
  | 'derived'
  /** One context subscription around a junction that sees the whole network. */
  | 'context';

/** How a stream is read. */
export interface StreamOptions {
  /**
   * `exact` (the default): what is set before the next step is asked for takes effect in it. `ahead`: SUMO computes the
   * next step while the caller looks at this one, which saves waiting; what is set takes effect one step later.
   */
  readonly mode?: 'exact' | 'ahead';
  /** `getters` by default, which costs SUMO less. Vehicles that park beside the road are only in `getters`. */
  readonly source?: StreamSource;
  /** Ends before the step that would go beyond this simulation time in seconds. */
  readonly until?: number;
  /** Ends after this many steps. */
  readonly count?: number;
  /** Which vehicles are wanted, asked once for every vehicle; all by default. */
  readonly only?: (vehicleID: string) => boolean;
}

/** All vehicles after one step, as columns. Valid until the next step is asked for. */
export interface VehicleStep<K extends string> {
  /** Simulation time in seconds. */
  readonly time: number;
  /** How many vehicles there are. */
  readonly count: number;
  /**
   * The number of each vehicle, to be looked up in `vehicles` of the stream. Only the first `count` are meant. A vehicle
   * has the same number while it is in the network; later the number is given to another.
   */
  readonly ids: Int32Array;
  /** The vehicles that are here and were not in the step before: departed, or back from a teleport. */
  readonly entered: Int32Array;
  /** The vehicles of the step before that are here no more. Their numbers can still be looked up during this step. */
  readonly left: Int32Array;
  /**
   * One array per variable, in the order of `ids`: numbers; texts as numbers of `texts` of the stream; positions as
   * x, y (, z) one after the other. Longer than needed: only the first `count` (times 2 or 3) are meant.
   */
  readonly columns: { readonly [P in K]: Column };
}

/** Vehicles step by step; taking the next step makes SUMO run it. */
export interface VehicleStream<K extends string> extends AsyncIterable<VehicleStep<K>> {
  readonly mode: 'exact' | 'ahead';
  readonly source: StreamSource;
  /** How many steps SUMO is ahead of the one the caller looks at. */
  readonly ahead: 0 | 1;
  /** Whether every vehicle in the network is in every step; the source `context` leaves out those that park beside the road. */
  readonly complete: boolean;
  /** The ids of vehicles by number. */
  readonly vehicles: StringInterner;
  /** The texts of columns by number. */
  readonly texts: StringInterner;
  /** What each column holds. */
  readonly kinds: { readonly [P in K]: ColumnKind };
}
