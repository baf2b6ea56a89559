import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import {
  type ProgressEvent,
  type RunOutcome,
  type RunScenarioOptions,
  runScenario,
} from '../../sim/index.js';
import {
  auctionTable,
  bidderTable,
  completionTable,
  probabilityTable,
  taskTable,
  trafficTable,
} from '../../sim/recording/tables.js';
import { readParquet } from '../../src/results/index.js';
import { type Scenario, scenarioSchema } from '../../src/scenario/index.js';

const grid3 = (name: string): string =>
  fileURLToPath(new URL(`../../sumo-configs/grid3/grid3.${name}`, import.meta.url));
export const files = { network: grid3('net.xml'), routes: grid3('rou.xml'), demand: grid3('demand.rou.xml') };

/** What differs from the small scenario. */
export interface Change {
  readonly seed?: number;
  readonly replications?: number;
  readonly traffic?: object;
  readonly tasks?: object;
  readonly auction?: object;
}

/** A campaign of two minutes on the 3 x 3 roads, cheap enough for the requester to buy. */
export function smallScenario(change: Change = {}): Scenario {
  return scenarioSchema.parse({
    name: 'small',
    seed: change.seed ?? 1,
    replications: change.replications ?? 1,
    traffic: {
      network: files.network,
      demand: { routes: files.routes, rate: 40 },
      warmUp: 60,
      duration: 160,
      ...change.traffic,
    },
    probes: { rounds: 2 },
    crowdsourcing: {
      tasks: { count: 40, deadline: 100, work: 50, ...change.tasks },
      vehicles: { share: 1, driverCost: [0.05, 0.1], taskCost: [0.01, 0.1] },
      auction: { budget: 12, ...change.auction },
    },
  });
}

export interface SmallRun {
  readonly outcome: RunOutcome;
  readonly events: readonly ProgressEvent[];
}

export type SmallRunOptions = Partial<Pick<RunScenarioOptions, 'jobs' | 'cache' | 'traffic' | 'record'>>;

/** Runs scenarios into folders of one test file, with a cache of their own unless one is named. */
export function smallRuns(): {
  readonly folder: string;
  run(scenario: Scenario, options?: SmallRunOptions): Promise<SmallRun>;
} {
  const folder = mkdtempSync(join(tmpdir(), 'bidlane-sim-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  return {
    folder,
    async run(scenario, { jobs = 1, cache, ...options } = {}) {
      count++;
      const events: ProgressEvent[] = [];
      const outcome = await runScenario(
        { file: 'small.yaml', text: '', scenario },
        {
          out: join(folder, `out-${count}`),
          ...options,
          jobs,
          cache: join(folder, cache ?? `cache-${count}`),
          bidlaneVersion: 'test',
          now: () => new Date(0),
          onProgress: (event) => events.push(event),
        },
      );
      return { outcome, events };
    },
  };
}

/** The tables of a replication as they stand on the disk. */
export async function readTables(folder: string, replication = 0) {
  const part = (name: string): string => join(folder, 'replications', String(replication), `${name}.parquet`);
  const [auction, bidders, tasks, completions, probabilities, traffic] = await Promise.all([
    readParquet(part('auction'), auctionTable),
    readParquet(part('bidders'), bidderTable),
    readParquet(part('tasks'), taskTable),
    readParquet(part('completions'), completionTable),
    readParquet(part('completion_probabilities'), probabilityTable),
    readParquet(part('traffic'), trafficTable),
  ]);
  return { auction, bidders, tasks, completions, probabilities, traffic };
}

/** Where a vehicle was, as SUMO's own FCD output says. */
export interface Sighting {
  readonly time: number;
  readonly edge: string;
  readonly position: number;
}

/** Every vehicle's sightings in order, from an FCD file of SUMO. */
export function readFcd(path: string): Map<string, Sighting[]> {
  const seen = new Map<string, Sighting[]>();
  let time = 0;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    time = Number(/<timestep time="([^"]+)"/.exec(line)?.[1] ?? time);
    const vehicle = /<vehicle id="([^"]+)".* pos="([^"]+)".* lane="(.+)_\d+"/.exec(line);
    if (vehicle === null) continue;
    const [, id, position, edge] = vehicle;
    const list = seen.get(id) ?? [];
    list.push({ time, edge, position: Number(position) });
    seen.set(id, list);
  }
  return seen;
}
