import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../../../src/input/index.js';
import { writeFault } from '../../../src/results/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { claim } from './claim.js';
import { endOf } from './fitting-recording.js';
import { type RecordInputs, recordTraffic } from './record-traffic.js';
import { RecordingFile } from './recording-file.js';
import { trafficKey } from './traffic-identity.js';

/** Recordings that several runs share, in a folder. */
export interface TrafficCache {
  readonly folder: string;
  /** Bytes that all recordings together should not exceed. */
  readonly limit: number;
  /** Recordings that were given to somebody in this process: they are not removed. */
  readonly inUse: Set<string>;
}

const defaultLimit = 10e9;
/** Time between looks whether another process is done with a recording, ms. */
const patience = 50;

/**
 * The recordings in a cache folder, beside the travel-time models.
 * @param cache the cache folder of bidlane
 * @param limit bytes that all recordings together should not exceed, 10 GB by default; the oldest give way
 */
export function trafficCache(cache: string, limit: number = defaultLimit): TrafficCache {
  return { folder: join(cache, 'traffic'), limit, inUse: new Set() };
}

/**
 * The recording of a replication's traffic: recorded now, or by an earlier run of whatever scenario with the same traffic. A longer
 * recording does for a shorter scenario. Processes that want the same at once wait for the one that records it.
 * @returns the file, for `RecordedTraffic`
 * @throws InputError or RunError when the cache cannot be written; what `recordTraffic` throws
 */
export async function recordedTraffic(
  scenario: Scenario,
  replication: number,
  cache: TrafficCache,
  inputs: RecordInputs,
): Promise<string> {
  const { folder, inUse } = cache;
  const key = await trafficKey(scenario, replication, inputs.sumo);
  const end = endOf(scenario);
  await mkdir(folder, { recursive: true }).catch(async (error: unknown) => {
    throw await writeFault(folder, error);
  });
  const file = join(folder, `${key}-${end}.traffic`);
  for (;;) {
    const found = await findRecording(folder, key, end);
    if (found !== undefined) {
      inUse.add(found);
      return found;
    }
    const release = await claim(`${file}.claim`);
    if (release === undefined) {
      await sleep(patience, undefined, { signal: inputs.signal });
      continue;
    }
    try {
      // Somebody may have finished it between the look and the claim.
      if ((await findRecording(folder, key, end)) === undefined)
        await recordTraffic(file, scenario, replication, inputs);
      inUse.add(file);
    } finally {
      await release();
    }
    await removeOldest(cache);
  }
}

/** The shortest recording of this traffic that is long enough and whole; damaged ones are removed. */
async function findRecording(folder: string, key: string, end: number): Promise<string | undefined> {
  const lengths = (await readdir(folder)).flatMap((name) => {
    const [, of, until] = /^([0-9a-f]{64})-([\d.e+]+)\.traffic$/.exec(name) ?? [];
    return of === key && Number(until) >= end ? [{ name, until: Number(until) }] : [];
  });
  for (const { name } of lengths.sort((a, b) => a.until - b.until)) {
    const file = join(folder, name);
    try {
      await (await RecordingFile.open(file)).close();
      return file;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      await rm(file, { force: true });
    }
  }
  return undefined;
}

/** Removes the oldest recordings until the rest keeps the limit; not those in use, so that the limit may be exceeded. */
async function removeOldest({ folder, limit, inUse }: TrafficCache): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.traffic'));
  const files = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      // Another process may have removed it.
      const found = await stat(file).catch(() => undefined);
      return found === undefined ? [] : [{ file, size: found.size, made: found.mtimeMs }];
    }),
  );
  const oldestFirst = files.flat().sort((a, b) => a.made - b.made || (a.file < b.file ? -1 : 1));
  let total = oldestFirst.reduce((sum, { size }) => sum + size, 0);
  for (const { file, size } of oldestFirst) {
    if (total <= limit) return;
    if (inUse.has(file)) continue;
    await rm(file, { force: true });
    total -= size;
  }
}
