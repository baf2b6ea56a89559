import { join } from 'node:path';
import type { RoadNetwork } from '../../src/network/index.js';
import { digest, type Table, writeFolderAtomically, writeParquet } from '../../src/results/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import type { CosimulationRecord } from '../cosimulation.js';
import {
  auctionColumns,
  bidderColumns,
  completionColumns,
  probabilityColumns,
  taskColumns,
} from './campaign-tables.js';
import {
  auctionTable,
  bidderTable,
  completionTable,
  probabilityTable,
  taskTable,
  trafficTable,
} from './tables.js';

/** A replication that is written. */
export interface RecordedReplication {
  readonly replication: number;
  readonly record: CosimulationRecord;
  /** Over the content of all its tables. */
  readonly digest: string;
}

/** The tables of a replication with their values. */
export function replicationContent(
  record: CosimulationRecord,
  scenario: Scenario,
  network: RoadNetwork,
): Table[] {
  const { campaign, traffic } = record;
  const settings = scenario.crowdsourcing;
  return [
    { schema: auctionTable, columns: auctionColumns(campaign, settings) },
    { schema: bidderTable, columns: bidderColumns(campaign) },
    { schema: taskTable, columns: taskColumns(campaign, settings, network) },
    { schema: completionTable, columns: completionColumns(campaign) },
    { schema: probabilityTable, columns: probabilityColumns(campaign) },
    { schema: trafficTable, columns: traffic.columns() },
  ];
}

/**
 * Writes a replication to `replications/<n>` of the results folder, one Parquet file per table: whole or not at all.
 * @throws RunError when the disk is full, InputError when the folder cannot be written
 */
export async function recordReplication(
  out: string,
  replication: number,
  record: CosimulationRecord,
  scenario: Scenario,
  network: RoadNetwork,
): Promise<RecordedReplication> {
  const tables = replicationContent(record, scenario, network);
  await writeFolderAtomically(join(out, 'replications', String(replication)), async (folder) => {
    for (const { schema, columns } of tables) {
      await writeParquet(join(folder, `${schema.name}.parquet`), schema, columns, { replication });
    }
  });
  return { replication, record, digest: digest({ tables }) };
}
