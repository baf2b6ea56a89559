import type { FreshnessPolicy } from '../../../src/scenario/index.js';
import type { PointCourse } from './course.js';
import type { DecisionRule, RecruitmentTerms } from './decision-rules.js';
import type { Geofence } from './geofence.js';
import type { SlotOutcome } from './replay.js';

/** A point of interest after the simulation. */
export interface PointOutcome {
  readonly geofence: Geofence;
  /** Length of the signal's round at the point, s; undefined where none goes by the clock. */
  readonly cycle: number | undefined;
  readonly course: PointCourse;
  /** The rule that decided. */
  readonly rule: DecisionRule;
  /** What happened in each slot. */
  readonly slots: readonly SlotOutcome[];
}

/** An HD map kept fresh in one replication. */
export interface FreshnessOutcome {
  /** When the first slot began, s of simulated time. */
  readonly start: number;
  readonly slotLength: number;
  readonly policy: FreshnessPolicy;
  readonly terms: RecruitmentTerms;
  readonly points: readonly PointOutcome[];
  /** Id of a vehicle by its number. */
  readonly vehicleId: (vehicle: number) => string;
}
