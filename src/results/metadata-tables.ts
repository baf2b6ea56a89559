import { join } from 'node:path';
import { canonicalJson } from './canonical-json.js';
import type { DataSet, RunFolder } from './data-set.js';
import { readManifest, readSummary } from './manifest.js';
import { readReplicationMeasures } from './replication-file.js';
import type { ColumnSchema, TableColumns, TableSchema } from './table-schema.js';

/** What queries put before the columns of every table of a study. */
export const pointColumn: ColumnSchema = {
  name: 'point',
  type: 'integer',
  documentation: 'Number of the point of the study, from 0.',
};

/** What every table of a replication has as its first column. */
export const replicationColumn: ColumnSchema = {
  name: 'replication',
  type: 'integer',
  documentation: 'Number of the replication, from 0.',
};

const text = (name: string, documentation: string, nullable = false): ColumnSchema => ({
  name,
  type: 'text',
  documentation,
  nullable,
});
const double = (name: string, documentation: string): ColumnSchema => ({
  name,
  type: 'double',
  documentation,
  nullable: true,
});
const describing = [
  text('measure', 'Name of the measure.'),
  text('unit', 'Unit of the values; empty for what has none.'),
  text('documentation', 'What the measure says.'),
];

/** `manifest.json` as a table. */
export const manifestTable: TableSchema = {
  name: 'manifest',
  documentation: 'One row per run: what it was.',
  columns: [
    text('name', 'Name of the scenario.'),
    text('scenario', "The scenario with all defaults filled in, as JSON: scenario->>'$.traffic.duration'."),
    text('scenario_digest', 'SHA-256 of the scenario with the contents of its files.'),
    text('bidlane', 'Version of Bidlane.'),
    text('node', 'Version of Node.'),
    text('sumo', 'Version of SUMO.'),
    text('started_at', 'Start of the run, ISO 8601.'),
    text('ended_at', 'End of the run, ISO 8601.', true),
  ],
};

/** The measures of `summary.json` as a table. */
export const summaryTable: TableSchema = {
  name: 'summary',
  documentation: 'One row per measure, over the replications, as in summary.json.',
  columns: [
    ...describing,
    double('mean', 'Mean over the replications.'),
    double('low', 'Lower end of the interval.'),
    double('high', 'Upper end of the interval.'),
    double('sd', 'Standard deviation over the replications.'),
    { name: 'n', type: 'integer', documentation: 'Replications that have the measure.' },
  ],
};

/** The measures of every replication as a table. */
export const measureTable: TableSchema = {
  name: 'measures',
  documentation: 'One row per replication and measure.',
  columns: [...describing, double('value', 'Value in the replication.')],
};

/** A table that is loaded into the database of a query. */
export interface LoadedTable {
  readonly schema: TableSchema;
  readonly columns: TableColumns;
}

type Row = Readonly<Record<string, number | string | null>>;

function columnsOf(schema: TableSchema, rows: readonly Row[]): LoadedTable {
  const columns = Object.fromEntries(
    schema.columns.map(({ name }) => [name, rows.map((row) => row[name] ?? null)]),
  );
  return { schema, columns: columns as TableColumns };
}

async function manifestRows(run: RunFolder): Promise<Row[]> {
  const manifest = await readManifest(join(run.folder, 'manifest.json')).catch(() => undefined);
  if (manifest === undefined) return [];
  const { name, scenario, scenarioDigest, versions, startedAt, endedAt } = manifest;
  const times = { started_at: startedAt, ended_at: endedAt };
  return [
    { name, scenario: canonicalJson(scenario), scenario_digest: scenarioDigest, ...versions, ...times },
  ];
}

async function summaryRows(run: RunFolder): Promise<Row[]> {
  const summary = await readSummary(join(run.folder, 'summary.json')).catch(() => undefined);
  return (summary?.measures ?? []).map(({ name, ...rest }) => ({ measure: name, ...rest }));
}

async function measureRows(run: RunFolder): Promise<Row[]> {
  const rows: Row[] = [];
  for (const replication of run.replications)
    for (const measure of (await readReplicationMeasures(run.folder, replication)) ?? []) {
      const { name, unit, documentation, value } = measure;
      rows.push({ replication, measure: name, unit, documentation, value });
    }
  return rows;
}

/**
 * What stands in the JSON files of a data set, as tables: `manifest`, `summary` and `measures`, each where it has rows.
 * A file that is missing or damaged gives no rows.
 * @throws InputError when a replication.json is damaged
 */
export async function metadataTables(data: DataSet): Promise<LoadedTable[]> {
  const sources = [
    { schema: manifestTable, rowsOf: manifestRows },
    { schema: summaryTable, rowsOf: summaryRows },
    {
      schema: { ...measureTable, columns: [replicationColumn, ...measureTable.columns] },
      rowsOf: measureRows,
    },
  ];
  const tables: LoadedTable[] = [];
  for (const { schema, rowsOf } of sources) {
    const rows: Row[] = [];
    for (const run of data.runs) for (const row of await rowsOf(run)) rows.push({ ...row, point: run.point });
    const columns = data.isStudy ? [pointColumn, ...schema.columns] : schema.columns;
    if (rows.length > 0) tables.push(columnsOf({ ...schema, columns }, rows));
  }
  return tables;
}
