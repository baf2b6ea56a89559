import { writeFile } from 'node:fs/promises';
import type { Arrival } from './arrivals.js';

/** Names in a SUMO file may hold characters that XML reserves. */
function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/**
 * Writes the departures of one replication as a SUMO route file. Vehicles are named `v0`, `v1`, ... in the order of departure
 * and refer to the routes of the pool by id, so SUMO must load the pool too.
 * @param routeIds id of each route of the pool
 * @param type vehicle type of the pool to use; SUMO's default type when the pool has none
 * @param prefix how names begin, for a second file beside the first
 */
export async function writeDemandFile(
  path: string,
  arrivals: readonly Arrival[],
  routeIds: readonly string[],
  type: string | undefined,
  prefix = 'v',
): Promise<void> {
  const typed = type === undefined ? '' : ` type="${attribute(type)}"`;
  const lines = arrivals.map(
    ({ depart, route, position }, i) =>
      `  <vehicle id="${prefix}${i}"${typed} depart="${depart}"${position === undefined ? '' : ` departPos="${position}"`} departLane="best" departSpeed="max" route="${attribute(routeIds[route])}"/>`,
  );
  await writeFile(path, `<routes>\n${lines.join('\n')}\n</routes>\n`);
}
