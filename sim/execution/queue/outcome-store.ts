import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Redis } from 'ioredis';
import { RunError } from '../../../src/input/index.js';
import { writeFolderAtomically } from '../../../src/results/index.js';
import type { ReplicationResult } from '../../recording/replication-result.js';
import type { PlainError } from '../plain-error.js';
import { keyPrefix } from './toolchain.js';

/** What became of a unit. */
export type UnitOutcome =
  | {
      readonly kind: 'done';
      readonly result: ReplicationResult;
      /** The files of its part that lie in Redis; null when the worker wrote the part into the run's own folder. */
      readonly files: readonly string[] | null;
    }
  | { readonly kind: 'failed'; readonly fault: PlainError };

/** Outcomes that nobody fetches are forgotten, s. */
const outcomeLife = 24 * 3600;
const outcomeField = 'outcome';
const fileField = (name: string): string => `file:${name}`;

/** Outcomes of units in Redis, each a hash of its own: there whole or not at all. */
export class OutcomeStore {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /** The key of a job's outcome. */
  key(job: string): string {
    return `${keyPrefix}:outcome:${job}`;
  }

  async has(job: string): Promise<boolean> {
    return (await this.#redis.exists(this.key(job))) === 1;
  }

  /** @returns undefined when there is none */
  async load(job: string): Promise<UnitOutcome | undefined> {
    const text = await this.#redis.hget(this.key(job), outcomeField);
    return text === null ? undefined : (JSON.parse(text) as UnitOutcome);
  }

  /** The key of the names of all jobs of a run that have left an outcome. */
  #keyOf(run: string): string {
    return `${keyPrefix}:outcome:of:${run}`;
  }

  /**
   * Keeps an outcome for a run; one that is there already stays.
   * @param part the folder whose files go with it
   */
  async save(run: string, job: string, outcome: UnitOutcome, part?: string): Promise<void> {
    if (await this.has(job)) return;
    const all = this.#redis.multi();
    if (part !== undefined)
      for (const name of await filesBelow(part))
        all.hset(this.key(job), fileField(name), await readFile(join(part, name)));
    all.hset(this.key(job), outcomeField, JSON.stringify(outcome));
    all.expire(this.key(job), outcomeLife);
    all.sadd(this.#keyOf(run), job);
    await all.expire(this.#keyOf(run), outcomeLife).exec();
  }

  /**
   * Writes the files of a part that came through Redis: the folder is there whole or not at all.
   * @throws RunError when a file is missing
   */
  async writePart(job: string, files: readonly string[], folder: string): Promise<void> {
    await writeFolderAtomically(folder, async (temporary) => {
      for (const name of files) {
        const content = await this.#redis.hgetBuffer(this.key(job), fileField(name));
        if (content === null) throw new RunError(`${folder}: ${name} of it is not in Redis any more`);
        await mkdir(dirname(join(temporary, name)), { recursive: true });
        await writeFile(join(temporary, name), content);
      }
    });
  }

  async remove(jobs: readonly string[]): Promise<void> {
    if (jobs.length > 0) await this.#redis.del(...jobs.map((job) => this.key(job)));
  }

  /** Removes all outcomes of a run, those that an earlier start of it has fetched already or not lived to remove among them. */
  async removeAll(run: string): Promise<void> {
    await this.remove(await this.#redis.smembers(this.#keyOf(run)));
    await this.#redis.del(this.#keyOf(run));
  }
}

/** The files in a folder and below it, as paths from it, sorted. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
