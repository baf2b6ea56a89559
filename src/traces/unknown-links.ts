import { InputError } from '../input/index.js';
import type { RoadNetwork } from '../network/index.js';

/**
 * Refuses a trace on links that the network lacks, once all of them are counted.
 * @param unknown each of them with how often it was met
 * @param met what was met on them: `fixes`, `traversals`
 * @throws InputError with their number and the nearest known id of the first, where there is any
 */
export function refuseUnknownLinks(
  path: string,
  unknown: ReadonlyMap<string, number>,
  met: string,
  network: RoadNetwork,
): void {
  const [first] = unknown.keys();
  if (first === undefined) return;
  const times = [...unknown.values()].reduce((sum, n) => sum + n, 0);
  throw new InputError(
    path,
    `${unknown.size} of its links (${times} ${met}) are not in the network, such as ${JSON.stringify(first)}`,
    network.suggestion(first),
  );
}
