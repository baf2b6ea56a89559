import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  canonicalJson,
  digest,
  type Table,
  writeFolderAtomically,
  writeParquetFiles,
} from '../../src/results/index.js';
import type { CosimulationRecord } from '../cosimulation.js';
import { trafficMeasures } from './measures.js';
import { asWritten, partFolder, type ReplicationResult, resultFile } from './replication-result.js';
import { runningOf } from './running.js';
import { trafficTable } from './tables.js';

/** The tables of a replication with their values: those of its services, and the traffic. */
export function replicationContent({ services, traffic }: CosimulationRecord): Table[] {
  return [
    ...services.flatMap((service) => service.leave(false).tables),
    { schema: trafficTable, columns: traffic.columns() },
  ];
}

/**
 * Writes a replication to `replications/<n>` of the results folder, one Parquet file per table and its result as JSON: whole or not
 * at all. A part that is there already stays.
 * @returns what summary and report are made of, as it reads back from the file
 * @throws RunError when the disk is full, InputError when the folder cannot be written
 */
export async function recordReplication(
  out: string,
  replication: number,
  { services, traffic }: CosimulationRecord,
): Promise<ReplicationResult> {
  // The report shows details of one replication.
  const left = services.map((service) => ({ name: service.name, ...service.leave(replication === 0) }));
  const tables = [
    ...left.flatMap((service) => service.tables),
    { schema: trafficTable, columns: traffic.columns() },
  ];
  const result = asWritten({
    replication,
    digest: digest({ tables }),
    measures: [...trafficMeasures(traffic), ...left.flatMap(({ measures }) => measures)],
    cosimulation: {
      tables: tables.map(({ schema }) => schema.name),
      running: runningOf(traffic),
      services: Object.fromEntries(left.map(({ name, report }) => [name, report])),
    },
  });
  await writeFolderAtomically(partFolder(out, replication), async (folder) => {
    await writeParquetFiles(folder, tables, { replication });
    await writeFile(join(folder, resultFile), `${canonicalJson(result)}\n`);
  });
  return result;
}
