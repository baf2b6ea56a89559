import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RunError } from '../../../src/input/index.js';
import { partFolder, type ReplicationResult, resultFile } from '../../recording/replication-result.js';
import type { PerformHooks } from '../executor.js';
import { errorOf } from '../plain-error.js';
import type { ProgressEvent } from '../progress.js';
import { unitName, type WorkUnit } from '../work-unit.js';
import { deferred } from './deferred.js';
import type { OutcomeStore, UnitOutcome } from './outcome-store.js';
import type { UnitJob } from './unit-job.js';
import type { JobState, UnitQueue } from './unit-queue.js';

/** A unit with its job. */
export interface QueuedUnit {
  readonly id: string;
  readonly unit: WorkUnit;
  readonly data: UnitJob;
}

/**
 * The units of one call that wait for their outcomes. What happened is always looked up in Redis, never taken from a message alone:
 * messages only say when to look, so that one which gets lost costs time and nothing else.
 */
export class QueueRun {
  readonly #units: readonly QueuedUnit[];
  readonly #queue: UnitQueue;
  readonly #outcomes: OutcomeStore;
  readonly #hooks: PerformHooks;
  readonly #results: ReplicationResult[];
  /** The indices of units without an outcome, by job. */
  readonly #pending: Map<string, number>;
  readonly #collecting = new Set<string>();
  readonly #finish: (error?: unknown) => void;
  /** Resolves when all units are done; rejects with the first failure. */
  readonly ended: Promise<readonly ReplicationResult[]>;

  constructor(units: readonly QueuedUnit[], queue: UnitQueue, outcomes: OutcomeStore, hooks: PerformHooks) {
    this.#units = units;
    this.#queue = queue;
    this.#outcomes = outcomes;
    this.#hooks = hooks;
    this.#results = new Array<ReplicationResult>(units.length);
    this.#pending = new Map(units.map(({ id }, index) => [id, index]));
    const { promise, resolve, reject } = deferred<readonly ReplicationResult[]>();
    this.ended = promise;
    this.#finish = (error) => (error === undefined ? resolve(this.#results) : reject(error));
  }

  /** Forgets failures of an earlier start, which this one tries again; what was finished then is kept. */
  async forgetFailures(): Promise<void> {
    const ids = [...this.#pending.keys()];
    const states = await this.#queue.states(ids);
    const failed = ids.filter((_, i) => states[i].kind === 'failed');
    await this.#queue.remove(failed);
    for (const id of ids)
      if ((await this.#outcomes.load(id))?.kind === 'failed') await this.#outcomes.remove([id]);
  }

  /** Looks at every unit that waits: takes what is done, and puts into the queue what is not there. */
  async reconcile(): Promise<void> {
    const ids = [...this.#pending.keys()];
    const states = await this.#queue.states(ids);
    const missing: QueuedUnit[] = [];
    for (const [i, id] of ids.entries()) {
      if (await this.#outcomes.has(id)) await this.look(id);
      else if (states[i].kind === 'missing') missing.push(this.#units[this.#pending.get(id) ?? 0]);
      else if (states[i].kind === 'failed') this.#lost(id, states[i]);
    }
    const still = missing.filter(({ id }) => this.#pending.has(id));
    if (still.length > 0) await this.#queue.add(still);
  }

  /** Looks at a unit that is said to have ended. */
  async look(id: string): Promise<void> {
    const index = this.#pending.get(id);
    if (index === undefined || this.#collecting.has(id)) return;
    this.#collecting.add(id);
    try {
      const outcome = await this.#outcomes.load(id);
      if (outcome === undefined) {
        const [state] = await this.#queue.states([id]);
        if (state.kind === 'failed') this.#lost(id, state);
      } else if (outcome.kind === 'failed') this.#finish(errorOf(outcome.fault));
      else if (await this.#collect(this.#units[index], outcome)) {
        this.#pending.delete(id);
        this.#results[index] = outcome.result;
        this.#hooks.onDone?.(index, outcome.result);
        if (this.#pending.size === 0) this.#finish();
      }
    } catch (error) {
      this.#finish(error);
    } finally {
      this.#collecting.delete(id);
    }
  }

  /** Tells how far a unit is. */
  progress(id: string, event: ProgressEvent): void {
    const index = this.#pending.get(id);
    if (index !== undefined) this.#hooks.onProgress?.(event, index);
  }

  /** Whether the part of a unit is now in its folder; a shared disk may show it a little later. */
  async #collect({ id, unit }: QueuedUnit, outcome: UnitOutcome & { kind: 'done' }): Promise<boolean> {
    const folder = partFolder(unit.out, unit.replication);
    if (outcome.files === null)
      return stat(join(folder, resultFile)).then(
        () => true,
        () => false,
      );
    await this.#outcomes.writePart(id, outcome.files, folder);
    await this.#outcomes.remove([id]);
    return true;
  }

  #lost(id: string, { reason }: JobState & { kind: 'failed' }): void {
    const { unit } = this.#units[this.#pending.get(id) ?? 0];
    this.#finish(
      new RunError(
        `${unitName(unit)}: the process that performed it ended before its time, on every try (${reason}): is there too little memory on a worker?`,
      ),
    );
  }
}
