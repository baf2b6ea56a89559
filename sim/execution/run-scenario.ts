import { join } from 'node:path';
import { InputError } from '../../src/input/index.js';
import { type RunManifest, type Summary, writeFileAtomically, writeJson } from '../../src/results/index.js';
import type { LoadedScenario, Scenario } from '../../src/scenario/index.js';
import { sumoVersion } from '../../src/sumo/index.js';
import type { ReplicationResult } from '../recording/replication-result.js';
import { summaryOf } from '../recording/summary.js';
import { checkServices, needsLiveTraffic, needsTravelTimes } from '../services/catalogue.js';
import { explainRefusal } from '../traffic/sumo-refusal.js';
import { removeAbandonedWorkFolders } from '../traffic/work-folder.js';
import { partsThere } from './finished-parts.js';
import type { KeptTravelTimes } from './kept-travel-times.js';
import { replicationSeed } from './replication.js';
import { openResultsFolder, type ResultsFolder, removeUnfinished } from './results-folder.js';
import type { Prepared, RunScenarioOptions } from './run-options.js';
import { doWork, learnInputs, runTravelTimes } from './run-work.js';
import { scenarioDigest } from './scenario-digest.js';
import { sharedNetwork, sharedRoutePool } from './shared-inputs.js';

export type { Prepared, RunScenarioOptions } from './run-options.js';
export { localExecutor } from './run-work.js';

/** What a run left behind. */
export interface RunOutcome {
  readonly folder: string;
  readonly report: string;
  readonly summary: Summary;
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

/** Writes the manifest and puts the link travel times there, so that nothing but replications is missing. */
export async function beginRun(
  folder: ResultsFolder,
  prepared: Prepared,
  loaded: LoadedScenario,
  options: RunScenarioOptions,
): Promise<void> {
  await openRun(folder, prepared, loaded, options);
  await runTravelTimes(folder, await learnInputs(prepared, loaded.scenario, options), options);
}

/** Looks what of a run is there, and writes the manifest. */
async function openRun(
  folder: ResultsFolder,
  prepared: Prepared,
  { scenario }: LoadedScenario,
  options: RunScenarioOptions,
): Promise<{ readonly manifest: RunManifest; readonly finished: ReadonlyMap<number, ReplicationResult> }> {
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
  return { manifest, finished };
}

async function runInto(
  folder: ResultsFolder,
  prepared: Prepared,
  loaded: LoadedScenario,
  options: RunScenarioOptions,
): Promise<RunOutcome> {
  const { scenario } = loaded;
  const { path: out } = folder;
  const { manifest, finished } = await openRun(folder, prepared, loaded, options);
  // Drawing figures is much to read, and many runs end before this with a message. SUMO works meanwhile.
  const drawing = import('../recording/run-report.js');
  drawing.catch(() => undefined);
  const { times, results } = await doWork(folder, prepared, finished, scenario, options);

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

function asJson(scenario: Scenario): RunManifest['scenario'] {
  return JSON.parse(JSON.stringify(scenario)) as RunManifest['scenario'];
}
