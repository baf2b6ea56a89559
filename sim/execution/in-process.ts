import type { ReplicationResult } from '../recording/replication-result.js';
import { concurrently } from './concurrently.js';
import type { Executor, PerformHooks } from './executor.js';
import { performUnit } from './perform-unit.js';
import { Places } from './places.js';
import type { WorkUnit } from './work-unit.js';

/** Does the units in this process: several at once share its thread, while their SUMOs have cores of their own. */
export class InProcess implements Executor {
  readonly #jobs: number;
  readonly #places: Places;

  /**
   * @param jobs units at once, at least 1; default 1
   * @param places where units have to find a place among others; by default they have `jobs` of their own
   */
  constructor(jobs = 1, places = new Places(jobs)) {
    this.#jobs = jobs;
    this.#places = places;
  }

  async perform(units: readonly WorkUnit[], hooks: PerformHooks = {}): Promise<readonly ReplicationResult[]> {
    const { signal, onProgress, onDone } = hooks;
    try {
      return await concurrently(units, this.#jobs, async (unit, index) => {
        const result = await this.#places.run(() =>
          performUnit(unit, { signal, onProgress: (event) => onProgress?.(event, index) }),
        );
        onDone?.(index, result);
        return result;
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
