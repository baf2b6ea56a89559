import { join } from 'node:path';
import { InputError, RunError } from '../../../src/input/index.js';
import { readManifest } from '../../../src/results/index.js';
import type { LoadedScenario } from '../../../src/scenario/index.js';
import { explainRefusal } from '../../traffic/sumo-refusal.js';
import type { Executor } from '../executor.js';
import { finishedPart } from '../finished-parts.js';
import { readKeptTravelTimes } from '../kept-travel-times.js';
import { besideFolder } from '../results-folder.js';
import {
  beginRun,
  inFolder,
  localExecutor,
  prepare,
  type RunOutcome,
  type RunScenarioOptions,
  runScenario,
} from '../run-scenario.js';
import type { ReplicationUnit } from '../work-unit.js';

/**
 * The first of the steps in which a cluster does a run: writes the manifest and fits the link travel times, so that any number of
 * processes can then run replications in the folder at once.
 * @returns the results folder
 * @throws what `runScenario` throws before its replications
 */
export async function prepareRun(loaded: LoadedScenario, options: RunScenarioOptions): Promise<string> {
  return inFolder(loaded, options, async (folder, prepared) => {
    await beginRun(folder, prepared, loaded, options);
    return folder.path;
  });
}

/** The folder that was prepared for a scenario, or the one beside it. */
async function preparedFolder(out: string, digest: string): Promise<string> {
  let other = false;
  for (const folder of [out, besideFolder(out, digest)]) {
    const manifest = await readManifest(join(folder, 'manifest.json')).catch(() => undefined);
    if (manifest?.scenarioDigest === digest) return folder;
    other ||= manifest !== undefined;
  }
  throw new InputError(
    out,
    other
      ? 'was prepared for another scenario or seed, or with another version of bidlane or SUMO'
      : 'is not prepared for single replications',
    'bidlane run with the same arguments and --only none first',
  );
}

/**
 * Runs some replications of a prepared run, without a summary. Any number of processes may do so in one folder at once: each part is
 * written whole or not at all, and one that is there stays.
 * @param numbers of the replications, from 0
 * @returns the results folder
 * @throws InputError when the folder was not prepared for this scenario
 * @throws RunError when SUMO fails or the disk is full
 */
export async function runParts(
  loaded: LoadedScenario,
  numbers: readonly number[],
  options: RunScenarioOptions,
): Promise<string> {
  const { scenario } = loaded;
  const { traffic = null, signal, onProgress } = options;
  const total = scenario.replications;
  const beyond = numbers.find((n) => n >= total);
  if (beyond !== undefined)
    throw new InputError(
      '--only',
      `names replication ${beyond} of a run with ${total}`,
      `numbers from 0 to ${total - 1}, or more replications (--replications)`,
    );
  const { digest } = await prepare(loaded, options);
  const out = await preparedFolder(options.out, digest);
  const times = await readKeptTravelTimes(out);
  if (times === undefined)
    throw new InputError(
      out,
      'lacks the link travel times of its run',
      'bidlane run with the same arguments and --only none first',
    );
  const units = numbers.map((replication): ReplicationUnit => {
    return { kind: 'replication', scenario, replication, model: times.model, traffic, out };
  });
  const executor = options.executor ?? (await localExecutor(Math.min(options.jobs, units.length)));
  try {
    await executor.perform(units, {
      signal,
      onProgress,
      onDone: (_, { replication }) => onProgress?.({ kind: 'replication-done', replication, total }),
    });
    return out;
  } catch (error) {
    throw await explainRefusal(error, loaded, signal);
  } finally {
    if (options.executor === undefined) await executor.close();
  }
}

/** Performs nothing: the last step only gathers what others have done. */
const nobody: Executor = {
  perform: (units) =>
    units.length === 0
      ? Promise.resolve([])
      : Promise.reject(
          missing(
            units[0].out,
            units.map(({ replication }) => replication),
          ),
        ),
  close: () => Promise.resolve(),
};

function missing(out: string, numbers: readonly number[]): RunError {
  const some = numbers.length > 10 ? [...numbers.slice(0, 10), '...'] : numbers;
  const what = numbers.length === 1 ? '1 replication is' : `${numbers.length} replications are`;
  return new RunError(
    `${out}: ${what} missing (${some.join(',')}): run what is missing with --only, or leave --gather out to run it here`,
  );
}

/**
 * The last step: summary and report over the replications in the folder.
 * @throws RunError that names the replications which are missing
 */
export async function gatherRun(loaded: LoadedScenario, options: RunScenarioOptions): Promise<RunOutcome> {
  const { digest } = await prepare(loaded, options);
  const out = await preparedFolder(options.out, digest);
  const absent: number[] = [];
  for (let n = 0; n < loaded.scenario.replications; n++)
    if ((await finishedPart(out, n)) === undefined) absent.push(n);
  if (absent.length > 0) throw missing(out, absent);
  return runScenario(loaded, { ...options, executor: nobody });
}
