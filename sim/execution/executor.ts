import type { ReplicationResult } from '../recording/replication-result.js';
import type { ProgressEvent } from './progress.js';
import type { WorkUnit } from './work-unit.js';

/** What the one who asked for work wants to hear of it. */
export interface PerformHooks {
  /** Ends the work: what is half-done is dropped, whole parts stay. */
  readonly signal?: AbortSignal;
  /** Told how far a unit is, with its index in the list, and what concerns no single one, without. */
  readonly onProgress?: (event: ProgressEvent, unit?: number) => void;
  /** Told each finished unit by its index in the list, in the order in which they finish. */
  readonly onDone?: (unit: number, result: ReplicationResult) => void;
}

/** Does units of work: in this process, on local cores, on many machines. What comes out does not depend on which. */
export interface Executor {
  /**
   * Does all units, and writes each part into its folder.
   * @returns their results, in the order of the units
   * @throws the first failure, after the units under way have ended; no further unit begins after it
   * @throws the signal's reason when it is aborted
   */
  perform(units: readonly WorkUnit[], hooks?: PerformHooks): Promise<readonly ReplicationResult[]>;
  /** Ends what the executor keeps ready; safe to call twice. */
  close(): Promise<void>;
}
