import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutcomeStore, type UnitOutcome } from '../../../../sim/execution/queue/outcome-store.js';
import { type RedisServer, startRedis } from './redis-server.js';

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(async () => redis.stop());

const outcome = (replication: number): UnitOutcome => ({
  kind: 'done',
  result: { replication, digest: 'd', measures: [], cosimulation: null },
  files: null,
});

describe('the outcomes of a run', () => {
  it('are removed together, also those that were fetched, and those of other runs stay', async () => {
    const client = redis.client();
    const store = new OutcomeStore(client);
    for (const [run, job, replication] of [
      ['one', 'a', 0],
      ['one', 'b', 1],
      ['other', 'c', 2],
    ] as const)
      await store.save(run, job, outcome(replication));
    await store.save('one', 'a', outcome(7));
    expect(await store.load('a')).toEqual(outcome(0));
    for (const key of await client.keys('*')) expect(await client.ttl(key)).toBeGreaterThan(0);
    await store.remove(['b']);
    await store.removeAll('one');
    expect(await store.has('a')).toBe(false);
    expect(await store.load('c')).toEqual(outcome(2));
    await store.removeAll('other');
    await store.removeAll('nobody');
    expect(await client.keys('*')).toEqual([]);
  });
});
