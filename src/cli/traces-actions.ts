import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '../input/index.js';
import type { RoadNetwork } from '../network/index.js';
import type { LinkTraversals, TraceFormat } from '../traces/index.js';
import { exitStatus } from './exit.js';
import { FileProgress } from './file-progress.js';
import { interruption } from './interruption.js';
import { jsonText, writeOut } from './json-document.js';
import { type GpsFlags, layoutOf } from './traces-options.js';
import {
  checkText,
  faultText,
  qualitySummary,
  qualityText,
  traversalSummary,
  traversalText,
} from './traces-text.js';

interface CommonFlags {
  readonly network: string;
  readonly out: string;
  readonly json?: true;
}

interface ConvertFlags extends CommonFlags {
  readonly format: 'auto' | TraceFormat;
  readonly unknownLinks: 'refuse' | 'skip';
}

interface MatchFlags extends CommonFlags, GpsFlags {
  readonly sigma?: number;
  readonly beta?: number;
  readonly radius?: number;
  readonly quality?: string;
}

/** Reads the network; before it, makes the folder of the output, so that a wrong one costs no time. */
async function open(flags: { readonly network: string; readonly out?: string }): Promise<RoadNetwork> {
  const { out } = flags;
  if (out !== undefined)
    await mkdir(dirname(out), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      throw new InputError(
        '--out',
        `the folder of ${out} cannot be made (${error.code})`,
        'a place that can be written',
      );
    });
  const { readNetwork } = await import('../network/index.js');
  return readNetwork(flags.network);
}

function interrupted(): Promise<AbortSignal> {
  return import('../results/index.js').then(({ discardUnfinished }) =>
    interruption('the reading was ended', discardUnfinished),
  );
}

/** Writes traversals and tells of them. */
async function deliver(
  flags: CommonFlags,
  traversals: LinkTraversals,
  network: RoadNetwork,
  more: { readonly text: string; readonly json: object },
): Promise<void> {
  const traces = await import('../traces/index.js');
  await traces.writeTraversals(flags.out, traversals, network);
  const summary = traversalSummary(traversals, traces.traversalFlag);
  await writeOut(
    flags.json === true
      ? `${jsonText({ out: flags.out, ...summary, ...more.json })}\n`
      : traversalText(flags.out, summary, network.links.length) + more.text,
  );
}

/** Reads what a file holds; of one that breaks off, what is whole is written before the fault is told. */
async function orWhatIsWhole<K extends { readonly traversals: LinkTraversals }>(
  read: Promise<K>,
  out: string,
  network: RoadNetwork,
): Promise<K> {
  const { BrokenTraceError, writeTraversals } = await import('../traces/index.js');
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof BrokenTraceError)) throw error;
    const { traversals } = error.kept as K;
    if (traversals.count > 0) {
      await writeTraversals(out, traversals, network);
      process.stderr.write(`${out}: holds the ${traversals.count} traversals that are whole\n`);
    }
    throw error;
  }
}

/** `bidlane traces convert`: traversals from a file of SUMO. */
export async function convert(file: string, flags: ConvertFlags): Promise<void> {
  const traces = await import('../traces/index.js');
  const format = flags.format === 'auto' ? await traces.traceFormatOf(file) : flags.format;
  if (format === 'gps')
    throw new InputError(
      file,
      'holds GPS fixes, which have no links yet',
      '`bidlane traces match` finds them',
    );
  const signal = await interrupted();
  const network = await open(flags);
  const progress = new FileProgress(`reading ${file}`);
  const reading = traces.readSumoTraversals(file, format, network, { signal, onBytes: progress.onBytes });
  const read = await orWhatIsWhole(reading, flags.out, network).finally(() => progress.clear());
  const { traversals, unknownLinks, met, counts } = read;
  const lost = [...unknownLinks.values()].reduce((a, b) => a + b, 0);
  if (flags.unknownLinks === 'refuse' || traversals.count === 0)
    traces.refuseUnknownLinks(file, unknownLinks, met, network);
  if (traversals.count === 0)
    throw new InputError(file, 'holds no vehicle that drove', 'a trace with vehicles on links');
  const listed = Object.entries(counts).map(([name, value]) => `${value} ${name}`);
  const skipped =
    lost === 0 ? '' : `  left out: ${lost} ${met} on ${unknownLinks.size} links that the network lacks\n`;
  await deliver(flags, traversals, network, {
    text: `  ${listed.join(', ')}\n${skipped}`,
    json: { format, ...counts, unknownLinks: { links: unknownLinks.size, [met]: lost } },
  });
}

