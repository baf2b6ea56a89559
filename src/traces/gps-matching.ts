import type { InputError } from '../input/index.js';
import type { RoadNetwork } from '../network/index.js';
import { BrokenTraceError } from './broken-trace-error.js';
import type { GpsLayout } from './gps-columns.js';
import { checkGpsTally, GpsTally, readGpsFile } from './gps-csv.js';
import { gpsFilesOf } from './gps-files.js';
import type { GpsTrace } from './gps-trace.js';
import type { ReadingOptions } from './internal/byte-stream.js';
import { TraceAssembler } from './internal/trace-assembler.js';
import { LinkTraversalBuilder, type LinkTraversals } from './link-traversals.js';
import { MapMatcher, type MapMatchOptions, type MatchQuality } from './map-matcher.js';

/** How GPS files are read and matched. */
export interface GpsMatchOptions extends MapMatchOptions, ReadingOptions {
  readonly layout?: GpsLayout;
}

/** How well one trace was matched, and when it was. */
export interface TraceQuality extends MatchQuality {
  /** First and last fix, s. */
  readonly begin: number;
  readonly end: number;
}

/** What GPS files gave. */
export interface GpsTraversals {
  readonly traversals: LinkTraversals;
  /** One per trace, in the order in which they ended. */
  readonly qualities: readonly TraceQuality[];
  /** Rows and faults. */
  readonly tally: GpsTally;
}

/** Reads GPS files into traces: a gap, a fix outside the network and the end of a file end the trace of a vehicle. */
async function eachTrace(
  files: readonly string[],
  network: RoadNetwork,
  tally: GpsTally,
  options: GpsMatchOptions,
  take: (trace: GpsTrace) => void,
): Promise<InputError | undefined> {
  const assembler = new TraceAssembler(options.maxGap ?? 300, tally.faults, take);
  for (const path of files) {
    const sink = {
      fix: (
        vehicle: string,
        time: number,
        x: number,
        y: number,
        speed: number,
        heading: number,
        line: number,
      ) => assembler.add(vehicle, { time, x, y, speed, heading }, path, line),
      outside: (vehicle: string) => assembler.end(vehicle),
    };
    const broken = await readGpsFile(path, network, options.layout ?? {}, sink, tally, {
      signal: options.signal,
      ...(files.length === 1 ? { onBytes: options.onBytes } : {}),
    });
    assembler.endAll();
    if (broken !== undefined) return broken;
    if (files.length > 1) options.onBytes?.(tally.files, files.length);
  }
  return undefined;
}

/**
 * Reads GPS fixes from files or folders of files and matches them to the roads of a network.
 * @param paths files or folders; a vehicle's rows need not stand together
 * @param options `onBytes` is told files in place of bytes when there are several
 * @throws InputError when a path cannot be read, no row can be used, longitude and latitude are exchanged, or all fixes lie elsewhere
 * @throws BrokenTraceError when a compressed file breaks off; `kept` holds what is whole
 */
export async function matchGps(
  paths: readonly string[],
  network: RoadNetwork,
  options: GpsMatchOptions = {},
): Promise<GpsTraversals> {
  const files = await gpsFilesOf(paths);
  const matcher = new MapMatcher(network, options);
  const builder = new LinkTraversalBuilder();
  const qualities: TraceQuality[] = [];
  const tally = new GpsTally();
  const broken = await eachTrace(files, network, tally, options, (trace) => {
    const { quality } = matcher.match(trace, builder);
    qualities.push({ ...quality, begin: trace.times[0], end: trace.times[trace.times.length - 1] });
  });
  const result = { traversals: builder.build(), qualities, tally };
  if (broken !== undefined) throw new BrokenTraceError(broken, result);
  checkGpsTally(tally, network, paths.join(', '));
  return result;
}

/** Reads GPS fixes without matching them: rows, traces and faults. @throws as {@link matchGps} */
export async function checkGps(
  paths: readonly string[],
  network: RoadNetwork,
  options: GpsMatchOptions = {},
): Promise<{ readonly tally: GpsTally; readonly traces: number; readonly broken: InputError | undefined }> {
  const tally = new GpsTally();
  let traces = 0;
  const broken = await eachTrace(await gpsFilesOf(paths), network, tally, options, () => {
    traces++;
  });
  checkGpsTally(tally, network, paths.join(', '));
  return { tally, traces, broken };
}
