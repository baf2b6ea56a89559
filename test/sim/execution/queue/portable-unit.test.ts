import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BlobMissing, BlobStore } from '../../../../sim/execution/queue/blobs.js';
import {
  FileHashes,
  inStrings,
  localUnit,
  portableUnit,
} from '../../../../sim/execution/queue/portable-unit.js';
import { jobId } from '../../../../sim/execution/queue/unit-job.js';
import type { ReplicationUnit } from '../../../../sim/execution/work-unit.js';
import { smallScenario } from '../../small-run.js';
import { type RedisServer, startRedis } from './redis-server.js';

let redis: RedisServer;
const folder = mkdtempSync(join(tmpdir(), 'bidlane-portable-'));
const write = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(async () => {
  await redis.stop();
  rmSync(folder, { recursive: true });
});

const model = write('links.model', 'model');
const weights = write('weights.xml', 'weights');
const polygons = write('polygons.xml', 'polygons');
const old = write('old-tripinfo.xml', 'written by an earlier run');
const scenario = smallScenario();

function unit(change: Partial<ReplicationUnit> = {}): ReplicationUnit {
  const options = { 'weight-files': `${weights},${polygons}`, 'tripinfo-output': old, scale: 1.5 };
  const traffic = { ...scenario.traffic, options };
  return {
    kind: 'replication',
    scenario: { ...scenario, traffic },
    replication: 2,
    model,
    traffic: null,
    out: folder,
    ...change,
  };
}

describe('a portable unit', () => {
  it('names no path of this machine but that of an output, and becomes the unit again elsewhere', async () => {
    const portable = await portableUnit(unit(), new FileHashes());
    const text = JSON.stringify(portable.unit);
    for (const path of [scenario.traffic.network, model, weights, polygons, folder])
      expect(text.replaceAll(old, '')).not.toContain(path);
    expect(text).toContain(old);
    const fetched: string[] = [];
    const { unit: local, given } = await localUnit(
      portable,
      (file) => {
        fetched.push(file.name);
        return Promise.resolve(file.given);
      },
      folder,
    );
    expect(local).toEqual(unit());
    expect(fetched.sort()).toEqual([
      'grid3.net.xml',
      'grid3.rou.xml',
      'links.model',
      'polygons.xml',
      'weights.xml',
    ]);
    expect(given.get(model)).toBe(model);
  });

  it('has the same job whenever it is asked for, and another for any other content, run or version', async () => {
    const idOf = async (change: Partial<ReplicationUnit> = {}, run = 'run', bidlane = '1'): Promise<string> =>
      jobId(run, await portableUnit(unit(change), new FileHashes()), { bidlane, sumo: '1.15.0' });
    const first = await idOf();
    expect(await idOf()).toBe(first);
    expect(await idOf({ out: '/elsewhere' })).toBe(first);
    const others = [
      await idOf({ replication: 3 }),
      await idOf({ model: weights }),
      await idOf({ scenario: { ...unit().scenario, seed: 7 } }),
      await idOf({}, 'other'),
      await idOf({}, 'run', '2'),
    ];
    expect(new Set([first, ...others]).size).toBe(6);
  });

  it('replaces texts in JSON and changes nothing else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(inStrings(value, new Map())).toEqual(value);
        const there = inStrings(value, new Map([['a', '\u{1F6A6}']]));
        expect(JSON.stringify(inStrings(there, new Map([['\u{1F6A6}', 'a']])))).toHaveLength(
          JSON.stringify(value).length,
        );
      }),
    );
  });
});

describe('blobs', () => {
  it('are kept until their last user has gone', async () => {
    const client = redis.client();
    const store = new BlobStore(client);
    const hash = await new FileHashes().of(model);
    const blob = { hash, name: 'links.model', given: model };
    await store.put(model, hash, 'one');
    await store.put(model, hash, 'two');
    expect(await client.ttl(`bidlane:blob:${hash}`)).toBeGreaterThan(0);
    await store.release(hash, 'one');
    const copy = await store.fetch(blob, join(folder, 'cache'));
    expect(copy).not.toBe(model);
    expect(readFileSync(copy, 'utf8')).toBe('model');
    await store.release(hash, 'two');
    expect(await client.keys('bidlane:blob*')).toEqual([]);
    // It is here, so that nobody needs to be asked.
    expect(await store.fetch(blob, join(folder, 'cache'))).toBe(copy);
    await expect(store.fetch(blob, join(folder, 'other-cache'))).rejects.toThrow(BlobMissing);
  });

  it('are refused when the file is not what it was', async () => {
    const changing = write('changing.xml', 'before');
    const hash = await new FileHashes().of(changing);
    write('changing.xml', 'after');
    await expect(new BlobStore(redis.client()).put(changing, hash, 'one')).rejects.toThrow(
      /changed during the run/,
    );
  });
});
