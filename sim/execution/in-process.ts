import type { ReplicationResult } from '../recording/replication-result.js';
import { concurrently } from './concurrently.js';
import type { Executor, PerformHooks } from './executor.js';
import { performUnit } from './perform-unit.js';
import { type Place, Places } from './places.js';
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
    const last = units.length - 1;
    let failure: { readonly error: unknown } | undefined;
    const perform = async (unit: WorkUnit, index: number, place: Place): Promise<ReplicationResult> => {
      // It was still waiting for its place: nothing begins any more.
      if (failure !== undefined) throw failure.error;
      try {
        return await performUnit(unit, { signal, place, onProgress: (event) => onProgress?.(event, index) });
      } catch (error) {
        failure ??= { error };
        throw error;
      }
    };
    try {
      // One more than there are places for: the last unit takes turns with those that are under way when it comes.
      const limit = this.#jobs === 1 ? 1 : this.#jobs + 1;
      return await concurrently(units, limit, async (unit, index) => {
        const result = await this.#places.run((place) => perform(unit, index, place), index === last);
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
