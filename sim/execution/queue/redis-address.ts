import { InputError } from '../../../src/input/index.js';

/** Where a Redis is and how one logs in. */
export interface RedisAddress {
  /** As it was given, with the password: never shown. */
  readonly url: string;
  /** Without user and password, for messages. */
  readonly shown: string;
}

/**
 * Reads the address of a Redis.
 * @param where what a person should look at when it is wrong, such as `--redis`
 * @throws InputError when it is not a Redis URL
 */
export function redisAddress(text: string, where: string): RedisAddress {
  const right = 'redis://[user:password@]host[:port][/database], or rediss:// for TLS';
  let url: URL;
  try {
    url = new URL(text);
  } catch (error) {
    throw new InputError(where, `is ${JSON.stringify(text)}, which is no URL`, right, { cause: error });
  }
  const shown = `${url.protocol}//${url.hostname}:${url.port || '6379'}${url.pathname === '/' ? '' : url.pathname}`;
  if (!['redis:', 'rediss:'].includes(url.protocol))
    throw new InputError(where, `is a ${url.protocol}// address`, right);
  if (url.hostname === '') throw new InputError(where, 'names no host', right);
  if (!/^(\/\d*)?$/.test(url.pathname))
    throw new InputError(where, `names the database ${JSON.stringify(url.pathname.slice(1))}`, right);
  return { url: url.href, shown };
}
