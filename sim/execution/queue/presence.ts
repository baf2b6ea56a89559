import type { Redis } from 'ioredis';
import { keyPrefix, type Toolchain } from './toolchain.js';

/** Somebody at the queue: a worker, or a run that waits for its units. */
export interface Attendant {
  readonly id: string;
  readonly host: string;
  readonly name: string;
  readonly toolchain: Toolchain;
}

type Kind = 'workers' | 'runs';

/** One that has been silent for this long is away, s: workers at once, runs only after a time to start them again. */
const absentAfter: Readonly<Record<Kind, number>> = { workers: 15, runs: 3600 };
/** A run that told of itself this recently is under way, s. */
export const activeWithin = 15;

/**
 * Who is at the queue, in one sorted set per kind with the time of the last sign of life; the clock is that of Redis, since those of
 * the machines may differ.
 */
export class Presence {
  readonly #redis: Redis;
  readonly #kind: Kind;

  constructor(redis: Redis, kind: Kind) {
    this.#redis = redis;
    this.#kind = kind;
  }

  /** Gives a sign of life. */
  async beat(attendant: Attendant): Promise<void> {
    const now = await this.#now();
    const life = absentAfter[this.#kind];
    await this.#redis
      .multi()
      .zadd(this.#key, now, JSON.stringify(attendant))
      .zremrangebyscore(this.#key, '-inf', now - life)
      .expire(this.#key, 2 * life)
      .set(this.#signOf(attendant.id), attendant.name, 'EX', life)
      .exec();
  }

  /** Takes leave. */
  async leave(attendant: Attendant): Promise<void> {
    await this.#redis
      .multi()
      .zrem(this.#key, JSON.stringify(attendant))
      .del(this.#signOf(attendant.id))
      .exec();
  }

  /** Whether one is present. */
  async isPresent(id: string): Promise<boolean> {
    return (await this.#redis.exists(this.#signOf(id))) === 1;
  }

  /** Those that gave a sign of life within so many seconds; by default all that count as present. */
  async present(within = absentAfter[this.#kind]): Promise<Attendant[]> {
    const since = (await this.#now()) - within;
    const members = await this.#redis.zrangebyscore(this.#key, since, '+inf');
    return members.map((member) => JSON.parse(member) as Attendant);
  }

  get #key(): string {
    return `${keyPrefix}:${this.#kind}`;
  }

  #signOf(id: string): string {
    return `${this.#key}:${id}`;
  }

  async #now(): Promise<number> {
    const [seconds] = await this.#redis.time();
    return Number(seconds);
  }
}
