import { join } from 'node:path';
import { InputError } from '../../src/input/index.js';
import type { RoadNetwork } from '../../src/network/index.js';
import { type RunManifest, type Summary, writeFileAtomically, writeJson } from '../../src/results/index.js';
import type { LoadedScenario, Scenario } from '../../src/scenario/index.js';
import { sumoVersion } from '../../src/sumo/index.js';
import { readModel } from '../../src/traveltime/index.js';
import { type LearnInputs, learnTravelTimes } from '../probes/learn-travel-times.js';
import type { ReplicationResult } from '../recording/replication-result.js';
import { summaryOf } from '../recording/summary.js';
import { checkServices, needsLiveTraffic, needsTravelTimes } from '../services/catalogue.js';
import { explainRefusal } from '../traffic/sumo-refusal.js';
import { removeAbandonedWorkFolders } from '../traffic/work-folder.js';
import type { Executor } from './executor.js';
import { partsThere } from './finished-parts.js';
import { InProcess } from './in-process.js';
import { type KeptTravelTimes, keepTravelTimes, readKeptTravelTimes } from './kept-travel-times.js';
import type { ProgressListener } from './progress.js';
import { replicationSeed } from './replication.js';
import { openResultsFolder, type ResultsFolder, removeUnfinished } from './results-folder.js';
import { scenarioDigest } from './scenario-digest.js';
import { sharedNetwork, sharedRoutePool } from './shared-inputs.js';
import type { ReplicationUnit } from './work-unit.js';

/** How a scenario is run. */
export interface RunScenarioOptions {
  /** The results folder; one beside it is taken when it holds results of another scenario. */
  readonly out: string;
  /** Replications, or probe rounds, at once; results do not depend on it. */
  readonly jobs: number;
  /** Where fitted travel-time models are kept for later runs. */
  readonly cache: string;
  readonly bidlaneVersion: string;
  /** The wall clock, for the manifest only. */
  readonly now: () => Date;
  /** Recorded traffic to replay, a file or a folder with one file per replication; null, the default, for live SUMO. */
  readonly traffic?: string | null;
  /** Where to record the traffic, which is then replayed: a file for one replication, a folder for several. */
  readonly record?: string;
  /** Runs all replications anew, also those that are there from an earlier run; default false. */
  readonly fresh?: boolean;
  /** Who does the replications, closed by the caller; this process or its children by default. */
  readonly executor?: Executor;
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
}

/** What a run left behind. */
export interface RunOutcome {
  readonly folder: string;
  readonly report: string;
  readonly summary: Summary;
}

/** What a run has found out before it takes its folder. */
export interface Prepared {
  readonly network: RoadNetwork;
  readonly sumo: string;
  readonly digest: string;
  readonly startedAt: string;
}

function notesOf(times: KeptTravelTimes, scenario: Scenario): string[] {
  if (!needsTravelTimes(scenario))
    return ['No service works with link travel times: no probe round was driven.'];
  const { rounds } = scenario.probes;
  return [
    `Link travel times come from ${rounds} probe rounds${times.reused ? ', fitted by an earlier run and reused' : ''}.`,
    `${times.fallbackLinks} of ${times.links} links had no traversal and fell back to their free-flow time.`,
  ];
}

/**
 * Runs a scenario: learns link travel times from probe rounds (or reuses the model of an earlier run), runs the replications,
 * and writes the results folder with manifest, parts, summary and report. A run that was interrupted, at any instant and in any way, is
 * gone on with: parts that are there whole are not run again, and what comes out is the same.
 * @throws InputError when the scenario's files or the results folder are wrong
 * @throws RunError and its kin when SUMO fails, the disk is full, or another process is at work in the folder; whole replications
 *   stay, nothing half-written does
 */
export async function runScenario(loaded: LoadedScenario, options: RunScenarioOptions): Promise<RunOutcome> {
  return inFolder(loaded, options, (folder, prepared) => runInto(folder, prepared, loaded, options));
}

