import type { Reports } from '../../../src/freshness/index.js';

/** A connected vehicle that entered a geofence in a slot. */
export interface SeenArrival {
  /** Simulated time, s. */
  readonly time: number;
  /** Number of the vehicle in the fleet. */
  readonly vehicle: number;
  readonly type: number;
  /** Whether its data qualify, should it be recruited: drawn for every arrival, so that all policies meet the same ones. */
  readonly qualifies: boolean;
}

/** What is believed of the arrivals at a point for an interval of slots. */
export interface Estimate {
  /** Expected vehicles per slot by type, from the counts of probe traces alone. */
  readonly probes: Float64Array;
  /** The same from the vehicles known to be on their way, and from how many came that nobody knew of. */
  readonly predicted: Float64Array;
  /** By phase of the signal: arrivals as a multiple of their mean; one phase where there is no signal that goes by the clock. */
  readonly profile: Float64Array;
}

/**
 * The course of a point of interest: who came and what was believed beforehand. All that any way of recruiting would have met, whoever
 * was recruited: recruiting changes nobody's way.
 */
export interface PointCourse {
  /** By slot, in the order of time. */
  readonly arrivals: SeenArrival[][];
  /** By interval, `every` slots each. */
  readonly estimates: Estimate[];
  readonly every: number;
  /** By slot: success and payment of recruiting each type, from where the known vehicles were shortly before. */
  readonly forecasts: Reports[];
  /** Phase of the signal at the beginning of a slot. */
  phaseOf(slot: number): number;
}

/** The estimate that holds in a slot. */
export function estimateAt({ estimates, every }: PointCourse, slot: number): Estimate {
  return estimates[Math.floor(slot / every)];
}
