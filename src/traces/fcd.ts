import { InputError } from '../input/index.js';
import type { RoadNetwork } from '../network/index.js';
import { BrokenTraceError } from './broken-trace-error.js';
import { FcdStream } from './fcd-stream.js';
import type { ReadingOptions } from './internal/byte-stream.js';
import { XmlFault } from './internal/xml-stream.js';
import { placeOffLink, type RecordedTraversals, TraversalRecorder } from './traversal-recorder.js';

/** What an FCD file held. */
export interface FcdTraversals extends RecordedTraversals {
  /** Time steps, and vehicles in all of them together. */
  readonly steps: number;
  readonly fixes: number;
  /** Edges of the file that the network does not have, with the number of fixes on them. */
  readonly unknownLinks: ReadonlyMap<string, number>;
}

/** The edge of a lane: SUMO numbers the lanes of an edge behind its name. */
const edgeOf = (lane: string): string => lane.slice(0, lane.lastIndexOf('_'));

/**
 * Reads link traversals from an FCD file of SUMO, plain or gzipped, in constant memory but for the result. For files of every
 * step the times are those of {@link readVehroutes}; see {@link TraversalRecorder} for longer periods. What an FCD file does not
 * say is whether a vehicle stopped by plan.
 * @param path the file; it must have `lane` and `pos`, as SUMO writes by default
 * @param network on which the vehicles drove; fixes on edges that it lacks are counted, and end the drive there
 * @throws InputError when the file cannot be opened or is no FCD file, its times run backwards, or it has no lanes
 * @throws BrokenTraceError when it breaks off or is malformed; `kept` holds what is whole
 */
export async function readFcd(
  path: string,
  network: RoadNetwork,
  options: ReadingOptions = {},
): Promise<FcdTraversals> {
  const stream = new FcdStream(path);
  const recorder = new TraversalRecorder(network, (id) => stream.vehicles.name(id));
  const unknownLinks = new Map<string, number>();
  const placeOfLane: number[] = [];
  let links = new Int32Array(256);
  let steps = 0;
  let fixes = 0;
  const placeOf = (lane: number): number => {
    const name = edgeOf(stream.lanes.name(lane));
    const link = name.startsWith(':') ? placeOffLink.junction : network.linkIndex(name);
    placeOfLane[lane] = link ?? placeOffLink.unknown;
    return placeOfLane[lane];
  };
  const result = (): FcdTraversals => ({ ...recorder.result(), steps, fixes, unknownLinks });
  try {
    await stream.read((step) => {
      const { count, ids, lanes, positions } = step;
      if (links.length < count) links = new Int32Array(ids.length);
      for (let i = 0; i < count; i++) {
        const lane = lanes[i];
        if (lane < 0 || Number.isNaN(positions[i]))
          throw new InputError(
            `${path}:${step.line}`,
            `vehicle ${stream.vehicles.name(ids[i])} has no ${lane < 0 ? 'lane' : 'pos'} in this time step`,
            'SUMO writes lane and pos unless --fcd-output.attributes leaves them out',
          );
        links[i] = placeOfLane[lane] ?? placeOf(lane);
        if (links[i] === placeOffLink.unknown) {
          const edge = edgeOf(stream.lanes.name(lane));
          unknownLinks.set(edge, (unknownLinks.get(edge) ?? 0) + 1);
        }
      }
      const left = recorder.step({ time: step.time, count, ids, links, positions });
      for (const id of left) stream.vehicles.release(id);
      steps++;
      fixes += count;
    }, options);
  } catch (error) {
    if (error instanceof XmlFault) throw new BrokenTraceError(error, result());
    throw error;
  }
  return result();
}
