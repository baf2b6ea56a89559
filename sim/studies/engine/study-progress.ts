import type { StudyPoint } from './point.js';

/** A co-simulation under way. */
export interface ActiveReplication {
  readonly settings: StudyPoint;
  readonly series: string | undefined;
  /** Its number, from 0. */
  readonly replication: number;
  /** Simulated time so far and at the end, s. */
  readonly time: number;
  readonly end: number;
}

/** How far a study is. */
export interface StudyProgress {
  readonly study: string;
  /** Finished replications of all points. */
  readonly done: number;
  /** Replications that will be made, as far as is known. */
  readonly total: number;
  /** Co-simulations under way, in the order in which they began. */
  readonly active: readonly ActiveReplication[];
}
