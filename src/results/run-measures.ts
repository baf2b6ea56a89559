import { join } from 'node:path';
import type { RunFolder } from './data-set.js';
import { type RunManifest, readManifest, readSummary } from './manifest.js';
import { readReplicationMeasures } from './replication-file.js';
import { mean, standardDeviation } from './statistics.js';
import type { SampleMoments } from './welch-difference.js';

/** Which way a measure is better. */
export type Direction = 'higher' | 'lower';

/** A measure of a run: its values, or where they are not known one by one, their moments. */
export interface MeasureSample extends SampleMoments {
  readonly name: string;
  readonly unit: string;
  /** As the results say it; absent where they do not. */
  readonly better?: Direction;
  /** By number of the replication; undefined where the run keeps no values of single replications. */
  readonly values: ReadonlyMap<number, number> | undefined;
}

/** What a comparison knows of a run. */
export interface RunMeasures {
  readonly folder: string;
  readonly manifest: RunManifest | undefined;
  /** SHA-256 over the contents of all tables; undefined where the run did not end. */
  readonly digest: string | undefined;
  readonly replications: readonly number[];
  readonly measures: readonly MeasureSample[];
}

async function fromReplications({ folder, replications }: RunFolder): Promise<MeasureSample[] | undefined> {
  const samples = new Map<string, MeasureSample & { values: Map<number, number> }>();
  for (const replication of replications) {
    const measures = await readReplicationMeasures(folder, replication);
    if (measures === undefined) return undefined;
    for (const { name, unit, better, value } of measures) {
      let sample = samples.get(name);
      if (sample === undefined) {
        sample = { name, unit, better, values: new Map(), mean: 0, sd: 0, n: 0 };
        samples.set(name, sample);
      }
      if (value !== null) sample.values.set(replication, value);
    }
  }
  return [...samples.values()].map((sample) => {
    const values = [...sample.values.values()];
    return { ...sample, mean: mean(values), sd: standardDeviation(values), n: values.length };
  });
}

/**
 * Reads the measures of a run: from the `replication.json` of each replication, or where one is missing from `summary.json`.
 * @throws InputError when a file is damaged, or there are neither
 */
export async function readRunMeasures(run: RunFolder): Promise<RunMeasures> {
  const { folder, replications } = run;
  const manifest = await readManifest(join(folder, 'manifest.json')).catch(() => undefined);
  const found = await fromReplications(run);
  const path = join(folder, 'summary.json');
  if (found !== undefined) {
    const summary = await readSummary(path).catch(() => undefined);
    return { folder, manifest, digest: summary?.digest, replications, measures: found };
  }
  const summary = await readSummary(path);
  const measures = summary.measures.map(({ name, unit, mean: centre, sd, n }) => ({
    ...{ name, unit, n, values: undefined },
    mean: centre ?? Number.NaN,
    sd: sd ?? Number.NaN,
  }));
  return { folder, manifest, digest: summary.digest, replications, measures };
}
