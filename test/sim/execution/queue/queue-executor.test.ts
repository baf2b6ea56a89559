import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { performUnit } from '../../../../sim/execution/perform-unit.js';
import type { ProgressEvent } from '../../../../sim/execution/progress.js';
import { QueueExecutor, redisAddress } from '../../../../sim/execution/queue/index.js';
import type { ReplicationUnit } from '../../../../sim/execution/work-unit.js';
import { partFolder, resultFile } from '../../../../sim/recording/replication-result.js';
import { bidlaneVersion } from '../../../../src/cli/version.js';
import { sumoVersion } from '../../../../src/sumo/index.js';
import { type Running, workshop } from '../../../cli/bidlane.js';
import { descendants, stillRunning, type UnitMaker, unitMaker } from './queue-units.js';
import { type RedisServer, startRedis } from './redis-server.js';

// Many processes, each of which loads the whole program.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });
const shop = workshop();
let maker: UnitMaker;
let redis: RedisServer;
let sumo: string;
const workers: Running[] = [];

beforeAll(async () => {
  [maker, redis, sumo] = await Promise.all([unitMaker(), startRedis({ appendOnly: true }), sumoVersion()]);
});
afterEach(endWorkers);
afterAll(async () => {
  await redis.stop();
  maker.remove();
});

function startWorker(...flags: string[]): Running {
  const worker = shop.start(['worker', '--redis', redis.url, '--silence', '2', ...flags]);
  workers.push(worker);
  return worker;
}

async function endWorkers(): Promise<void> {
  for (const { child } of workers) child.kill('SIGTERM');
  await Promise.all(workers.splice(0).map(({ ended }) => ended));
}

function pidOf({ child }: Running): number {
  if (child.pid === undefined) throw new Error('did not start');
  return child.pid;
}

async function openExecutor(version = bidlaneVersion()): Promise<QueueExecutor> {
  return QueueExecutor.open({
    address: redisAddress(redis.url, '--redis'),
    toolchain: { bidlane: version, sumo },
    name: 'small',
  });
}

/** Performs units through the queue; every unit must be reported done once. */
async function perform(
  units: readonly ReplicationUnit[],
  onProgress?: (event: ProgressEvent) => void,
): Promise<string[]> {
  const executor = await openExecutor();
  const done: number[] = [];
  const results = await executor.perform(units, { onProgress, onDone: (unit) => done.push(unit) });
  await executor.close();
  expect(done.sort()).toEqual(units.map((_, i) => i));
  for (const unit of units)
    expect(existsSync(join(partFolder(unit.out, unit.replication), resultFile))).toBe(true);
  expect(results.map(({ replication }) => replication)).toEqual(units.map(({ replication }) => replication));
  return results.map(({ digest }) => digest);
}

/** The same units performed here. */
async function locally(units: readonly ReplicationUnit[]): Promise<string[]> {
  const [{ out }] = maker.units(1);
  const digests: string[] = [];
  for (const unit of units) digests.push((await performUnit({ ...unit, out }, {})).digest);
  return digests;
}

/** Keys in Redis that belong to runs. */
async function keysOfRuns(): Promise<string[]> {
  const keys = await redis.client().keys('*');
  return keys.filter((key) => /:(blob|blob-users|outcome|runs)\b|:[0-9a-f]{64}/.test(key));
}

