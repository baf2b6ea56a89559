import { Option } from 'commander';
import type { RedisAddress } from '../../sim/execution/queue/index.js';
import { InputError } from '../input/index.js';

/** The option that names a Redis; a password is safer in the environment, where no list of processes shows it. */
export function redisOption(what: string): Option {
  return new Option('--redis <url>', `${what}, such as redis://host:6379`).env('BIDLANE_REDIS');
}

/**
 * The Redis that was named.
 * @throws InputError when none was, or it is no address
 */
export async function redisOf(text: string | undefined): Promise<RedisAddress> {
  if (text === undefined || text === '')
    throw new InputError(
      '--redis',
      'is missing',
      'redis://host:6379, or the environment variable BIDLANE_REDIS',
    );
  const { redisAddress } = await import('../../sim/execution/queue/index.js');
  return redisAddress(text, '--redis');
}