/** `bidlane traces match`: traversals from GPS fixes. */
export async function match(paths: readonly string[], flags: MatchFlags): Promise<void> {
  const traces = await import('../traces/index.js');
  const { sigma, beta, radius, quality } = flags;
  const given = { sigma, beta, radius };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const options = { ...(await layoutOf(flags)), ...set };
  const signal = await interrupted();
  const network = await open(flags);
  const progress = new FileProgress(`matching ${paths.join(', ')}`);
  const reading = traces.matchGps(paths, network, { ...options, signal, onBytes: progress.onBytes });
  const { traversals, qualities, tally } = await orWhatIsWhole(reading, flags.out, network).finally(() =>
    progress.clear(),
  );
  if (quality !== undefined) await traces.writeTraceQualities(quality, qualities);
  const summary = qualitySummary(qualities);
  const faults = tally.faults.all().map((fault) => ({ ...fault, what: traces.gpsFaults[fault.kind] }));
  const { files, rows } = tally;
  await deliver(flags, traversals, network, {
    text: `${qualityText(summary)}${files} file${files === 1 ? '' : 's'}, ${rows} rows: ${faultText(faults)}`,
    json: { files, rows, ...summary, faults },
  });
}

/** `bidlane traces check`: what is wrong with traces, by kind. */
export async function check(
  paths: readonly string[],
  flags: MatchFlags & Pick<ConvertFlags, 'format'>,
): Promise<void> {
  const traces = await import('../traces/index.js');
  const gps = await layoutOf(flags);
  const isGps = flags.preset !== undefined || flags.columns !== undefined;
  const [first = ''] = flags.format === 'auto' && !isGps ? await traces.gpsFilesOf(paths) : paths;
  const format = flags.format !== 'auto' ? flags.format : isGps ? 'gps' : await traces.traceFormatOf(first);
  if (format !== 'gps' && paths.length > 1)
    throw new InputError(paths[1], `is a second file`, `one file of SUMO at a time`);
  const signal = await interrupted();
  const network = await open(flags);
  const progress = new FileProgress(`reading ${paths.join(', ')}`);
  const found = await traces
    .checkTraces(paths, format, network, { ...gps, signal, onBytes: progress.onBytes })
    .finally(() => progress.clear());
  await writeOut(flags.json === true ? `${jsonText(found)}\n` : checkText(found));
  if (found.faults.length > 0) process.exitCode = exitStatus.failed;
}

interface RecordFlags extends CommonFlags {
  readonly until?: number;
}

/** `bidlane traces record`: traversals from a running SUMO. */
export async function record(config: string, options: readonly string[], flags: RecordFlags): Promise<void> {
  const [{ recordTraversals }, { startSumo }] = await Promise.all([
    import('../traces/index.js'),
    import('../traci/index.js'),
  ]);
  const signal = await interrupted();
  const network = await open(flags);
  const sumo = await startSumo({ args: ['-c', config, ...options], signal });
  const until = flags.until ?? (await sumo.simulation.getEndTime());
  if (until < 0) {
    await sumo.close();
    throw new InputError(
      '--until',
      `is missing, and ${config} has no end`,
      'the simulation time at which to end, s',
    );
  }
  const stream = sumo.vehicles.stream(['roadID', 'lanePosition'], { mode: 'ahead', until });
  const { traversals, gone, underway, jumps } = await recordTraversals(stream, network).finally(() =>
    sumo.close(),
  );
  await deliver(flags, traversals, network, {
    text: `  ${gone} gone, ${underway} underway, ${jumps} jumps\n`,
    json: { format: 'live', gone, underway, jumps },
  });
}
