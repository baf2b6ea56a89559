import { recordReplication } from '../recording/record-replication.js';
import type { ReplicationResult } from '../recording/replication-result.js';
import { finishedPart } from './finished-parts.js';
import { runReplication } from './replication.js';
import { isExpected, sharedModel, sharedNetwork, sharedRoutePool } from './shared-inputs.js';
import { performStudyPoint, type UnitHooks } from './study-points.js';
import type { ReplicationUnit, WorkUnit } from './work-unit.js';

/** A promise that may fail before anybody waits for it. */
function unhurried<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

async function performReplication(unit: ReplicationUnit, hooks: UnitHooks): Promise<ReplicationResult> {
  const { scenario, replication, out } = unit;
  const { warmUp, duration } = scenario.traffic;
  const total = scenario.replications;
  const network = await sharedNetwork(scenario.traffic.network);
  const record = await runReplication(replication, {
    scenario,
    network,
    pool: await sharedRoutePool(scenario.traffic),
    model: isExpected(unit.model) ? unhurried(sharedModel(unit.model)) : await sharedModel(unit.model),
    recorded: unit.traffic,
    signal: hooks.signal,
    place: hooks.place,
    onStep: (time, running) =>
      hooks.onProgress?.({ kind: 'replication', replication, total, time, end: warmUp + duration, running }),
  });
  return recordReplication(out, replication, record);
}

/**
 * Does one unit of work in this process and writes its part, whole or not at all. Network, routes and travel times are read once per
 * process and file. A part that is there already is read, not done again.
 * @throws InputError when the unit's files are wrong or its folder cannot be written
 * @throws RunError that names the replication, when SUMO fails or the disk is full
 */
export async function performUnit(unit: WorkUnit, hooks: UnitHooks = {}): Promise<ReplicationResult> {
  hooks.signal?.throwIfAborted();
  const there = await finishedPart(unit.out, unit.replication);
  if (there !== undefined) return there;
  return unit.kind === 'study' ? performStudyPoint(unit, hooks) : performReplication(unit, hooks);
}
