import { InputError } from '../input/index.js';
import type { RoadNetwork } from '../network/index.js';
import { type LinkTraversals, readTraversals, readVehroutes } from '../traces/index.js';

/**
 * Reads files of link traversals, each a round: Parquet tables of traversals (`.parquet`), or vehroute files of SUMO with exit times
 * (`.xml`, `.xml.gz`).
 * @param network on which the vehicles drove
 * @throws InputError when a file cannot be read or does not fit the network, or none holds a traversal
 */
export async function readRounds(paths: readonly string[], network: RoadNetwork): Promise<LinkTraversals[]> {
  const rounds: LinkTraversals[] = [];
  for (const path of paths) {
    if (path.endsWith('.parquet')) {
      rounds.push(await readTraversals(path, network));
      continue;
    }
    const { traversals } = await readVehroutes(path, (edge) => network.linkIndex(edge), {
      freeFlowTimes: network.freeFlowTimes,
    });
    rounds.push(traversals);
  }
  if (rounds.every(({ count }) => count === 0)) {
    throw new InputError(
      paths.join(', '),
      'no vehicle left a link',
      'traces with at least one drive over a link of the network',
    );
  }
  return rounds;
}