describe('units through the queue', () => {
  it.each([
    ['written by the worker into the folder that it sees', []],
    ['sent back through Redis', ['--no-shared']],
  ])('are the same as here, %s, and leave nothing in Redis', async (_, flags) => {
    const units = maker.units(3);
    startWorker('--concurrency', '2', ...flags);
    expect(await perform(units)).toEqual(await locally(units));
    expect(await keysOfRuns()).toEqual([]);
    expect(existsSync(join(units[0].out, '.bidlane-token'))).toBe(false);
  });

  it('wait for a worker, and say so', async () => {
    // Long enough that the run looks who is there again before they are done.
    const units = maker.units(3, { duration: 3000 });
    const notes: string[] = [];
    const digests = await perform(units, (event) => {
      if (event.kind !== 'note') return;
      notes.push(event.text);
      if (/^no worker is connected/.test(event.text)) startWorker('--concurrency', '1');
    });
    expect(digests).toEqual(await locally(units));
    expect(notes[0]).toBe(
      `no worker is connected to ${redis.url}, waiting for one: bidlane worker --redis ${redis.url} (bidlane ${bidlaneVersion()} with SUMO ${sumo})`,
    );
    expect(notes[1]).toBe(`1 worker on 1 machine at ${redis.url}`);
  });

  it('take the files along that options of SUMO name', async () => {
    const weights = shop.write(
      'weights.xml',
      '<meandata><interval begin="0" end="100"><edge id="A1-A2" traveltime="1"/></interval></meandata>',
    );
    const units = maker.units(1, { options: { 'weight-files': weights } });
    startWorker('--no-shared', '--concurrency', '1');
    expect(await perform(units)).toEqual(await locally(units));
  });

  it('survive a worker that is killed, which leaves no process behind', async () => {
    const units = maker.units(3, { duration: 900 });
    const victim = startWorker('--no-shared', '--concurrency', '2');
    let killed: number[] | undefined;
    const digests = await perform(units, (event) => {
      if (event.kind !== 'replication' || killed !== undefined) return;
      killed = descendants(pidOf(victim));
      victim.child.kill('SIGKILL');
      startWorker('--no-shared', '--concurrency', '2');
    });
    expect(digests).toEqual(await locally(units));
    expect(killed?.length).toBeGreaterThan(1);
    while (stillRunning(killed ?? []).length > 0) await sleep(20);
    expect(await keysOfRuns()).toEqual([]);
  });

  it.each(['its clients', 'all of it'])('survive that Redis throws out %s', async (what) => {
    const units = maker.units(3, { duration: 900 });
    startWorker('--no-shared', '--concurrency', '2');
    const trouble = redis.client();
    let cuts = 0;
    const cut = async (): Promise<void> => {
      if (what === 'all of it') await redis.restart();
      else
        for (const type of ['normal', 'pubsub']) await trouble.client('KILL', 'TYPE', type, 'SKIPME', 'yes');
    };
    let cutting: Promise<void> | undefined;
    const digests = await perform(units, (event) => {
      if (event.kind !== 'replication' || cuts++ > 0) return;
      cutting = cut();
    });
    await cutting;
    expect(cuts).toBeGreaterThan(0);
    expect(digests).toEqual(await locally(units));
    expect(await keysOfRuns()).toEqual([]);
  });

  it('survive that Redis forgets everything', async () => {
    const units = maker.units(3, { duration: 900 });
    startWorker('--no-shared', '--concurrency', '1');
    const trouble = redis.client();
    let forgot: Promise<unknown> | undefined;
    const digests = await perform(units, (event) => {
      if (event.kind === 'replication') forgot ??= trouble.flushall();
    });
    await forgot;
    expect(forgot).toBeDefined();
    expect(digests).toEqual(await locally(units));
  });
});

describe('units that cannot be performed', () => {
  it('fail as they do here when SUMO refuses a file, and are not tried again', async () => {
    const network = shop.write('broken.net.xml', '<net version="1.9"/>');
    writeFileSync(network, '<net version="1.9"/>');
    const units = maker.units(2, { network });
    const here = await performUnit(units[0], {}).catch((error: unknown) => error);
    const worker = startWorker('--no-shared', '--concurrency', '1');
    const there = await openExecutor()
      .then((executor) => executor.perform(units))
      .catch((error: unknown) => error);
    expect(here).toBeInstanceOf(Error);
    expect((there as Error).message).toBe((here as Error).message);
    expect((there as Error).name).toBe((here as Error).name);
    expect(await keysOfRuns()).toEqual([]);
    worker.child.kill('SIGTERM');
    const { stderr } = await worker.ended;
    expect(stderr.match(/replication 1 of 4 of small: begun/g)).toHaveLength(1);
  });

  it('end with the one who waits for them', async () => {
    const units = maker.units(2, { duration: 40_000 });
    const worker = startWorker('--no-shared', '--concurrency', '2');
    const controller = new AbortController();
    const executor = await openExecutor();
    const reason = new Error('enough');
    const outcome = executor.perform(units, { signal: controller.signal }).catch((error: unknown) => error);
    for (const n of [1, 2]) await worker.said(`replication ${n} of 4 of small: begun`);
    controller.abort(reason);
    expect(await outcome).toBe(reason);
    await worker.said('replication 1 of 4 of small: ended');
    await worker.said('replication 2 of 4 of small: ended');
    expect(await keysOfRuns()).toEqual([]);
    expect(existsSync(partFolder(units[0].out, 0))).toBe(false);
  });
});

describe('other versions', () => {
  it('of bidlane at the workers are refused by the run', async () => {
    startWorker('--concurrency', '1');
    await workers[0].said('waiting for units');
    const executor = await openExecutor('9.9.9');
    await expect(executor.perform(maker.units(1))).rejects.toThrow(
      new RegExp(
        `: the worker \\S+/\\d+ has bidlane ${bidlaneVersion()} with SUMO ${sumo}, but this run needs bidlane 9\\.9\\.9 with SUMO ${sumo}: install the same versions, or results would differ$`,
      ),
    );
  });

  it('of bidlane at the run are refused by the worker', async () => {
    const controller = new AbortController();
    const executor = await openExecutor('9.9.9');
    let refused: Running | undefined;
    const run = executor.perform(maker.units(1), {
      signal: controller.signal,
      onProgress: ({ kind }) => {
        if (kind === 'note') refused ??= startWorker();
      },
    });
    const outcome = run.catch((error: unknown) => error);
    while (refused === undefined) await sleep(20);
    const { status, stderr } = await refused.ended;
    controller.abort(new Error('enough'));
    await outcome;
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^error: redis:\/\/127\.0\.0\.1:\d+: small on \S+ needs bidlane 9\.9\.9 with SUMO /m,
    );
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
