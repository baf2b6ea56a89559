import { type LiveInputs, liveOptions } from '../traffic/live-options.js';
import type { TrafficSource } from '../traffic/traffic.js';

/** What a source of traffic is opened with. */
export interface OpenTrafficOptions extends LiveInputs {
  /** Recorded traffic, a file or a folder with one file per replication; null for live SUMO. */
  readonly recorded: string | null;
}

/**
 * Opens what moves the vehicles of a replication.
 * @throws SumoStartError and its kin when SUMO does not start; InputError when the recording is not that of the replication
 */
export async function openTraffic(replication: number, options: OpenTrafficOptions): Promise<TrafficSource> {
  const { scenario, network, recorded } = options;
  if (recorded !== null) {
    const { openFitting } = await import('../traffic/recorded/fitting-recording.js');
    return openFitting(recorded, scenario, replication, network);
  }
  const { LiveSumo } = await import('../traffic/live-sumo.js');
  return LiveSumo.start(await liveOptions(options));
}
