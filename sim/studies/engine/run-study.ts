import { join } from 'node:path';
import { digest, prepareResultsFolder, writeFileAtomically, writeJson } from '../../../src/results/index.js';
import type { Executor } from '../../execution/executor.js';
import type { ProgressListener } from '../../execution/progress.js';
import { type JudgedClaim, judgeClaim } from './claim.js';
import { makeInMemory } from './in-memory-run.js';
import { linkTimesFile } from './link-times.js';
import type { LoadedStudy } from './load-study.js';
import { planStudy, type StudyPlan } from './plan.js';
import { makeReplications, type TrafficRecordings } from './replications.js';
import { sharedWork } from './shared-work.js';
import { type StudyDocument, studyDocument } from './study-document.js';
import { contentDigest, definitionAsJson, type StudyManifest, takeStudyFolder } from './study-folder.js';
import type { StudyProgress } from './study-progress.js';
import { StudyResults } from './study-results.js';
import { writeValues } from './values-file.js';
import './perform-study-unit.js';

/** How a study is run. */
export interface RunStudyOptions {
  /** The results folder that is wished for; see `studyFolder`. */
  readonly out: string;
  readonly quick: boolean;
  /** Does the replications. Closed by the caller. */
  readonly executor: Executor;
  /** SUMO processes at once in what comes before the replications. */
  readonly jobs: number;
  readonly cache: string;
  /** Recorded traffic in place of live SUMO, where several points have the same traffic; live SUMO by default. */
  readonly traffic?: TrafficRecordings;
  readonly bidlaneVersion: string;
  /** The wall clock, for the manifest only. */
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: StudyProgress) => void;
  /** Told of probe rounds, and what a person should know. */
  readonly onEvent?: ProgressListener;
}

/** What a study left behind. */
export interface StudyOutcome {
  readonly folder: string;
  readonly report: string;
  readonly plan: StudyPlan;
  readonly results: StudyResults;
  readonly claims: readonly JudgedClaim[];
  readonly document: StudyDocument;
}

/** Probe rounds and the study's own preparation, once, before all replications. */
async function prepare(
  plan: StudyPlan,
  folder: string,
  options: RunStudyOptions,
): Promise<Map<number, string>> {
  const work = sharedWork(join(folder, 'shared'));
  const { jobs, cache, signal, onEvent, quick } = options;
  const { definition, scenario } = plan.study;
  const models = new Map<number, string>();
  for (const [index, cell] of plan.cells.entries()) {
    if (cell.scenario === undefined) continue;
    models.set(index, await linkTimesFile(cell.scenario, work, { jobs, cache, signal, onProgress: onEvent }));
  }
  if (definition.prepare === undefined) return models;
  await definition.prepare({
    quick,
    jobs,
    cache,
    signal,
    onProgress: onEvent,
    ...work,
    get scenario() {
      if (scenario !== undefined) return scenario;
      throw new RangeError(`study ${definition.name} prepares a scenario that it does not name`);
    },
  });
  return models;
}

/**
 * Runs a study: makes the replications that are not there yet, judges the claims by the values, and writes `manifest.json`,
 * `study.json` and `report.html` into its folder. Killed and started again it goes on where it was, with the same digest.
 * @throws InputError when something in the study or its folder is wrong
 * @throws RunError when a replication fails (the whole ones stay), and when another process is writing into the folder
 */
export async function runStudy(study: LoadedStudy, options: RunStudyOptions): Promise<StudyOutcome> {
  const plan = planStudy(study, options.quick);
  const content = await contentDigest(plan, options.bidlaneVersion);
  const { folder, note, release } = await takeStudyFolder(options.out, content);
  if (note !== undefined) options.onEvent?.({ kind: 'note', text: note });
  try {
    return await fillFolder(plan, folder, content, options);
  } finally {
    await release();
  }
}

async function fillFolder(
  plan: StudyPlan,
  folder: string,
  content: string,
  options: RunStudyOptions,
): Promise<StudyOutcome> {
  const { quick, now, bidlaneVersion } = options;
  const { study } = plan;
  const manifest: StudyManifest = {
    study: study.definition.name,
    contentDigest: content,
    quick,
    seed: plan.seed,
    replications: plan.replications,
    points: plan.points,
    series: plan.series,
    definition: definitionAsJson(plan),
    versions: { bidlane: bidlaneVersion, node: process.version },
    startedAt: now().toISOString(),
    endedAt: null,
  };
  const inMemory = study.definition.inMemoryRun !== undefined;
  await writeJson(join(folder, 'manifest.json'), manifest);
  if (!inMemory) for (const cell of plan.cells) await prepareResultsFolder(join(folder, cell.folder));
  const models = await prepare(plan, folder, options);
  const made = inMemory
    ? await makeInMemory(plan, folder, options)
    : await makeReplications(plan, folder, models, options);
  if (inMemory) await writeValues(join(folder, 'values.parquet'), made.values);
  const results = new StudyResults({
    points: plan.points,
    series: plan.series,
    measures: made.measures.map(({ name }) => name),
    values: made.values,
    exact: plan.exact,
    ...(study.definition.statistic === undefined ? {} : { statistic: study.definition.statistic }),
    resampled: study.definition.resampled,
  });
  const claims = (study.definition.claims ?? []).map((claim) => judgeClaim(claim, results));
  const document = studyDocument({ plan, results, claims, made, digest: digest({ numbers: made.digests }) });
  await writeJson(join(folder, 'study.json'), document);
  const report = join(folder, 'report.html');
  // Drawing figures is much to load, and many runs end before it.
  const { studyReportOf } = await import('./study-report.js');
  await writeFileAtomically(report, await studyReportOf({ plan, results, claims, document, manifest }));
  const replications = made.counts.every((n) => n === made.counts[0]) ? (made.counts[0] ?? 0) : made.counts;
  await writeJson(join(folder, 'manifest.json'), { ...manifest, replications, endedAt: now().toISOString() });
  return { folder, report, plan, results, claims, document };
}
