import { join } from 'node:path';
import { type RoadNetwork, readNetwork } from '../../src/network/index.js';
import {
  digest,
  prepareResultsFolder,
  type RunManifest,
  type Summary,
  writeFileAtomically,
  writeJson,
} from '../../src/results/index.js';
import type { LoadedScenario, Scenario } from '../../src/scenario/index.js';
import { sumoVersion } from '../../src/sumo/index.js';
import { fallbackLinks } from '../../src/traveltime/index.js';
import { learnTravelTimes } from '../probes/learn-travel-times.js';
import { recordedTravelTimes } from '../probes/recorded-travel-times.js';
import { measuresOf, measuresOver } from '../recording/measures.js';
import { type RecordedReplication, recordReplication } from '../recording/record-replication.js';
import { scenarioByContent } from '../traffic/content-hash.js';
import { readRoutePool } from '../traffic/demand.js';
import { checkRecordings, filesToRecord } from '../traffic/recorded/recordings.js';
import { explainRefusal } from '../traffic/sumo-refusal.js';
import { concurrently } from './concurrently.js';
import type { ProgressListener } from './progress.js';
import { recordRun } from './record-run.js';
import { replicationSeed, runReplication } from './replication.js';
import { clearFolder, exists, removeUnfinished } from './results-folder.js';

/** How a scenario is run. */
export interface RunScenarioOptions {
  /** The results folder. */
  readonly out: string;
  /** SUMO processes at once; results do not depend on it. */
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
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
}

/** What a run left behind. */
export interface RunOutcome {
  readonly folder: string;
  readonly report: string;
  readonly summary: Summary;
}

const confidence = 0.95;

function notesOf(network: RoadNetwork, fallback: number, rounds: number, cached: boolean): string[] {
  return [
    `Link travel times come from ${rounds} probe rounds${cached ? ', fitted by an earlier run and reused' : ''}.`,
    `${fallback} of ${network.links.length} links had no traversal and fell back to their free-flow time.`,
  ];
}

/**
 * Runs a scenario: learns link travel times from probe rounds (or reuses the model of an earlier run), runs the replications,
 * and writes the results folder with manifest, Parquet parts, summary and report.
 * @throws InputError when the scenario's files or the results folder are wrong
 * @throws RunError and its kin when SUMO fails or the disk is full; whole replications stay, nothing half-written does
 */
export async function runScenario(loaded: LoadedScenario, options: RunScenarioOptions): Promise<RunOutcome> {
  const { scenario } = loaded;
  const { out, jobs, signal, onProgress, traffic = null, record } = options;
  const startedAt = options.now().toISOString();
  const isNew = !(await exists(out));
  const network = await readNetwork(scenario.traffic.network);
  const pool = await readRoutePool(scenario.traffic, network);
  const sumo = traffic === null ? await sumoVersion(signal) : (await checkRecordings(traffic, scenario)).sumo;
  if (record !== undefined) await filesToRecord(record, scenario);
  await clearFolder(out);
  await prepareResultsFolder(out);
  try {
    const inputs = { scenario, network, pool, sumo, jobs, cache: options.cache, signal, onProgress };
    const learnt = await (traffic === null ? learnTravelTimes(inputs) : recordedTravelTimes(traffic, inputs));
    if (record !== undefined) await recordRun(record, { ...inputs, learnt });
    const recorded = record ?? traffic;
    const manifest: RunManifest = {
      name: scenario.name,
      scenario: asJson(scenario),
      scenarioDigest: digest({ numbers: await scenarioByContent(scenario) }),
      seeds: Array.from({ length: scenario.replications }, (_, n) => replicationSeed(scenario, n)),
      versions: { bidlane: options.bidlaneVersion, node: process.version, sumo },
      startedAt,
      endedAt: null,
    };
    await writeJson(join(out, 'manifest.json'), manifest);

    const numbers = Array.from({ length: scenario.replications }, (_, n) => n);
    const total = scenario.replications;
    const end = scenario.traffic.warmUp + scenario.traffic.duration;
    const parts = await concurrently(numbers, jobs, async (replication): Promise<RecordedReplication> => {
      const record = await runReplication(replication, {
        scenario,
        network,
        pool,
        model: learnt.model,
        recorded,
        signal,
        onStep: (time, running) =>
          onProgress?.({ kind: 'replication', replication, total, time, end, running }),
      });
      const written = await recordReplication(out, replication, record, scenario, network);
      onProgress?.({ kind: 'replication-done', replication, total });
      return written;
    });

    const summary: Summary = {
      name: scenario.name,
      replications: total,
      digest: digest({ numbers: parts.map((r) => r.digest) }),
      level: confidence,
      measures: measuresOver(
        parts.map(({ record: part }) => measuresOf(part, scenario.crowdsourcing)),
        confidence,
      ),
      notes: notesOf(network, fallbackLinks(learnt.model), scenario.probes.rounds, learnt.reused),
    };
    await writeJson(join(out, 'summary.json'), summary);
    const report = join(out, 'report.html');
    // Drawing figures is much to load, and many runs end before it (with a message).
    const { reportOfRun } = await import('../recording/run-report.js');
    await writeFileAtomically(
      report,
      await reportOfRun({ loaded, manifest, summary, recorded: parts, network, learnt }),
    );
    await writeJson(join(out, 'manifest.json'), { ...manifest, endedAt: options.now().toISOString() });
    return { folder: out, report, summary };
  } catch (error) {
    await removeUnfinished(out, isNew);
    throw await explainRefusal(error, loaded, signal);
  }
}

function asJson(scenario: Scenario): RunManifest['scenario'] {
  return JSON.parse(JSON.stringify(scenario)) as RunManifest['scenario'];
}
