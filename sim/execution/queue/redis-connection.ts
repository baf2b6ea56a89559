import type { ConnectionOptions } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { RunError } from '../../../src/input/index.js';
import type { RedisAddress } from './redis-address.js';

/** The oldest Redis whose commands are used. */
const oldest = [6, 2] as const;
const connectTimeout = 5000;

/** How every connection behaves once the first has succeeded: it waits for a Redis that went away, however long that takes. */
const patient = {
  maxRetriesPerRequest: null,
  connectTimeout,
  retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 6), 2000),
} satisfies RedisOptions;

function whatFailed(error: Error, shown: string): string {
  const { code } = error as NodeJS.ErrnoException;
  if (/WRONGPASS|invalid password|invalid username-password/i.test(error.message))
    return `${shown}: the user name or the password is wrong: redis://user:password@host:port with the right ones`;
  if (/NOAUTH/.test(error.message))
    return `${shown}: wants a password: give it as redis://:password@host:port`;
  if (/ERR AUTH|without any password configured/.test(error.message))
    return `${shown}: has no password, but one was given: leave it out`;
  if (/DB index/i.test(error.message))
    return `${shown}: has no database of that number: a smaller number after the last slash`;
  const refused: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'nothing listens there',
    ENOTFOUND: 'there is no such host',
    EAI_AGAIN: 'the name of the host cannot be looked up',
    ETIMEDOUT: 'it does not answer',
    EHOSTUNREACH: 'there is no way to that host',
    ENETUNREACH: 'there is no way to that network',
  };
  const why = (code === undefined ? undefined : refused[code]) ?? error.message;
  return `${shown}: no connection to Redis (${why}): start redis-server there, or name another with --redis`;
}

function checkVersion(info: string, shown: string): void {
  const version = /^redis_version:(\S+)/m.exec(info)?.[1];
  const numbers = /^(\d+)\.(\d+)/.exec(version ?? '');
  if (version === undefined || numbers === null)
    throw new RunError(`${shown}: does not say its version: is it a Redis? ${oldest.join('.')} or newer`);
  const [major, minor] = [Number(numbers[1]), Number(numbers[2])];
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
    throw new RunError(
      `${shown}: is Redis ${version}, which is too old: install Redis ${oldest.join('.')} or newer`,
    );
}

/**
 * Tries a Redis once: whether it answers, takes the password and is new enough.
 * @throws RunError that says in one line what is not right
 */
export async function probeRedis(address: RedisAddress): Promise<void> {
  const redis = new Redis(address.url, {
    lazyConnect: true,
    connectTimeout,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    enableReadyCheck: false,
  });
  let first: Error | undefined;
  redis.on('error', (error: Error) => {
    first ??= error;
  });
  const silence = setTimeout(() => {
    first ??= Object.assign(new Error('silent'), { code: 'ETIMEDOUT' });
    redis.disconnect();
  }, connectTimeout);
  try {
    await redis.connect();
    checkVersion(await redis.info('server'), address.shown);
  } catch (error) {
    if (error instanceof RunError) throw error;
    const cause = first ?? (error as Error);
    throw new RunError(whatFailed(cause, address.shown), { cause });
  } finally {
    clearTimeout(silence);
    redis.disconnect();
  }
}

/** What BullMQ is given to open connections of its own. */
export function bullConnection({ url }: RedisAddress): ConnectionOptions {
  // The version was looked at by `probeRedis`; BullMQ would write about it to the console.
  return { ...patient, url, skipVersionCheck: true };
}

/** Told when the connection went away (once) and when it is back. */
export type ConnectionListener = (state: 'lost' | 'back') => void;

/** A connection that outlives a Redis that goes away for a while. */
export function openRedis(address: RedisAddress, listener?: ConnectionListener): Redis {
  const redis = new Redis(address.url, patient);
  let lost = false;
  // Without a listener an error of a lost connection would end the process; `close` tells the same.
  redis.on('error', () => undefined);
  redis.on('close', () => {
    if (!lost && redis.status !== 'end') listener?.('lost');
    lost = true;
  });
  redis.on('ready', () => {
    if (lost) listener?.('back');
    lost = false;
  });
  return redis;
}
