import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxedJob } from 'bullmq';
import type { Redis } from 'ioredis';
import { discardUnfinished } from '../../../src/results/index.js';
import { partFolder } from '../../recording/replication-result.js';
import { withWorkFolder } from '../../traffic/work-folder.js';
import { performUnit } from '../perform-unit.js';
import { plainError } from '../plain-error.js';
import type { ProgressEvent } from '../progress.js';
import { BlobMissing, BlobStore } from './blobs.js';
import { filesBelow, OutcomeStore, type UnitOutcome } from './outcome-store.js';
import { inStrings, localUnit } from './portable-unit.js';
import { Presence } from './presence.js';
import { type ProcessorSettings, settingsVariable, stopReason } from './processor-settings.js';
import { openRedis } from './redis-connection.js';
import { seenFolder } from './shared-folder.js';
import type { UnitJob } from './unit-job.js';

/** Between two reports of how far a unit is, ms. */
const reportEvery = 500;

/** Gives the job back to the queue, so that another worker takes it at once; the queue knows this error by its name. */
class BackToQueue extends Error {
  override readonly name = 'WaitingError';
}

interface Tools {
  readonly settings: ProcessorSettings;
  readonly redis: Redis;
}

let tools: Tools | undefined;
const end = new AbortController();

async function openTools(): Promise<Tools> {
  if (tools !== undefined) return tools;
  const settings = JSON.parse(process.env[settingsVariable] ?? '{}') as ProcessorSettings;
  for (const module of settings.modules) await import(module);
  tools = { settings, redis: openRedis(settings.address) };
  return tools;
}

// A worker that was killed takes its children with it, and they take SUMO.
function endWithWorker(): void {
  end.abort(new Error('the worker is gone'));
  discardUnfinished();
  if (tools !== undefined) rmSync(tools.settings.inputs, { recursive: true, force: true });
  process.exit(1);
}
process.once('disconnect', endWithWorker);
// It may have been killed while this program was loading.
if (process.connected !== true) endWithWorker();

async function perform(
  job: SandboxedJob<UnitJob>,
  { settings, redis }: Tools,
  signal: AbortSignal,
): Promise<void> {
  const { run, portable, home } = job.data;
  const id = String(job.id);
  const outcomes = new OutcomeStore(redis);
  const runs = new Presence(redis, 'runs');
  if ((await outcomes.has(id)) || !(await runs.isPresent(run))) return;
  const save = async (outcome: UnitOutcome, part?: string): Promise<void> => {
    if (await runs.isPresent(run)) await outcomes.save(run, id, outcome, part);
  };
  const blobs = new BlobStore(redis);
  let latest: ProgressEvent | undefined;
  const report = setInterval(() => {
    if (latest !== undefined) void job.updateProgress(latest).catch(() => undefined);
    latest = undefined;
  }, reportEvery);
  const onProgress = (event: ProgressEvent): void => {
    if (event.kind === 'replication') latest = event;
  };
  const seen = await seenFolder(home, settings.shared);
  const there = async (out: string): Promise<void> => {
    const asGiven = new Map([[out, home.path]]);
    try {
      const local = await localUnit(portable, (file) => blobs.fetch(file, settings.inputs), out);
      for (const [here, given] of local.given) asGiven.set(here, given);
      const result = await performUnit(local.unit, { signal, onProgress });
      clearInterval(report);
      const part = partFolder(out, local.unit.replication);
      if (seen !== undefined) await save({ kind: 'done', result, files: null });
      else {
        await save({ kind: 'done', result, files: await filesBelow(part) }, part);
        await rm(part, { recursive: true, force: true });
      }
    } catch (error) {
      // Inputs that went away come again: the queue tries the job once more.
      if (signal.aborted || error instanceof BlobMissing) throw error;
      await save({ kind: 'failed', fault: inStrings(plainError(error), asGiven) });
    }
  };
  try {
    if (seen !== undefined) await there(seen);
    else if (portable.unit.kind === 'replication') await withWorkFolder(there);
    // What the units of a study share is made once by this worker.
    else await there(join(settings.inputs, 'studies', run, 'points', String(portable.unit.point)));
  } finally {
    clearInterval(report);
  }
}

/** Performs the unit of a job in a process of its own, and keeps its outcome in Redis. */
export default async function processUnit(
  job: SandboxedJob<UnitJob>,
  token?: string,
  signal?: AbortSignal,
): Promise<void> {
  const either = signal === undefined ? end.signal : AbortSignal.any([signal, end.signal]);
  try {
    await perform(job, await openTools(), either);
  } catch (error) {
    if (!either.aborted) throw error;
    if (either.reason !== stopReason.workerEnds) return;
    await job.moveToWait(token);
    throw new BackToQueue('the worker ends');
  }
}
