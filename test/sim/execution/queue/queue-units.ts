import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReplicationUnit } from '../../../../sim/execution/work-unit.js';
import { learnTravelTimes } from '../../../../sim/probes/learn-travel-times.js';
import { readRoutePool } from '../../../../sim/traffic/demand.js';
import { readNetwork } from '../../../../src/network/index.js';
import type { Scenario } from '../../../../src/scenario/index.js';
import { sumoVersion } from '../../../../src/sumo/index.js';
import { writeModel } from '../../../../src/traveltime/index.js';
import { smallScenario } from '../../small-run.js';

/** Units of the small scenario with their fitted model, in a folder of their own. */
export interface UnitMaker {
  readonly folder: string;
  readonly scenario: Scenario;
  /** Units 0 .. `count` - 1 with a new results folder. */
  units(count: number, change?: Partial<Scenario['traffic']>): ReplicationUnit[];
  remove(): void;
}

export async function unitMaker(): Promise<UnitMaker> {
  const folder = mkdtempSync(join(tmpdir(), 'bidlane-units-'));
  const scenario = smallScenario({ replications: 4 });
  const network = await readNetwork(scenario.traffic.network);
  const pool = await readRoutePool(scenario.traffic, network);
  const { model } = await learnTravelTimes({
    scenario,
    network,
    pool,
    sumo: await sumoVersion(),
    jobs: 2,
    cache: join(folder, 'cache'),
  });
  const file = join(folder, 'links.model');
  await writeModel(file, model);
  let count = 0;
  return {
    folder,
    scenario,
    units: (wanted, change = {}) => {
      const out = join(folder, `out-${count++}`);
      mkdirSync(join(out, 'replications'), { recursive: true });
      return Array.from({ length: wanted }, (_, replication) => ({
        kind: 'replication' as const,
        scenario: { ...scenario, traffic: { ...scenario.traffic, ...change } },
        replication,
        model: file,
        traffic: null,
        out,
      }));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The processes below one, from /proc. */
export function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It ended meanwhile.
    }
  }
  const below = (of: number): number[] =>
    (children.get(of) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

/** Those of the processes that still run. */
export function stillRunning(pids: readonly number[]): number[] {
  return pids.filter((pid) => {
    try {
      return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return false;
    }
  });
}
