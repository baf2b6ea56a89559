import type { RedisAddress } from './redis-address.js';
import type { SharedSetting } from './shared-folder.js';

/** What a worker tells its child processes. */
export interface ProcessorSettings {
  readonly address: RedisAddress;
  /** Folder of local copies of inputs. */
  readonly inputs: string;
  readonly shared: SharedSetting;
  /** Modules that a child loads first, as URLs: those that register the points of studies, say. */
  readonly modules: readonly string[];
}

/** The environment variable in which they travel. */
export const settingsVariable = 'BIDLANE_UNIT_PROCESSOR';

/** Why a worker stops a unit. */
export const stopReason = {
  /** Another worker may have it. */
  workerEnds: 'worker-ends',
  /** Nobody needs it any more. */
  runGone: 'run-gone',
} as const;
