import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { RunError } from '../../../src/input/index.js';
import { withWorkFolder } from '../../traffic/work-folder.js';
import { type Attendant, activeWithin, Presence } from './presence.js';
import { type ProcessorSettings, settingsVariable, stopReason } from './processor-settings.js';
import type { RedisAddress } from './redis-address.js';
import { bullConnection, openRedis, probeRedis } from './redis-connection.js';
import type { SharedSetting } from './shared-folder.js';
import { canPerform, keyPrefix, queueName, type Toolchain, toolchainText } from './toolchain.js';
import type { UnitJob } from './unit-job.js';
import { withinTime } from './within-time.js';

/** What a worker tells. */
export type WorkerEvent =
  | { readonly kind: 'begun' | 'ended'; readonly unit: string }
  | { readonly kind: 'note'; readonly text: string };

export interface QueueWorkerOptions {
  readonly address: RedisAddress;
  readonly toolchain: Toolchain;
  /** Units at once, each in a process of its own. */
  readonly concurrency: number;
  readonly shared: SharedSetting;
  /** A unit whose worker is silent for so long is given to another, s. */
  readonly silence: number;
  /** Modules that each child loads first, as URLs: those that register the points of studies, say. */
  readonly modules?: readonly string[];
  readonly onEvent: (event: WorkerEvent) => void;
}

const beatEvery = 2000;
/** A unit whose worker was lost so often is not tried again. */
const mostLosses = 3;
/** How long an ending worker waits for Redis, ms. */
const farewell = 8000;

/** A program beside this file, compiled or not as this file is. */
function fileBeside(name: string): URL {
  const compiled = new URL(`./${name}.js`, import.meta.url);
  return existsSync(fileURLToPath(compiled)) ? compiled : new URL(`./${name}.ts`, import.meta.url);
}

/** Takes units from the queue and has child processes perform them, until the signal ends it. */
class QueueWorker {
  readonly #options: QueueWorkerOptions;
  readonly #redis: Redis;
  readonly #workers: readonly Worker<UnitJob>[];
  /** The units under way, by job. */
  readonly #underWay = new Map<string, { readonly worker: Worker<UnitJob>; readonly data: UnitJob }>();
  readonly #self: Attendant;

  constructor(options: QueueWorkerOptions, inputs: string) {
    this.#options = options;
    const { address, toolchain, shared, modules = [], onEvent } = options;
    this.#self = { id: randomUUID(), host: hostname(), name: `${hostname()}/${process.pid}`, toolchain };
    this.#redis = openRedis(address, (state) => {
      const lost = `the connection to ${address.shown} was lost, trying again`;
      onEvent({ kind: 'note', text: state === 'lost' ? lost : `connected to ${address.shown} again` });
    });
    const settings: ProcessorSettings = { address, inputs, shared, modules };
    const pure: Toolchain = { bidlane: toolchain.bidlane, sumo: null };
    const queues = new Set([queueName(toolchain), queueName(pure)]);
    this.#workers = [...queues].map((queue) => this.#listen(queue, settings));
  }

  /** Performs units until the signal is aborted. */
  async work(signal: AbortSignal): Promise<void> {
    let beating: Promise<void> = Promise.resolve();
    let idle = true;
    const beat = setInterval(() => {
      if (!idle) return;
      idle = false;
      beating = this.#beat()
        .catch(() => undefined)
        .finally(() => {
          idle = true;
        });
    }, beatEvery);
    try {
      await new Promise<void>((resolve, reject) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
        this.#beat().catch(reject);
      });
    } finally {
      clearInterval(beat);
      await withinTime(farewell, async () => {
        for (const worker of this.#workers) worker.cancelAllJobs(stopReason.workerEnds);
        await Promise.all(this.#workers.map((worker) => worker.close()));
        await beating;
        await new Presence(this.#redis, 'workers').leave(this.#self);
      });
      this.#redis.disconnect();
    }
  }

  #listen(queue: string, settings: ProcessorSettings): Worker<UnitJob> {
    const { address, concurrency, silence, onEvent } = this.#options;
    const worker = new Worker<UnitJob>(queue, fileBeside('unit-processor'), {
      connection: bullConnection(address),
      prefix: keyPrefix,
      concurrency,
      lockDuration: silence * 1000,
      stalledInterval: (silence * 1000) / 2,
      maxStalledCount: mostLosses,
      // Children are a group of their own, so that Ctrl-C reaches them through this process, which ends them in order.
      workerForkOptions: {
        detached: process.platform !== 'win32',
        execArgv: [
          ...process.execArgv.filter((option) => !option.startsWith('--inspect')),
          ...['--import', fileBeside('orphan-guard').href],
        ],
        env: { ...process.env, [settingsVariable]: JSON.stringify(settings) },
      },
    });
    worker.on('active', (job: Job<UnitJob>) => {
      this.#underWay.set(String(job.id), { worker, data: job.data });
      onEvent({ kind: 'begun', unit: job.data.name });
    });
    const ended = (job: Job<UnitJob> | undefined): void => {
      if (job === undefined || !this.#underWay.delete(String(job.id))) return;
      onEvent({ kind: 'ended', unit: job.data.name });
    };
    worker.on('completed', ended);
    worker.on('failed', ended);
    // Lost locks and connections: the queue tries again, and the unit's outcome counts once whoever brings it.
    worker.on('error', () => undefined);
    return worker;
  }

  /** A sign of life; units of runs that are gone are stopped. */
  async #beat(): Promise<void> {
    await new Presence(this.#redis, 'workers').beat(this.#self);
    const runs = new Presence(this.#redis, 'runs');
    for (const [job, { worker, data }] of this.#underWay)
      if (!(await runs.isPresent(data.run))) worker.cancelJob(job, stopReason.runGone);
  }
}

async function checkRuns({ address, toolchain }: QueueWorkerOptions): Promise<void> {
  const redis = openRedis(address);
  try {
    const runs = await new Presence(redis, 'runs').present(activeWithin);
    if (runs.length === 0 || runs.some((run) => canPerform(toolchain, run.toolchain))) return;
    const [run] = runs;
    throw new RunError(
      `${address.shown}: ${run.name} on ${run.host} needs ${toolchainText(run.toolchain)}, but here is ${toolchainText(toolchain)}: install the same versions, or results would differ`,
    );
  } finally {
    redis.disconnect();
  }
}

/**
 * Performs units of the queue until the signal is aborted.
 * @throws RunError when there is no Redis, or only runs that need other versions of bidlane or SUMO
 */
export async function workAtQueue(options: QueueWorkerOptions, signal: AbortSignal): Promise<void> {
  await probeRedis(options.address);
  await checkRuns(options);
  await withWorkFolder(async (inputs) => {
    if (signal.aborted) return;
    options.onEvent({
      kind: 'note',
      text: `waiting for units at ${options.address.shown} (${toolchainText(options.toolchain)}, ${options.concurrency} at once)`,
    });
    await new QueueWorker(options, inputs).work(signal);
  });
}
