import type { RoadNetwork } from '../../../src/network/index.js';
import { RandomStreams } from '../../../src/random/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import type { RoutePool } from '../demand.js';
import { liveOptions } from '../live-options.js';
import { replicationSeed } from '../replication-seed.js';
import { withWorkFolder } from '../work-folder.js';
import { endOf } from './fitting-recording.js';
import { RecordingTraffic } from './recording-traffic.js';
import type { TravelTimePart } from './recording-writer.js';
import { stepsUntil } from './steps-until.js';
import { trafficIdentity } from './traffic-identity.js';

/** What recording traffic needs besides the scenario. */
export interface RecordInputs {
  readonly network: RoadNetwork;
  readonly pool: RoutePool | undefined;
  /** Version of SUMO. */
  readonly sumo: string;
  readonly signal?: AbortSignal;
  /** Told the simulated time and the vehicles on the road after every traffic step. */
  readonly onStep?: (time: number, running: number) => void;
}

/**
 * Drives the traffic of a replication with SUMO, with nobody on it, and writes its recording: whole or not at all.
 * @throws what starting and driving SUMO throw; InputError or RunError when the file cannot be written
 */
export async function recordTraffic(
  file: string,
  scenario: Scenario,
  replication: number,
  inputs: RecordInputs & { readonly travelTimes?: TravelTimePart },
): Promise<void> {
  const { network, pool, sumo, signal, onStep, travelTimes } = inputs;
  const random = new RandomStreams(replicationSeed(scenario, replication));
  const until = endOf(scenario);
  const traffic = await trafficIdentity(scenario, replication, sumo);
  await withWorkFolder(async (folder) => {
    const options = await liveOptions({ scenario, network, pool, random, folder, signal });
    const recording = await RecordingTraffic.start(options, { file, traffic, until, travelTimes });
    try {
      for (let left = stepsUntil(until, recording.stepLength); left > 0; left--) {
        const { time, running } = await recording.step();
        onStep?.(time, running);
      }
      await recording.close();
    } catch (error) {
      // The first failure is the one to tell: SUMO may end badly because of it.
      await recording.close().catch(() => undefined);
      throw error;
    }
  });
}
