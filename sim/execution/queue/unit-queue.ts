import { type JobProgress, Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import type { RedisAddress } from './redis-address.js';
import { bullConnection } from './redis-connection.js';
import { keyPrefix, queueName, type Toolchain } from './toolchain.js';
import type { UnitJob } from './unit-job.js';

/** How a job stands. */
export type JobState =
  | { readonly kind: 'missing' | 'waiting' }
  | { readonly kind: 'failed'; readonly reason: string };

/** What happens at the queue. */
export interface QueueListener {
  /** A job has ended, well or not: its state is worth a look. */
  readonly onEnded: (job: string) => void;
  readonly onProgress: (job: string, progress: unknown) => void;
}

/** Tries of a unit whose process ended without a word (killed, out of memory). */
const attempts = 3;
/** What BullMQ keeps of a queue that nobody uses goes after so long, s. */
const idleLife = 7 * 24 * 3600;

/** The queue of one toolchain, from the side of those who wait. */
export class UnitQueue {
  readonly #redis: Redis;
  readonly #queue: Queue<UnitJob, null, string>;
  readonly #events: QueueEvents;

  /** @param redis a connection of the caller's, for looking at jobs */
  constructor(address: RedisAddress, redis: Redis, toolchain: Toolchain, listener: QueueListener) {
    this.#redis = redis;
    const name = queueName(toolchain);
    const options = { connection: bullConnection(address), prefix: keyPrefix };
    this.#queue = new Queue(name, { ...options, streams: { events: { maxLen: 2000 } } });
    this.#events = new QueueEvents(name, options);
    // Lost connections come back by themselves.
    this.#queue.on('error', () => undefined);
    this.#events.on('error', () => undefined);
    this.#events.on('completed', ({ jobId }) => listener.onEnded(jobId));
    this.#events.on('failed', ({ jobId }) => listener.onEnded(jobId));
    this.#events.on('progress', ({ jobId, data }: { jobId: string; data: JobProgress }) =>
      listener.onProgress(jobId, data),
    );
  }

  /** Resolves once what happens is heard. */
  async ready(): Promise<void> {
    await this.#events.waitUntilReady();
  }

  /** How jobs stand, in their order. */
  async states(jobs: readonly string[]): Promise<JobState[]> {
    const all = this.#redis.pipeline();
    for (const job of jobs) all.hmget(this.#queue.toKey(job), 'timestamp', 'finishedOn', 'failedReason');
    const answers = (await all.exec()) ?? [];
    return answers.map(([, answer]) => {
      const [created, finished, reason] = answer as (string | null)[];
      if (created === null) return { kind: 'missing' };
      return finished === null ? { kind: 'waiting' } : { kind: 'failed', reason: reason ?? 'it ended' };
    });
  }

  /** Puts jobs into the queue; one that is there already stays as it is. */
  async add(jobs: readonly { readonly id: string; readonly data: UnitJob }[]): Promise<void> {
    await this.#queue.addBulk(
      jobs.map(({ id, data }) => ({
        name: data.portable.unit.kind,
        data,
        opts: {
          jobId: id,
          attempts,
          backoff: { type: 'fixed', delay: 1000 },
          // The outcome is kept apart from the job.
          removeOnComplete: true,
          removeOnFail: { age: 3600 },
        },
      })),
    );
    const all = this.#redis.pipeline();
    for (const part of ['meta', 'events', 'id']) all.expire(this.#queue.toKey(part), idleLife);
    await all.exec();
  }

  /** Takes jobs out of the queue; those under way stay until their worker has noticed. */
  async remove(jobs: readonly string[]): Promise<void> {
    await Promise.all(jobs.map((job) => this.#queue.remove(job).catch(() => 0)));
  }

  async close(): Promise<void> {
    await Promise.all([this.#events.close(), this.#queue.close()]);
  }

  /** Gives the connections up without a word, since Redis does not answer. */
  drop(): void {
    for (const part of [this.#queue, this.#events]) part.disconnect().catch(() => undefined);
  }
}
