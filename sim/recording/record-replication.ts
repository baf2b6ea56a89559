import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RoadNetwork } from '../../src/network/index.js';
import {
  canonicalJson,
  digest,
  type Table,
  writeFolderAtomically,
  writeParquet,
} from '../../src/results/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import type { CosimulationRecord } from '../cosimulation.js';
import {
  auctionColumns,
  bidderColumns,
  completionColumns,
  probabilityColumns,
  taskColumns,
} from './campaign-tables.js';
import { cosimulationResult } from './cosimulation-result.js';
import { measuresOf } from './measures.js';
import { asWritten, partFolder, type ReplicationResult, resultFile } from './replication-result.js';
import {
  auctionTable,
  bidderTable,
  completionTable,
  probabilityTable,
  taskTable,
  trafficTable,
} from './tables.js';

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
 * Writes a replication to `replications/<n>` of the results folder, one Parquet file per table and its result as JSON: whole or not
 * at all. A part that is there already stays.
 * @returns what summary and report are made of, as it reads back from the file
 * @throws RunError when the disk is full, InputError when the folder cannot be written
 */
export async function recordReplication(
  out: string,
  replication: number,
  record: CosimulationRecord,
  scenario: Scenario,
  network: RoadNetwork,
): Promise<ReplicationResult> {
  const tables = replicationContent(record, scenario, network);
  const result = asWritten({
    replication,
    digest: digest({ tables }),
    measures: measuresOf(record, scenario.crowdsourcing),
    // The report shows the map and the auction of one replication.
    cosimulation: cosimulationResult(record, scenario, network, replication === 0),
  });
  await writeFolderAtomically(partFolder(out, replication), async (folder) => {
    for (const { schema, columns } of tables) {
      await writeParquet(join(folder, `${schema.name}.parquet`), schema, columns);
    }
    await writeFile(join(folder, resultFile), `${canonicalJson(result)}\n`);
  });
  return result;
}
