import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { readRoutePool } from '../../../../sim/traffic/demand.js';
import { liveOptions } from '../../../../sim/traffic/live-options.js';
import type { LiveSumoOptions } from '../../../../sim/traffic/live-sumo.js';
import type { RecordInputs } from '../../../../sim/traffic/recorded/record-traffic.js';
import { replicationSeed } from '../../../../sim/traffic/replication-seed.js';
import type { RouteState, TrafficSource, TrafficStep } from '../../../../sim/traffic/traffic.js';
import { readNetwork } from '../../../../src/network/index.js';
import { RandomStreams } from '../../../../src/random/index.js';
import type { Scenario } from '../../../../src/scenario/index.js';
import { sumoVersion } from '../../../../src/sumo/index.js';
import { files } from '../../small-run.js';

/** A folder for the recordings of one test file, and what recording in it needs. */
export async function smallTraffic() {
  const folder = mkdtempSync(join(tmpdir(), 'bidlane-traffic-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const network = await readNetwork(files.network);
  const sumo = await sumoVersion();
  return {
    folder,
    network,
    sumo,
    async inputs(scenario: Scenario): Promise<RecordInputs> {
      return { network, sumo, pool: await readRoutePool(scenario.traffic, network) };
    },
    /** How the live SUMO of a replication is started. */
    async live(scenario: Scenario, replication = 0): Promise<LiveSumoOptions> {
      const pool = await readRoutePool(scenario.traffic, network);
      const random = new RandomStreams(replicationSeed(scenario, replication));
      return liveOptions({ scenario, network, pool, random, folder });
    },
  };
}

/** All that a source of traffic says to somebody who asks much. */
export interface Log {
  readonly steps: TrafficStep[];
  readonly vehicles: (readonly RouteState[])[];
  readonly times: number[];
}

/** A step without what columns hold behind their count. */
function tidy(step: TrafficStep): TrafficStep {
  const { count, vehicle, routeIndex, position, driven, lifted, arrived } = step.followed;
  return {
    ...step,
    followed: {
      count,
      vehicle: vehicle.slice(0, count),
      routeIndex: routeIndex.slice(0, count),
      position: position.slice(0, count),
      driven: driven.slice(0, count),
      lifted: [...lifted],
      arrived: [...arrived],
    },
  };
}

/**
 * Drives a source and asks it for everything: all vehicles before the first step and now and then, other ones followed each time (at times
 * all), some released in between. Closes it.
 */
export async function driveAndAsk(source: TrafficSource, steps: number, every: number): Promise<Log> {
  const log: Log = { steps: [], vehicles: [await source.vehicles()], times: [source.time] };
  try {
    for (let step = 1; step <= steps; step++) {
      log.steps.push(tidy(await source.step()));
      log.times.push(source.time);
      if (step % every === 0) {
        const all = await source.vehicles();
        log.vehicles.push(all);
        const turn = step / every;
        await source.follow(all.filter((_, i) => turn % 3 === 0 || (i + turn) % 3 > 0));
      }
      if (step % every === every >> 1) await source.release([0, 3, 4, 1000]);
    }
  } finally {
    await source.close();
  }
  return log;
}