/** Reads what every step of a run depends on. */
export async function prepare({ scenario }: LoadedScenario, options: RunScenarioOptions): Promise<Prepared> {
  const { bidlaneVersion: bidlane, signal, traffic = null, record } = options;
  await checkServices(scenario);
  if (traffic !== null) await refuseLeading(scenario, traffic, 'cannot be led');
  if (record !== undefined) await refuseLeading(scenario, record, 'would not be recorded');
  const startedAt = options.now().toISOString();
  await removeAbandonedWorkFolders();
  // SUMO answers while the network is read; what is wrong with the files is told first.
  const version = traffic === null ? sumoVersion(signal) : recordedSumo(traffic, scenario);
  version.catch(() => undefined);
  const network = await sharedNetwork(scenario.traffic.network);
  await sharedRoutePool(scenario.traffic);
  const sumo = await version;
  if (record !== undefined) {
    const { filesToRecord } = await import('../traffic/recorded/recordings.js');
    await filesToRecord(record, scenario);
  }
  const digest = await scenarioDigest(scenario, { bidlane, sumo });
  return { network, sumo, digest, startedAt };
}

/** The SUMO of recordings that fit the scenario. */
async function recordedSumo(traffic: string, scenario: Scenario): Promise<string> {
  const { checkRecordings } = await import('../traffic/recorded/recordings.js');
  return (await checkRecordings(traffic, scenario)).sumo;
}

/** @throws InputError when a service of the scenario sends vehicles other ways than those of a recording */
async function refuseLeading(scenario: Scenario, recording: string, what: string): Promise<void> {
  if (!(await needsLiveTraffic(scenario))) return;
  throw new InputError(
    recording,
    `vehicles that win another way ${what}`,
    'live SUMO without recording, or crowdsourcing.auction.wbs.trajectories: 1',
  );
}

/** Takes the results folder of a run for a work, and gives it free whatever happens. */
export async function inFolder<T>(
  loaded: LoadedScenario,
  options: RunScenarioOptions,
  work: (folder: ResultsFolder, prepared: Prepared) => Promise<T>,
): Promise<T> {
  const { out, signal, onProgress, fresh = false } = options;
  const prepared = await prepare(loaded, options);
  const folder = await openResultsFolder(out, prepared.digest, fresh);
  try {
    if (folder.path !== out) {
      const text = `${out} holds results of another scenario, seed or version: these go to ${folder.path}`;
      onProgress?.({ kind: 'note', text });
    }
    return await work(folder, prepared);
  } catch (error) {
    await folder.release();
    await removeUnfinished(folder);
    throw await explainRefusal(error, loaded, signal);
  } finally {
    await folder.release();
  }
}

/** A run whose replications can begin. */
interface Begun {
  readonly manifest: RunManifest;
  readonly times: KeptTravelTimes;
  readonly finished: ReadonlyMap<number, ReplicationResult>;
}

/** Writes the manifest and puts the link travel times there, so that nothing but replications is missing. */
export async function beginRun(
  folder: ResultsFolder,
  prepared: Prepared,
  { scenario }: LoadedScenario,
  options: RunScenarioOptions,
): Promise<Begun> {
  const { path: out } = folder;
  const { onProgress } = options;
  const total = scenario.replications;
  const { finished, removed } = await partsThere(out, total);
  for (const replication of removed)
    onProgress?.({ kind: 'note', text: `replication ${replication + 1} was damaged and runs again` });
  const isWhole = finished.size === total;
  const manifest: RunManifest = {
    name: scenario.name,
    scenario: asJson(scenario),
    scenarioDigest: prepared.digest,
    seeds: Array.from({ length: total }, (_, n) => replicationSeed(scenario, n)),
    versions: { bidlane: options.bidlaneVersion, node: process.version, sumo: prepared.sumo },
    startedAt: folder.manifest?.startedAt ?? prepared.startedAt,
    endedAt: isWhole ? (folder.manifest?.endedAt ?? null) : null,
  };
  if (!isWhole) await folder.invalidate();
  await writeJson(join(out, 'manifest.json'), manifest);
  onProgress?.({ kind: 'replications', total, there: finished.size });
  return { manifest, times: await travelTimesOf(folder, prepared, scenario, options), finished };
}

