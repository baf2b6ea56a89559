import { hostname } from 'node:os';
import type { Redis } from 'ioredis';
import type { ReplicationResult } from '../../recording/replication-result.js';
import type { Executor, PerformHooks } from '../executor.js';
import type { ProgressEvent } from '../progress.js';
import { unitName, type WorkUnit } from '../work-unit.js';
import { Attendance } from './attendance.js';
import { type BlobRef, BlobStore } from './blobs.js';
import { deferred } from './deferred.js';
import { OutcomeStore } from './outcome-store.js';
import { FileHashes, portableUnit } from './portable-unit.js';
import { type Attendant, Presence } from './presence.js';
import { type QueuedUnit, QueueRun } from './queue-run.js';
import type { RedisAddress } from './redis-address.js';
import { openRedis, probeRedis } from './redis-connection.js';
import { markShared, type SharedFolder, unmarkShared } from './shared-folder.js';
import type { Toolchain } from './toolchain.js';
import { jobId, runId } from './unit-job.js';
import { UnitQueue } from './unit-queue.js';
import { withinTime } from './within-time.js';

export interface QueueExecutorOptions {
  readonly address: RedisAddress;
  /** What the units were begun with here: only workers with the same perform them. */
  readonly toolchain: Toolchain;
  /** What a person calls the run. */
  readonly name: string;
}

const lookEvery = 2000;
/** How long a run that ends waits for Redis to tidy up, ms. */
const farewell = 5000;

/** Inputs, claims and folders that the units of one call need. */
interface Preparation {
  readonly units: readonly QueuedUnit[];
  readonly files: ReadonlyMap<string, BlobRef>;
  readonly runs: readonly Attendant[];
  readonly homes: readonly SharedFolder[];
  readonly needed: Toolchain;
}

/** Has units performed by workers on any number of machines, which take them from a queue in Redis. */
export class QueueExecutor implements Executor {
  readonly #options: QueueExecutorOptions;
  readonly #hashes = new FileHashes();

  private constructor(options: QueueExecutorOptions) {
    this.#options = options;
  }

  /** @throws RunError when there is no Redis, it refuses the password, or it is too old */
  static async open(options: QueueExecutorOptions): Promise<QueueExecutor> {
    await probeRedis(options.address);
    return new QueueExecutor(options);
  }

  async perform(units: readonly WorkUnit[], hooks: PerformHooks = {}): Promise<readonly ReplicationResult[]> {
    const { signal, onProgress } = hooks;
    signal?.throwIfAborted();
    if (units.length === 0) return [];
    const { address } = this.#options;
    const tell = (text: string): void => onProgress?.({ kind: 'note', text });
    const redis = openRedis(address, (state) => {
      tell(
        state === 'lost'
          ? `the connection to ${address.shown} was lost, trying again`
          : `connected to ${address.shown} again`,
      );
    });
    const prepared = await this.#prepare(units);
    const outcomes = new OutcomeStore(redis);
    let run: QueueRun | undefined;
    const queue = new UnitQueue(address, redis, prepared.needed, {
      onEnded: (job) => void run?.look(job),
      onProgress: (job, event) => run?.progress(job, event as ProgressEvent),
    });
    run = new QueueRun(prepared.units, queue, outcomes, hooks);
    try {
      return await this.#wait(run, redis, queue, prepared, tell, signal);
    } finally {
      await this.#tidy(redis, queue, outcomes, prepared);
    }
  }

  async close(): Promise<void> {
    // Every call opens and closes what it needs.
  }

  async #prepare(units: readonly WorkUnit[]): Promise<Preparation> {
    const { name, toolchain } = this.#options;
    // Recorded traffic and pure computation need no SUMO.
    const live = units.some((unit) => (unit.kind === 'study' ? unit.sumo : unit.traffic === null));
    const needed: Toolchain = { bidlane: toolchain.bidlane, sumo: live ? toolchain.sumo : null };
    const homes = new Map<string, SharedFolder>();
    const files = new Map<string, BlobRef>();
    const queued: QueuedUnit[] = [];
    for (const unit of units) {
      const home = homes.get(unit.out) ?? (await markShared(unit.out));
      homes.set(unit.out, home);
      const portable = await portableUnit(unit, this.#hashes);
      for (const file of Object.values(portable.files)) files.set(file.hash, file);
      const run = runId(unit.out);
      const id = jobId(run, portable, needed);
      queued.push({ id, unit, data: { run, name: `${unitName(unit)} of ${name}`, portable, home } });
    }
    const runs = [...homes.keys()].map(
      (out): Attendant => ({ id: runId(out), host: hostname(), name, toolchain: needed }),
    );
    return { units: queued, files, runs, homes: [...homes.values()], needed };
  }

  async #wait(
    run: QueueRun,
    redis: Redis,
    queue: UnitQueue,
    { files, runs, needed }: Preparation,
    tell: (text: string) => void,
    signal: AbortSignal | undefined,
  ): Promise<readonly ReplicationResult[]> {
    const blobs = new BlobStore(redis);
    const presence = new Presence(redis, 'runs');
    const attendance = new Attendance(redis, needed, this.#options.address.shown, tell);
    const aborted = deferred<never>();
    const stop = (): void => aborted.reject(signal?.reason);
    signal?.addEventListener('abort', stop, { once: true });
    const failed = deferred<never>();
    // Redis loses nothing that is not put there again: inputs, jobs and this run's sign of life.
    const look = async (): Promise<void> => {
      for (const attendant of runs) await presence.beat(attendant);
      for (const { given, hash } of files.values()) await blobs.put(given, hash, runs[0].id);
      await run.reconcile();
      await attendance.look();
    };
    let isLooking = false;
    const timer = setInterval(() => {
      if (isLooking) return;
      isLooking = true;
      look()
        .catch(failed.reject)
        .finally(() => {
          isLooking = false;
        });
    }, lookEvery);
    const start = async (): Promise<readonly ReplicationResult[]> => {
      await queue.ready();
      await run.forgetFailures();
      await look();
      return run.ended;
    };
    try {
      return await Promise.race([start(), run.ended, failed.promise, aborted.promise]);
    } finally {
      clearInterval(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Nothing of the run stays in Redis; what cannot be removed now expires there. */
  async #tidy(redis: Redis, queue: UnitQueue, outcomes: OutcomeStore, prepared: Preparation): Promise<void> {
    const { units, files, runs, homes } = prepared;
    const ids = units.map(({ id }) => id);
    const tidied = await withinTime(farewell, async () => {
      const presence = new Presence(redis, 'runs');
      for (const attendant of runs) await presence.leave(attendant);
      await queue.remove(ids);
      for (const { id } of runs) await outcomes.removeAll(id);
      const blobs = new BlobStore(redis);
      for (const hash of files.keys()) await blobs.release(hash, runs[0].id);
      await queue.close();
    });
    if (!tidied) queue.drop();
    redis.disconnect();
    for (const { path } of homes) await unmarkShared(path);
  }
}
