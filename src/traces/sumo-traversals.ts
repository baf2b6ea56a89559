import type { RoadNetwork } from '../network/index.js';
import { readFcd } from './fcd.js';
import type { ReadingOptions } from './internal/byte-stream.js';
import type { LinkTraversals } from './link-traversals.js';
import { readVehroutes } from './vehroutes.js';

/** Link traversals from a file of SUMO, whichever kind it is. */
export interface SumoTraversals {
  readonly traversals: LinkTraversals;
  /** Links that the network lacks, with how often they were met; what was on them is left out. */
  readonly unknownLinks: ReadonlyMap<string, number>;
  /** What is counted in `unknownLinks`. */
  readonly met: 'fixes' | 'traversals';
  /** The other numbers that the reader of the format gives, by their names. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Reads an FCD or vehroute file of SUMO; links that the network lacks are counted. @throws as {@link readFcd}, {@link readVehroutes} */
export async function readSumoTraversals(
  path: string,
  format: 'fcd' | 'vehroutes',
  network: RoadNetwork,
  options: ReadingOptions = {},
): Promise<SumoTraversals> {
  if (format === 'fcd') {
    const { traversals, unknownLinks, steps, fixes, gone, underway, jumps } = await readFcd(
      path,
      network,
      options,
    );
    return { traversals, unknownLinks, met: 'fixes', counts: { steps, fixes, gone, underway, jumps } };
  }
  const read = await readVehroutes(path, (edge) => network.linkIndex(edge), {
    ...options,
    freeFlowTimes: network.freeFlowTimes,
    unknownLinks: 'count',
  });
  const { traversals, unknownLinks, arrived, underway, misaligned, waiting } = read;
  return { traversals, unknownLinks, met: 'traversals', counts: { arrived, underway, misaligned, waiting } };
}
