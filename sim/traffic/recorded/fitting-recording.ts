import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../src/input/index.js';
import type { RoadNetwork } from '../../../src/network/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import type { RecordingHeader } from './format.js';
import { RecordedTraffic } from './recorded-traffic.js';
import { trafficDifference, trafficIdentity } from './traffic-identity.js';

/** When a scenario's traffic ends, s. */
export function endOf(scenario: Scenario): number {
  return scenario.traffic.warmUp + scenario.traffic.duration;
}

/**
 * Checks that a recording is the traffic of a replication. With which version of SUMO it was recorded does not matter: a replay needs none.
 * @throws InputError that says what differs
 */
export async function requireFit(
  path: string,
  header: RecordingHeader,
  scenario: Scenario,
  replication: number,
): Promise<void> {
  const { traffic, until } = header;
  const wanted = await trafficIdentity(scenario, replication, traffic.sumo);
  const end = endOf(scenario);
  const difference =
    trafficDifference(traffic, wanted) ??
    (until < end ? `is too short: ${until} s, and the scenario goes on to ${end} s` : undefined);
  if (difference === undefined) return;
  throw new InputError(
    path,
    difference,
    'a recording of this very traffic, as `bidlane run SCENARIO --record FILE` makes it',
  );
}

/** The file of a replication's recording: a path names one file, or a folder with `0.traffic`, `1.traffic`, ... */
export async function recordingFileOf(path: string, replication: number): Promise<string> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? join(path, `${replication}.traffic`) : path;
}

/**
 * Opens a recording as the traffic of a replication.
 * @param path of the recording, or of a folder with one for each replication
 * @throws InputError when it is no recording, cut short, damaged, or one of other traffic
 */
export async function openFitting(
  path: string,
  scenario: Scenario,
  replication: number,
  network: RoadNetwork,
): Promise<RecordedTraffic> {
  const file = await recordingFileOf(path, replication);
  const recorded = await RecordedTraffic.open(file, network);
  try {
    await requireFit(file, recorded.header, scenario, replication);
    return recorded;
  } catch (error) {
    await recorded.close();
    throw error;
  }
}
