import { Option } from 'commander';
import type { RedisAddress } from '../../sim/execution/queue/index.js';
import { InputError } from '../input/index.js';

/** Where an address can stand that holds a password: no list of processes shows it. */
const variable = 'BIDLANE_REDIS';

/** The option that names a Redis. */
export function redisOption(what: string): Option {
  return new Option('--redis [url]', `${what}, such as redis://host:6379 (default: $${variable})`);
}

/**
 * The Redis that was named.
 * @param flag what was given for the option; `true` or undefined where the environment names it
 * @throws InputError when none was, or it is no address
 */
export async function redisOf(flag: string | true | undefined): Promise<RedisAddress> {
  const given = typeof flag === 'string';
  const text = given ? flag : (process.env[variable] ?? '');
  if (text === '')
    throw new InputError('--redis', 'names no Redis', `redis://host:6379, here or in ${variable}`);
  const { redisAddress } = await import('../../sim/execution/queue/index.js');
  return redisAddress(text, given ? '--redis' : variable);
}
