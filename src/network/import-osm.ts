import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../input/index.js';
import { runSumoTool, SumoToolError } from '../sumo/index.js';
import { readXmlFile } from './internal/xml-file.js';
import {
  completeNetworkFolder,
  type NetworkFolderSummary,
  withoutComments,
  writeWhole,
} from './network-folder.js';
import { readNetwork } from './read-network.js';

export interface ImportOsmOptions {
  /** An OpenStreetMap extract as XML: `.osm`, `.osm.xml`, or either with `.gz`. */
  readonly file: string;
  /** The network's name, of letters, digits, `-` and `_`; default the name of the file. */
  readonly name?: string;
  /** The folder to write; default `sumo-configs/NAME`. */
  readonly folder?: string;
  /** Trips to draw the pool of routes from; default 5000. */
  readonly trips?: number;
  /** How much likelier trips begin and end at the edge of the map; default 5. */
  readonly fringeFactor?: number | 'max';
  /** Least straight distance of a trip, m; default a quarter of the map's diagonal, at most 800. */
  readonly minDistance?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Arrivals per minute of the ready-made demand; default 30. */
  readonly perMinute?: number;
  /** Length of the ready-made demand; default 15. */
  readonly minutes?: number;
}

/** What an import made, and where. */
export interface ImportOsmResult extends NetworkFolderSummary {
  readonly name: string;
  readonly folder: string;
}

const RIGHT =
  'must be an OpenStreetMap extract as XML (.osm); a .pbf file is converted by `osmium cat FILE.pbf -o FILE.osm`';

function nameOf(options: ImportOsmOptions): string {
  const name =
    options.name ??
    basename(options.file)
      .replace(/(\.osm)?(\.xml)?(\.gz)?$/i, '')
      .replace(/[^\w-]+/g, '-');
  if (!/^[\w-]+$/.test(name)) {
    throw new InputError('--name', `is ${JSON.stringify(name)}`, 'must be letters, digits, - and _');
  }
  return name;
}

/** Roads for cars, with signals and ramps guessed as is usual for OpenStreetMap. */
async function convert(file: string, output: string): Promise<void> {
  try {
    await runSumoTool('netconvert', [
      ...['--osm-files', resolve(file), '--output-file', output, '--proj.utm', '--output.street-names'],
      ...['--keep-edges.by-vclass', 'passenger', '--remove-edges.isolated', '--keep-edges.components', '1'],
      ...[
        '--geometry.remove',
        '--roundabouts.guess',
        '--ramps.guess',
        '--junctions.join',
        '--junctions.corner-detail',
        '5',
      ],
      ...['--tls.guess-signals', '--tls.discard-simple', '--tls.join', '--tls.default-type', 'static'],
    ]);
  } catch (error) {
    if (!(error instanceof SumoToolError)) throw error;
    throw new InputError(
      file,
      `netconvert could not make a network of it (${error.lastWords})`,
      'must hold roads that cars may use',
      { cause: error },
    );
  }
}

/**
 * Makes a network folder (network, pool of routes, demand, SUMO configuration, README) of an OpenStreetMap extract. It appears whole or not at all.
 * @throws InputError for a file that is missing, no OpenStreetMap XML, or without roads for cars; SumoToolError when randomTrips.py or
 * duarouter fails; RunError when no trip is as long as `minDistance`
 */
export async function importOsm(options: ImportOsmOptions): Promise<ImportOsmResult> {
  const name = nameOf(options);
  const folder = resolve(options.folder ?? join('sumo-configs', name));
  await readXmlFile(options.file, { roots: ['osm'], right: RIGHT, open: () => undefined });
  await mkdir(dirname(folder), { recursive: true });
  const scratch = await mkdtemp(join(dirname(folder), `.${name}-`));
  try {
    const net = join(scratch, `${name}.net.xml`);
    await convert(options.file, net);
    await writeWhole(net, withoutComments(await readFile(net, 'utf8')));
    const { minX, minY, maxX, maxY } = (await readNetwork(net)).boundingBox;
    const diagonal = Math.hypot(maxX - minX, maxY - minY);
    const summary = await completeNetworkFolder({
      folder: scratch,
      name,
      pool: {
        trips: options.trips ?? 5000,
        seed: options.seed ?? 1,
        fringeFactor: options.fringeFactor ?? 5,
        minDistance: options.minDistance ?? Math.min(800, Math.round(diagonal / 4)),
        spread: 1.4,
        minLinks: 2,
      },
      demand: {
        perMinute: options.perMinute ?? 30,
        minutes: options.minutes ?? 15,
        seed: `${name}/${options.seed ?? 1}`,
      },
      about: `Imported from the OpenStreetMap extract \`${basename(options.file)}\`: the roads that cars may use. Map data © OpenStreetMap contributors, Open Database License.`,
      madeBy: `bidlane import osm ${basename(options.file)}`,
    });
    await mkdir(folder, { recursive: true });
    for (const made of await readdir(scratch)) await rename(join(scratch, made), join(folder, made));
    return { ...summary, name, folder };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
