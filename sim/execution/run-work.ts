import type { Scenario } from '../../src/scenario/index.js';
import { readModel } from '../../src/traveltime/index.js';
import { type LearnInputs, learnTravelTimes } from '../probes/learn-travel-times.js';
import type { ReplicationResult } from '../recording/replication-result.js';
import type { Executor } from './executor.js';
import { InProcess } from './in-process.js';
import {
  type KeptTravelTimes,
  keepTravelTimes,
  modelFileOf,
  readKeptTravelTimes,
} from './kept-travel-times.js';
import { Places } from './places.js';
import type { ResultsFolder } from './results-folder.js';
import type { Prepared, RunScenarioOptions } from './run-options.js';
import { expectModel, sharedRoutePool } from './shared-inputs.js';
import type { ReplicationUnit } from './work-unit.js';

/** What the work of a run brings. */
interface Worked {
  readonly times: KeptTravelTimes;
  readonly results: readonly ReplicationResult[];
}

/** Does what is missing of a run: learns the link travel times, and runs replications. */
export async function doWork(
  folder: ResultsFolder,
  prepared: Prepared,
  finished: ReadonlyMap<number, ReplicationResult>,
  scenario: Scenario,
  options: RunScenarioOptions,
): Promise<Worked> {
  const { record, traffic = null, jobs } = options;
  const inputs = await learnInputs(prepared, scenario, options);
  const run = (executor: Executor): Promise<ReplicationResult[]> =>
    replications(folder.path, executor, finished, scenario, options);
  if (options.executor === undefined && record === undefined && traffic === null && jobs <= servedByOne)
    return learnBeside(folder, inputs, options, run);
  const times = await runTravelTimes(folder, inputs, options);
  if (record !== undefined) {
    const learnt = { model: await readModel(times.model), examples: times.examples };
    const { recordRun } = await import('./record-run.js');
    await recordRun(record, { ...inputs, learnt });
  }
  if (options.executor !== undefined) return { times, results: await run(options.executor) };
  const executor = await localExecutor(Math.min(jobs, scenario.replications - finished.size));
  try {
    return { times, results: await run(executor) };
  } finally {
    await executor.close();
  }
}

/**
 * Does both in this process. Replications begin as soon as the last probe rounds leave a place, because they need the link travel times
 * only when their warm-up ends.
 */
async function learnBeside(
  folder: ResultsFolder,
  inputs: LearnInputs,
  options: RunScenarioOptions,
  run: (executor: Executor) => Promise<ReplicationResult[]>,
): Promise<Worked> {
  const { jobs } = inputs;
  const places = new Places(jobs);
  let begin = (): void => undefined;
  const lastRound = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const learning = runTravelTimes(folder, { ...inputs, places, onLastRound: begin }, options);
  expectModel(modelFileOf(folder.path), learning);
  await Promise.race([lastRound, learning]);
  const results = await run(new InProcess(jobs, places)).catch(async (error: unknown) => {
    // Why the link travel times did not come says more than that a replication waited for them.
    await learning;
    throw error;
  });
  return { times: await learning, results };
}

/** The link travel times of an earlier run in the folder, or of an earlier run at all, or learnt now; they stand in the folder then. */
export async function runTravelTimes(
  folder: ResultsFolder,
  inputs: LearnInputs,
  { traffic = null }: RunScenarioOptions,
): Promise<KeptTravelTimes> {
  const kept = folder.manifest === undefined ? undefined : await readKeptTravelTimes(folder.path);
  if (kept !== undefined) {
    inputs.onProgress?.({ kind: 'model-reused', file: kept.model });
    return kept;
  }
  if (traffic === null) return keepTravelTimes(folder.path, await learnTravelTimes(inputs));
  const { recordedTravelTimes } = await import('../probes/recorded-travel-times.js');
  return keepTravelTimes(folder.path, await recordedTravelTimes(traffic, inputs));
}

/** What learning needs. */
export async function learnInputs(
  { network, sumo }: Prepared,
  scenario: Scenario,
  { jobs, cache, signal, onProgress }: RunScenarioOptions,
): Promise<LearnInputs> {
  const pool = await sharedRoutePool(scenario.traffic);
  return { scenario, network, pool, sumo, jobs, cache, signal, onProgress };
}

/** Runs the replications that are missing; the results of all, in order. */
async function replications(
  out: string,
  executor: Executor,
  finished: ReadonlyMap<number, ReplicationResult>,
  scenario: Scenario,
  options: RunScenarioOptions,
): Promise<ReplicationResult[]> {
  const { signal, onProgress } = options;
  const traffic = options.record ?? options.traffic ?? null;
  const model = modelFileOf(out);
  const total = scenario.replications;
  const numbers = Array.from({ length: total }, (_, n) => n);
  const units = numbers
    .filter((n) => !finished.has(n))
    .map((replication): ReplicationUnit => {
      return { kind: 'replication', scenario, replication, model, traffic, out };
    });
  const done = await executor.perform(units, {
    signal,
    onProgress,
    onDone: (_, { replication }) => onProgress?.({ kind: 'replication-done', replication, total }),
  });
  const all = new Map(finished);
  for (const result of done) all.set(result.replication, result);
  return numbers.flatMap((n) => all.get(n) ?? []);
}

/** SUMOs that one thread of Node serves without being what they wait for: it does about a seventh of the work of a replication. */
const servedByOne = 3;
/**
 * Who does replications on this machine: this process, whose SUMOs have cores of their own, as long as its one thread keeps them busy; else
 * children, each with a thread of its own. With two at once on two cores children were slower: each has to be started and compiled.
 */
export async function localExecutor(jobs: number): Promise<Executor> {
  if (jobs <= servedByOne) return new InProcess(jobs);
  const { LocalCores } = await import('./local-cores.js');
  return new LocalCores({ jobs });
}
