import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Redis } from 'ioredis';
import { InputError, RunError } from '../../../src/input/index.js';
import { writeFileAtomically } from '../../../src/results/index.js';
import { keyPrefix } from './toolchain.js';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Inputs that nobody has asked for so long are forgotten, s. */
export const blobLife = 24 * 3600;
/** What one value in Redis can hold, bytes. */
const most = 512 * 1024 * 1024;

/** A file by its content. */
export interface BlobRef {
  /** SHA-256 of the content, hexadecimal. */
  readonly hash: string;
  /** Its name without folders: SUMO and readers go by its ending. */
  readonly name: string;
  /** Its path where it was given, for messages. */
  readonly given: string;
}

const blobKey = (hash: string): string => `${keyPrefix}:blob:${hash}`;
const usersKey = (hash: string): string => `${keyPrefix}:blob-users:${hash}`;
const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** A blob goes with its last user. */
const releaseScript = `
  redis.call('SREM', KEYS[2], ARGV[1])
  if redis.call('SCARD', KEYS[2]) == 0 then return redis.call('DEL', KEYS[1], KEYS[2]) end
  return 0`;

/** An input is not in Redis any more (it expired, or Redis was emptied): the run that needs it puts it there again. */
export class BlobMissing extends Error {
  override readonly name: string = 'BlobMissing';
}

/** Files in Redis, by content and compressed. */
export class BlobStore {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /**
   * Puts a file there unless it is there already, and keeps it for a user.
   * @param hash of its content
   * @throws InputError when it cannot be read, RunError when it is too large for Redis
   */
  async put(path: string, hash: string, user: string): Promise<void> {
    await this.#redis.multi().sadd(usersKey(hash), user).expire(usersKey(hash), blobLife).exec();
    if ((await this.#redis.expire(blobKey(hash), blobLife)) === 1) return;
    const content = await readFile(path).catch((error: unknown) => {
      throw new InputError(path, 'cannot be read any more', 'a file that stays as it is during a run', {
        cause: error,
      });
    });
    if (hashOf(content) !== hash)
      throw new InputError(path, 'changed during the run', 'a file that stays as it is during a run');
    const packed = await compress(content, { level: 6 });
    if (packed.length > most)
      throw new RunError(
        `${path}: compressed it has ${packed.length} bytes, more than Redis holds in one value (${most}): run it without --redis`,
      );
    await this.#redis.set(blobKey(hash), packed, 'EX', blobLife);
  }

  /** Gives a user's claim up; what nobody else claims is removed. */
  async release(hash: string, user: string): Promise<void> {
    await this.#redis.eval(releaseScript, 2, blobKey(hash), usersKey(hash), user);
  }

  /**
   * The path of a local copy of a file.
   * @param cache folder of copies, by hash
   * @throws BlobMissing when it is not in Redis
   */
  async fetch({ hash, name }: BlobRef, cache: string): Promise<string> {
    const path = join(cache, hash, basename(name));
    const here = await stat(path).then(
      () => true,
      () => false,
    );
    if (here) return path;
    const packed = await this.#redis.getBuffer(blobKey(hash));
    if (packed === null) throw new BlobMissing(`${name} is not in Redis any more`);
    const content = await decompress(packed);
    if (hashOf(content) !== hash) throw new BlobMissing(`${name} came damaged out of Redis`);
    await writeFileAtomically(path, content);
    return path;
  }
}
