import { join } from 'node:path';
import { type RoadNetwork, readNetwork } from '../../../src/network/index.js';
import { writeJson } from '../../../src/results/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { type LinkTravelTimeModel, readModel } from '../../../src/traveltime/index.js';
import { concurrently } from '../../execution/concurrently.js';
import type { Executor, PerformHooks } from '../../execution/executor.js';
import { runReplication } from '../../execution/replication.js';
import { performStudyPoint } from '../../execution/study-points.js';
import type { ReplicationUnit, WorkUnit } from '../../execution/work-unit.js';
import { measuresOf } from '../../recording/measures.js';
import { recordReplication } from '../../recording/record-replication.js';
import {
  asWritten,
  partFolder,
  type ReplicationResult,
  resultFile,
} from '../../recording/replication-result.js';
import { type RoutePool, readRoutePool } from '../../traffic/demand.js';

/** Remembers what was read, so that units with the same files read them once. */
function remembered<T>(read: (file: string) => Promise<T>): (file: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (file) => {
    const value = known.get(file) ?? read(file);
    known.set(file, value);
    return value;
  };
}

/** Does units of work in this process, some at once: SUMO is a process of its own, so that keeps several cores busy. */
export class InProcess implements Executor {
  readonly #jobs: number;
  readonly #networks = remembered(readNetwork);
  readonly #models = remembered(readModel);
  readonly #pools = new Map<string, Promise<RoutePool | undefined>>();

  constructor(jobs: number) {
    this.#jobs = jobs;
  }

  perform(units: readonly WorkUnit[], hooks: PerformHooks = {}): Promise<readonly ReplicationResult[]> {
    return concurrently(units, this.#jobs, async (unit, index) => {
      hooks.signal?.throwIfAborted();
      const result =
        unit.kind === 'study' ? await performStudyPoint(unit, hooks) : await this.#replicate(unit, hooks);
      hooks.onDone?.(index, result);
      return result;
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #replicate(unit: ReplicationUnit, { signal }: PerformHooks): Promise<ReplicationResult> {
    const { scenario, replication, out } = unit;
    const network = await this.#networks(scenario.traffic.network);
    const pool = await this.#pool(scenario, network);
    const model: LinkTravelTimeModel = await this.#models(unit.model);
    const record = await runReplication(replication, { scenario, network, pool, model, signal });
    const written = await recordReplication(out, replication, record, scenario, network);
    const measures = measuresOf(record, scenario.crowdsourcing).map(({ value, ...rest }) => ({
      ...rest,
      value: Number.isFinite(value) ? value : null,
    }));
    const result = asWritten({ replication, digest: written.digest, measures, cosimulation: null });
    await writeJson(join(partFolder(out, replication), resultFile), result);
    return result;
  }

  #pool({ traffic }: Scenario, network: RoadNetwork): Promise<RoutePool | undefined> {
    const key = 'routes' in traffic.demand ? traffic.demand.routes : '';
    const value = this.#pools.get(key) ?? readRoutePool(traffic, network);
    this.#pools.set(key, value);
    return value;
  }
}
