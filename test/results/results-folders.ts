import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableSchema, writeParquet } from '../../src/results/index.js';

export const winners = tableSchema({
  name: 'winners',
  documentation: 'One winner.',
  columns: [
    { name: 'vehicle', type: 'integer', documentation: 'Number of the vehicle.' },
    { name: 'payment', type: 'double', unit: 's', documentation: 'What it is paid.' },
  ],
});

/** Measures by name, one value for each replication; null where a replication has none. */
export type Values = Readonly<Record<string, readonly (number | null)[]>>;

export interface RunToWrite {
  readonly values?: Values;
  readonly seeds?: readonly string[];
  readonly traffic?: object;
  readonly digest?: string;
  /** Numbers of the finished replications, as many as values by default. */
  readonly replications?: readonly number[];
}

/** Writes the JSON files of a run as `bidlane run` does, without tables. */
export function writeRun(folder: string, run: RunToWrite): void {
  const { values = {}, traffic = { network: '/a/net.xml', demand: { routes: '/a/rou.xml', rate: 10 } } } =
    run;
  const count = Math.max(1, ...Object.values(values).map((v) => v.length));
  const replications = run.replications ?? Array.from({ length: count }, (_, n) => n);
  for (const [i, n] of replications.entries()) {
    mkdirSync(join(folder, 'replications', String(n)), { recursive: true });
    const measures = Object.entries(values).map(([name, v]) => ({
      name,
      unit: '',
      documentation: `The ${name}.`,
      value: v[i] ?? null,
    }));
    writeFileSync(
      join(folder, 'replications', String(n), 'replication.json'),
      JSON.stringify({ replication: n, digest: 'd', measures, cosimulation: null }),
    );
  }
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({
      name: 'x',
      scenario: { name: 'x', traffic },
      scenarioDigest: 'd',
      seeds: run.seeds ?? Array.from({ length: count }, (_, n) => `1/replication/${n}`),
      versions: { bidlane: '1', node: 'v20', sumo: '1.15.0' },
      startedAt: '2026-01-01T00:00:00.000Z',
      endedAt: null,
    }),
  );
  const measures = Object.keys(values).map((name) => ({
    ...{ name, unit: '', documentation: '', mean: 1, low: null, high: null, sd: null, n: 1 },
  }));
  writeFileSync(
    join(folder, 'summary.json'),
    JSON.stringify({
      ...{ name: 'x', replications: count, level: 0.95, notes: [], measures },
      digest: run.digest ?? JSON.stringify(values),
    }),
  );
}

/** Writes one table for each replication: three winners, the first numbered as the replication. */
export async function writeWinners(folder: string, replications: readonly number[]): Promise<void> {
  for (const replication of replications) {
    const place = join(folder, 'replications', String(replication));
    mkdirSync(place, { recursive: true });
    await writeParquet(
      join(place, 'winners.parquet'),
      winners,
      { vehicle: Int32Array.of(replication, 1, 2), payment: Float64Array.of(1, 2, 3) },
      { replication },
    );
  }
}
