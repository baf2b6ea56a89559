import type { RoadNetwork } from '../network/index.js';
import { BrokenTraceError } from './broken-trace-error.js';
import { type FcdTraversals, readFcd } from './fcd.js';
import { FcdStream } from './fcd-stream.js';
import { checkGps, type GpsMatchOptions } from './gps-matching.js';
import { XmlFault } from './internal/xml-stream.js';
import { FaultCounts, gpsFaults } from './trace-faults.js';
import type { TraceFormat } from './trace-format.js';
import { readVehroutes, type Vehroutes } from './vehroutes.js';

/** One kind of fault of a trace. */
export interface TraceFault {
  readonly kind: string;
  /** What it is, and what becomes of such rows when the trace is read. */
  readonly what: string;
  readonly count: number;
  /** Where it was met first. */
  readonly where: string;
  readonly example: string;
}

/** What a trace holds, and what is wrong with it. */
export interface TraceCheck {
  readonly format: TraceFormat;
  readonly paths: readonly string[];
  /** How much there is of what: `fixes`, `vehicles` and so on. */
  readonly counts: Readonly<Record<string, number>>;
  /** The kinds that were met, the most frequent first; none for a trace without a fault. */
  readonly faults: readonly TraceFault[];
}

/** What can be wrong in traces of SUMO. */
const sumoFaults = {
  'unknown-link': 'a vehicle on a link that the network lacks: left out',
  elsewhere:
    'a vehicle whose x, y lie over 50 m from its place on the link: of another network, or another projection',
  jump: 'a vehicle where it cannot have driven, as after a teleport: a new drive begins',
  misaligned: 'a vehicle whose exit times a teleport or a reroute put at the wrong links: left out',
  broken: 'the file breaks off or is malformed: what stands before counts',
} as const;
type SumoFault = keyof typeof sumoFaults;

/** Lanes lie beside the middle of a link; this is farther than any of them, m. */
const farFromLink = 50;

/** What {@link BrokenTraceError} kept, and the fault itself. */
async function kept<K>(faults: FaultCounts<SumoFault>, read: Promise<K>): Promise<K> {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof BrokenTraceError)) throw error;
    faults.add('broken', error.where, 0, error.what);
    return error.kept as K;
  }
}

function countUnknown(
  path: string,
  unknown: ReadonlyMap<string, number>,
  faults: FaultCounts<SumoFault>,
): void {
  for (const [edge, times] of unknown) faults.add('unknown-link', path, 0, edge, times);
}

/** Counts fixes whose x and y lie far from their place on the link. */
async function countElsewhere(
  path: string,
  network: RoadNetwork,
  faults: FaultCounts<SumoFault>,
  options: GpsMatchOptions,
): Promise<void> {
  const stream = new FcdStream(path);
  const linkOfLane: number[] = [];
  const linkOf = (lane: number): number => {
    const name = stream.lanes.name(lane);
    linkOfLane[lane] = network.linkIndex(name.slice(0, name.lastIndexOf('_'))) ?? -1;
    return linkOfLane[lane];
  };
  const { minX, minY, maxX, maxY } = network.boundingBox;
  const { projection } = network;
  await stream
    .read(
      ({ line, count, ids, lanes, positions, x, y }) => {
        for (let i = 0; i < count; i++) {
          const link = lanes[i] < 0 ? -1 : (linkOfLane[lanes[i]] ?? linkOf(lanes[i]));
          if (link < 0) continue;
          let [px, py] = [x[i], y[i]];
          // With --fcd-output.geo these are degrees.
          const inMetres =
            px >= minX - farFromLink &&
            px <= maxX + farFromLink &&
            py >= minY - farFromLink &&
            py <= maxY + farFromLink;
          if (!inMetres && projection !== undefined && Math.abs(px) <= 180 && Math.abs(py) <= 90)
            [px, py] = projection.fromLonLat(px, py);
          const place = network.pointOnLink(link, positions[i]);
          if (Math.hypot(px - place.x, py - place.y) > farFromLink)
            faults.add('elsewhere', path, line, `${stream.vehicles.name(ids[i])} at ${x[i]}, ${y[i]}`);
        }
      },
      { signal: options.signal },
    )
    .catch((error: unknown) => {
      // Where the file breaks is told by the reading of its traversals.
      if (!(error instanceof XmlFault)) throw error;
    });
}

async function checkFcd(path: string, network: RoadNetwork, options: GpsMatchOptions): Promise<TraceCheck> {
  const faults = new FaultCounts<SumoFault>();
  const read: FcdTraversals = await kept(faults, readFcd(path, network, options));
  await countElsewhere(path, network, faults, options);
  countUnknown(path, read.unknownLinks, faults);
  if (read.jumps > 0) faults.add('jump', path, 0, '', read.jumps);
  const { steps, fixes, gone, underway, traversals } = read;
  const counts = {
    steps,
    fixes,
    vehicles: traversals.vehicles.length,
    gone,
    underway,
    traversals: traversals.count,
  };
  return { format: 'fcd', paths: [path], counts, faults: withTexts(faults, sumoFaults) };
}

async function checkVehroutes(
  path: string,
  network: RoadNetwork,
  options: GpsMatchOptions,
): Promise<TraceCheck> {
  const faults = new FaultCounts<SumoFault>();
  const reading = readVehroutes(path, (edge) => network.linkIndex(edge), {
    ...options,
    freeFlowTimes: network.freeFlowTimes,
    unknownLinks: 'count',
  });
  const { arrived, underway, waiting, misaligned, unknownLinks, traversals }: Vehroutes = await kept(
    faults,
    reading,
  );
  countUnknown(path, unknownLinks, faults);
  if (misaligned > 0) faults.add('misaligned', path, 0, '', misaligned);
  const counts = {
    vehicles: arrived + underway + misaligned,
    arrived,
    underway,
    waiting,
    traversals: traversals.count,
  };
  return { format: 'vehroutes', paths: [path], counts, faults: withTexts(faults, sumoFaults) };
}

function withTexts<K extends string>(
  faults: FaultCounts<K>,
  texts: Readonly<Record<K, string>>,
): TraceFault[] {
  return faults.all().map(({ kind, ...rest }) => ({ kind, what: texts[kind], ...rest }));
}

/**
 * Reads traces through and says what they hold and what is wrong with them, by kind.
 * @param paths one file, or for GPS any number of files and folders
 * @throws InputError when a file cannot be opened or nothing of it can be used: times that run backwards, exchanged columns, ...
 */
export async function checkTraces(
  paths: readonly string[],
  format: TraceFormat,
  network: RoadNetwork,
  options: GpsMatchOptions = {},
): Promise<TraceCheck> {
  if (format === 'fcd') return checkFcd(paths[0], network, options);
  if (format === 'vehroutes') return checkVehroutes(paths[0], network, options);
  const { tally, traces, broken } = await checkGps(paths, network, options);
  const faults = withTexts(tally.faults, gpsFaults);
  if (broken !== undefined)
    faults.push({
      kind: 'broken',
      what: sumoFaults.broken,
      count: 1,
      where: broken.where,
      example: broken.what,
    });
  return {
    format,
    paths,
    counts: { files: tally.files, rows: tally.rows, fixes: tally.inside, traces },
    faults,
  };
}
