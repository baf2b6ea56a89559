import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../src/results/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { sumoVersion } from '../../../src/sumo/index.js';
import { type LinkTravelTimeModel, writeModel } from '../../../src/traveltime/index.js';
import type { ProgressListener } from '../../execution/progress.js';
import { sharedModel, sharedNetwork, sharedRoutePool } from '../../execution/shared-inputs.js';
import { learnTravelTimes } from '../../probes/learn-travel-times.js';
import { withWorkFolder } from '../../traffic/work-folder.js';
import type { SharedWork } from './shared-work.js';

/** How link travel times are learnt, where they are not there yet. */
export interface LinkTimesOptions {
  /** SUMO processes at once; default 1. */
  readonly jobs?: number;
  /** Folder of models fitted by earlier runs. */
  readonly cache?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
}

/** A short hash of a JSON value, for names of files. */
export function shortHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 12);
}

/**
 * The file of the link travel times of a scenario in a study's folder, learnt from probe rounds when it is not there yet.
 * Scenarios that differ only in what happens after the traffic have the same file.
 * @throws RunError when SUMO fails
 */
export function linkTimesFile(
  scenario: Scenario,
  work: SharedWork,
  options: LinkTimesOptions = {},
): Promise<string> {
  const { traffic, probes, travelTime, seed } = scenario;
  const { slotLength, slotLengths, family } = travelTime;
  const fit = {
    slotLength,
    ...(slotLengths === undefined ? {} : { slotLengths }),
    ...(family === undefined ? {} : { family }),
  };
  const name = `link-times-${shortHash({ traffic, probes, ...fit, seed })}.model`;
  return work.sharedFile(name, (path) =>
    withWorkFolder(async (folder) => {
      const network = await sharedNetwork(traffic.network);
      const pool = await sharedRoutePool(traffic);
      const { signal, onProgress, jobs = 1, cache = folder } = options;
      const sumo = await sumoVersion(signal);
      const { model } = await learnTravelTimes({
        scenario,
        network,
        pool,
        sumo,
        jobs,
        cache,
        signal,
        onProgress,
      });
      await writeModel(path, model);
    }),
  );
}

/** The link travel times of a scenario, read once per process; see `linkTimesFile`. */
export async function linkTimes(
  scenario: Scenario,
  work: SharedWork,
  options?: LinkTimesOptions,
): Promise<LinkTravelTimeModel> {
  return sharedModel(await linkTimesFile(scenario, work, options));
}