async function runInto(
  folder: ResultsFolder,
  prepared: Prepared,
  loaded: LoadedScenario,
  options: RunScenarioOptions,
): Promise<RunOutcome> {
  const { scenario } = loaded;
  const { path: out } = folder;
  const { manifest, times, finished } = await beginRun(folder, prepared, loaded, options);
  if (options.record !== undefined) {
    const inputs = await learnInputs(prepared, scenario, options);
    const learnt = { model: await readModel(times.model), examples: times.examples };
    const { recordRun } = await import('./record-run.js');
    await recordRun(options.record, { ...inputs, learnt });
  }
  // Drawing figures is much to read, and many runs end before this with a message. SUMO works meanwhile.
  const drawing = import('../recording/run-report.js');
  drawing.catch(() => undefined);
  const results = await replications(out, times.model, finished, scenario, options);

  const summary = summaryOf(scenario.name, results, notesOf(times, scenario));
  await writeJson(join(out, 'summary.json'), summary);
  const report = join(out, 'report.html');
  const { reportOfRun } = await drawing;
  const { network } = prepared;
  const page = await reportOfRun({
    loaded,
    manifest,
    summary,
    results,
    network,
    examples: times.examples,
  });
  await writeFileAtomically(report, page);
  const endedAt = manifest.endedAt ?? options.now().toISOString();
  await writeJson(join(out, 'manifest.json'), { ...manifest, endedAt });
  return { folder: out, report, summary };
}

/** The travel times of an earlier run in the folder, or of an earlier run at all, or learnt now. */
async function travelTimesOf(
  folder: ResultsFolder,
  prepared: Prepared,
  scenario: Scenario,
  options: RunScenarioOptions,
): Promise<KeptTravelTimes> {
  const kept = folder.manifest === undefined ? undefined : await readKeptTravelTimes(folder.path);
  if (kept !== undefined) {
    options.onProgress?.({ kind: 'model-reused', file: kept.model });
    return kept;
  }
  const inputs = await learnInputs(prepared, scenario, options);
  const { traffic = null } = options;
  if (traffic === null) return keepTravelTimes(folder.path, await learnTravelTimes(inputs));
  const { recordedTravelTimes } = await import('../probes/recorded-travel-times.js');
  return keepTravelTimes(folder.path, await recordedTravelTimes(traffic, inputs));
}

async function learnInputs(
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
  model: string,
  finished: ReadonlyMap<number, ReplicationResult>,
  scenario: Scenario,
  options: RunScenarioOptions,
): Promise<ReplicationResult[]> {
  const { signal, onProgress, jobs } = options;
  const traffic = options.record ?? options.traffic ?? null;
  const total = scenario.replications;
  const numbers = Array.from({ length: total }, (_, n) => n);
  const units = numbers
    .filter((n) => !finished.has(n))
    .map((replication): ReplicationUnit => {
      return { kind: 'replication', scenario, replication, model, traffic, out };
    });
  const executor = options.executor ?? (await localExecutor(Math.min(jobs, units.length)));
  try {
    const done = await executor.perform(units, {
      signal,
      onProgress,
      onDone: (_, { replication }) => onProgress?.({ kind: 'replication-done', replication, total }),
    });
    const all = new Map(finished);
    for (const result of done) all.set(result.replication, result);
    return numbers.flatMap((n) => all.get(n) ?? []);
  } finally {
    if (options.executor === undefined) await executor.close();
  }
}

/** SUMOs that one thread of Node serves without being what they wait for: it does about a seventh of the work of a replication. */
const servedByOne = 3;
/**
 * Who does replications on this machine: this process, whose SUMOs have cores of their own, as long as its one thread keeps them busy; else
 * children, each with a thread of its own. With two at once, measured on two cores: 1.9 times as fast as one here, 1.7 times in children.
 */
export async function localExecutor(jobs: number): Promise<Executor> {
  if (jobs <= servedByOne) return new InProcess(jobs);
  const { LocalCores } = await import('./local-cores.js');
  return new LocalCores({ jobs });
}

function asJson(scenario: Scenario): RunManifest['scenario'] {
  return JSON.parse(JSON.stringify(scenario)) as RunManifest['scenario'];
}
