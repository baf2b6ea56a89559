import type { RoadNetwork } from '../network/index.js';
import type { VehicleStream } from '../traci/index.js';
import {
  placeOffLink,
  type RecordedStep,
  type RecordedTraversals,
  TraversalRecorder,
} from './traversal-recorder.js';

/**
 * Records link traversals from a running SUMO, until the stream ends.
 * @param stream `sumo.vehicles.stream(['roadID', 'lanePosition'], ...)`, read here to its end
 * @param network on which the simulation runs
 * @returns the same as from an FCD file of the same run, to the row and the second
 */
export async function recordTraversals(
  stream: VehicleStream<'roadID' | 'lanePosition'>,
  network: RoadNetwork,
): Promise<RecordedTraversals> {
  /** Names of the first step, which is recorded when the second one is there. */
  const names = new Map<number, string>();
  const recorder = new TraversalRecorder(network, (id) => names.get(id) ?? stream.vehicles.name(id));
  const placeOfRoad: number[] = [];
  const placeOf = (road: number): number => {
    const name = stream.texts.name(road);
    const link = name.startsWith(':') ? placeOffLink.junction : network.linkIndex(name);
    placeOfRoad[road] = link ?? placeOffLink.unknown;
    return placeOfRoad[road];
  };
  let links = new Int32Array(256);
  // TraCI shows a step when it has ended. SUMO's own outputs date it by its beginning, which is the end of the step before.
  let first: RecordedStep | undefined;
  let before = Number.NaN;
  for await (const { time, count, ids, columns } of stream) {
    if (links.length < count) links = new Int32Array(2 * count);
    for (let i = 0; i < count; i++) {
      const road = columns.roadID[i];
      links[i] = placeOfRoad[road] ?? placeOf(road);
    }
    const positions = columns.lanePosition;
    if (Number.isNaN(before)) {
      const [kept, places] = [Int32Array.from(ids), links.slice()];
      first = { time, count, ids: kept, links: places, positions: Float64Array.from(positions) };
      for (let i = 0; i < count; i++) names.set(ids[i], stream.vehicles.name(ids[i]));
    } else {
      if (first !== undefined) recorder.step({ ...first, time: 2 * before - time });
      first = undefined;
      names.clear();
      recorder.step({ time: before, count, ids, links, positions });
    }
    before = time;
  }
  return recorder.result();
}
