import { readNetwork } from '../../src/network/index.js';
import { writeJson } from '../../src/results/index.js';
import { readModel } from '../../src/traveltime/index.js';
import { partFolder, type ReplicationResult } from '../recording/replication-result.js';
import { recordReplication } from '../recording/record-replication.js';
import { readRoutePool } from '../traffic/demand.js';
import { runReplication } from './replication.js';
import { performStudyPoint, type UnitHooks } from './study-points.js';
import type { WorkUnit } from './work-unit.js';

/** Performs a unit in this process and writes its part. */
export async function performUnit(unit: WorkUnit, hooks: UnitHooks): Promise<ReplicationResult> {
  if (unit.kind === 'study') return performStudyPoint(unit, hooks);
  const { scenario, replication, out } = unit;
  const network = await readNetwork(scenario.traffic.network);
  const pool = await readRoutePool(scenario.traffic, network);
  const model = await readModel(unit.model);
  const end = scenario.traffic.warmUp + scenario.traffic.duration;
  const record = await runReplication(replication, {
    scenario,
    network,
    pool,
    model,
    signal: hooks.signal,
    onStep: (time, running) =>
      hooks.onProgress?.({
        kind: 'replication',
        replication,
        total: scenario.replications,
        time,
        end,
        running,
      }),
  });
  const { digest } = await recordReplication(out, replication, record, scenario, network);
  const result: ReplicationResult = { replication, digest, measures: [], cosimulation: null };
  await writeJson(`${partFolder(out, replication)}/replication.json`, result);
  return result;
}
