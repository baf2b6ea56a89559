import { describe, expect, it } from 'vitest';
import { redisAddress } from '../../../../sim/execution/queue/redis-address.js';

describe('redisAddress', () => {
  it('shows neither user nor password', () => {
    expect(redisAddress('redis://ann:secret@cluster:7000/2', '--redis')).toEqual({
      url: 'redis://ann:secret@cluster:7000/2',
      shown: 'redis://cluster:7000/2',
    });
    expect(redisAddress('rediss://cluster', '--redis').shown).toBe('rediss://cluster:6379');
  });

  it.each(['', 'cluster:6379', 'http://cluster', 'redis://cluster/name', 'redis://'])(
    'refuses %j',
    (text) => {
      expect(() => redisAddress(text, '--redis')).toThrow(/^--redis: .*: redis:\/\/\[user:password@\]host/);
    },
  );
});
