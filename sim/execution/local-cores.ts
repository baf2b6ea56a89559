import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Tinypool } from 'tinypool';
import { RunError } from '../../src/input/index.js';
import type { ReplicationResult } from '../recording/replication-result.js';
import { concurrently } from './concurrently.js';
import type { Executor, PerformHooks } from './executor.js';
import type { ChildOutcome, ChildProgress, ChildTask } from './local-cores-child.js';
import { errorOf } from './plain-error.js';
import { unitName, type WorkUnit } from './work-unit.js';
import { youngGeneration } from './young-generation.js';

/** How {@link LocalCores} works. */
export interface LocalCoresOptions {
  /** Child processes at once. */
  readonly jobs: number;
  /** Modules that each child loads before its first unit, as URLs: those that register the points of studies, say. */
  readonly modules?: readonly string[];
}

/** A child that dies is no reason to give up its unit; one that dies on the same unit again is. */
const attempts = 2;
/** Children that died while they started, until it is clear that none ever will. */
const patience = 4;
/** Milliseconds after which a child without work ends. */
const idleTimeout = 2000;

/** How a child is started: as this module itself runs, from the built program or from its sources. */
function childProgram(): { filename: string; execArgv: string[] } {
  const isSource = import.meta.url.endsWith('.ts');
  const filename = new URL(`./local-cores-child.${isSource ? 'ts' : 'js'}`, import.meta.url).href;
  // Options of this process that are no matter of a child (--eval, --inspect) do not go to it.
  if (!isSource) return { filename, execArgv: [youngGeneration] };
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return { filename, execArgv: [youngGeneration, '--import', loader] };
}

/** Does the units in child processes, each with a Node and a SUMO of its own: a crash of one costs its unit, which begins again. */
export class LocalCores implements Executor {
  readonly #jobs: number;
  readonly #modules: readonly string[];
  #pool: Tinypool | undefined;
  #startsFailed = 0;
  #waiting = 0;

  constructor({ jobs, modules = [] }: LocalCoresOptions) {
    this.#jobs = jobs;
    this.#modules = modules;
  }

  async perform(units: readonly WorkUnit[], hooks: PerformHooks = {}): Promise<readonly ReplicationResult[]> {
    const { signal } = hooks;
    signal?.throwIfAborted();
    let ended: Promise<void> | undefined;
    const stop = (): void => {
      ended = this.close();
    };
    signal?.addEventListener('abort', stop, { once: true });
    // Children that still start do not keep this process alive.
    const alive = setInterval(() => undefined, 2 ** 30);
    try {
      return await concurrently(units, this.#jobs, (unit, index) => this.#perform(unit, index, hooks));
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
      await ended;
      clearInterval(alive);
    }
  }

  /** Ends the children, and with them their SUMOs. */
  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.destroy();
  }

  async #perform(unit: WorkUnit, index: number, hooks: PerformHooks): Promise<ReplicationResult> {
    const { signal, onProgress, onDone } = hooks;
    for (let attempt = 1; ; attempt++) {
      signal?.throwIfAborted();
      const outcome = await this.#ask(unit, index, hooks).catch((error: unknown) => {
        signal?.throwIfAborted();
        const what = `${unitName(unit)}: the process that worked on it ended unexpectedly`;
        if (this.#startsFailed >= patience)
          throw new RunError(`${unitName(unit)}: no process could be started for it`, { cause: error });
        if (attempt === attempts)
          throw new RunError(`${what}, ${attempts} times (killed, or out of memory?)`, { cause: error });
        onProgress?.({ kind: 'note', text: `${what}; it begins again` });
        return undefined;
      });
      if (outcome === undefined) continue;
      if (outcome.error !== undefined) throw errorOf(outcome.error);
      if (outcome.result === null) throw new Error('a unit without a result');
      onDone?.(index, outcome.result);
      return outcome.result;
    }
  }

  /** Has a child do a unit. Rejects only when the child ends before it has answered. */
  async #ask(unit: WorkUnit, index: number, { onProgress }: PerformHooks): Promise<ChildOutcome> {
    const pool = this.#children();
    const channel = {
      postMessage: (message: unknown) => onProgress?.((message as ChildProgress).event, index),
      onMessage: () => undefined,
    };
    this.#waiting++;
    try {
      const task: ChildTask = { unit, modules: this.#modules };
      return (await pool.run(task, { channel })) as ChildOutcome;
    } finally {
      this.#waiting--;
    }
  }

  #children(): Tinypool {
    if (this.#pool !== undefined) return this.#pool;
    const pool = new Tinypool({
      ...childProgram(),
      runtime: 'child_process',
      // The pool gives its children no environment of their own accord.
      env: process.env as Record<string, string>,
      minThreads: 0,
      maxThreads: this.#jobs,
      idleTimeout,
    });
    // A child without a unit has died, maybe one that was starting for a unit that waits: then another one starts.
    pool.on('error', () => {
      if (this.#waiting === 0 || this.#pool !== pool) return;
      this.#startsFailed++;
      if (this.#startsFailed >= patience) void this.close();
      else void pool.run({ unit: null, modules: [] } satisfies ChildTask).catch(() => undefined);
    });
    this.#pool = pool;
    return pool;
  }
}
