import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import seedrandom from 'seedrandom';
import { RunError } from '../input/index.js';
import { runSumoTool } from '../sumo/index.js';
import { readNetwork } from './read-network.js';
import type { RoadNetwork } from './road-network.js';
import { readRoutes } from './route-set.js';

/** How the pool of routes of a network folder is drawn. */
export interface RoutePoolOptions {
  /** Trips asked of randomTrips.py; the pool is what remains after routing and dropping repeated routes. */
  readonly trips: number;
  /** Seed of randomTrips.py and duarouter. */
  readonly seed: number;
  /** How much likelier a trip begins or ends at the edge of the network than inside it; `'max'` for only there. */
  readonly fringeFactor: number | 'max';
  /** Least straight distance from the beginning to the end of a trip, m. */
  readonly minDistance: number;
  /** Factor up to which travel times are disturbed while routing, so that parallel streets are used too; at least 1. */
  readonly spread: number;
  /** Fewest links a route of the pool may have. */
  readonly minLinks: number;
}

/** The demand that plain SUMO shows when it opens the folder's `.sumocfg`. */
export interface DemandOptions {
  /** Mean arrivals per minute, a Poisson process. */
  readonly perMinute: number;
  readonly minutes: number;
  readonly seed: string;
}

export interface NetworkFolderOptions {
  /** The folder; it must hold NAME.net.xml. */
  readonly folder: string;
  /** The files are named after it. */
  readonly name: string;
  readonly pool: RoutePoolOptions;
  readonly demand: DemandOptions;
  /** What the network is, in Markdown, for the README. */
  readonly about: string;
  /** The command that made it, for the README. */
  readonly madeBy: string;
}

/** What a network folder holds, counted. */
export interface NetworkFolderSummary {
  readonly links: number;
  readonly junctions: number;
  readonly signals: number;
  /** Routes in the pool. */
  readonly routes: number;
  /** Vehicles of the ready-made demand. */
  readonly vehicles: number;
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const SCHEMA =
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://sumo.dlr.de/xsd';

/** XML text without its comments: SUMO's tools date their output there, and the same input shall give the same file. */
export function withoutComments(xml: string): string {
  return xml.replace(/<!--[\s\S]*?-->\s*/g, '');
}

/** Writes a file beside its name and renames it, so that it is there whole or not at all. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.tmp`, text);
  await rename(`${path}.tmp`, path);
}

/** Vehicles of a SUMO route file that drive routes `r0` .. of a pool, drawn uniformly, with Poisson arrivals. */
export function demandOf(routes: number, options: DemandOptions): string[] {
  const draw = seedrandom.alea(`${options.seed}/demand`);
  const vehicles: string[] = [];
  for (let time = 0; ; ) {
    time += (-Math.log(1 - draw()) * 60) / options.perMinute;
    if (time >= options.minutes * 60) return vehicles;
    const route = Math.floor(draw() * routes);
    vehicles.push(
      `    <vehicle id="v${vehicles.length}" type="car" route="r${route}" depart="${time.toFixed(2)}" departLane="best" departSpeed="max"/>`,
    );
  }
}

/** Distinct routes as their link ids, in the order in which they were drawn. */
async function drawRoutes(
  net: string,
  network: RoadNetwork,
  scratch: string,
  options: RoutePoolOptions,
): Promise<string[]> {
  const trips = join(scratch, 'trips.xml');
  const routed = join(scratch, 'routed.rou.xml');
  await runSumoTool('randomTrips.py', [
    ...['--net-file', net, '--output-trip-file', trips],
    ...['--begin', '0', '--end', String(options.trips), '--period', '1', '--seed', String(options.seed)],
    ...['--fringe-factor', String(options.fringeFactor), '--min-distance', String(options.minDistance)],
    ...['--length', '--lanes', '--vclass', 'passenger'],
  ]);
  await runSumoTool('duarouter', [
    ...['--net-file', net, '--route-files', trips, '--output-file', routed, '--seed', String(options.seed)],
    ...[
      '--weights.random-factor',
      String(options.spread),
      '--ignore-errors',
      '--no-warnings',
      '--no-step-log',
    ],
    ...['--alternatives-output', 'NUL', '--remove-loops'],
  ]);
  const { routes } = await readRoutes(routed, network);
  const long = routes.filter((route) => route.links.length >= options.minLinks);
  return [
    ...new Set(long.map((route) => Array.from(route.links, (link) => network.links[link].id).join(' '))),
  ];
}

function configuration(name: string): string {
  return `${XML}<configuration ${SCHEMA}/sumoConfiguration.xsd">
    <input>
        <net-file value="${name}.net.xml"/>
        <additional-files value="${name}.rou.xml"/>
        <route-files value="${name}.demand.rou.xml"/>
    </input>
    <time>
        <begin value="0"/>
        <step-length value="1"/>
    </time>
</configuration>
`;
}

function readme(options: NetworkFolderOptions, summary: NetworkFolderSummary): string {
  const { name, pool, demand } = options;
  return `# ${name}

${options.about}

| | |
|---|---|
| links | ${summary.links} |
| junctions | ${summary.junctions}, ${summary.signals} with signals |
| routes in the pool | ${summary.routes} |
| ready-made demand | ${summary.vehicles} vehicles, ${demand.perMinute} per minute for ${demand.minutes} minutes (Poisson) |

- \`${name}.net.xml\`: the network.
- \`${name}.rou.xml\`: the pool of routes, made by randomTrips.py and duarouter (fringe factor ${pool.fringeFactor}, at least ${pool.minDistance} m from
  beginning to end). Bidlane draws the arrivals of each seed from it, at the rate that the scenario gives (binomial per minute, or Poisson).
- \`${name}.sumocfg\`: opens in plain SUMO (\`sumo-gui -c ${name}.sumocfg\`) with the vehicles of \`${name}.demand.rou.xml\`.

Made by \`${options.madeBy}\`; running it again gives the same files.
`;
}

/**
 * Completes a folder that holds NAME.net.xml to what Bidlane and plain SUMO read: NAME.rou.xml (a passenger type and a pool of
 * distinct, connected routes, ids `r0`, `r1`, ...), NAME.demand.rou.xml (Poisson arrivals that drive routes of the pool),
 * NAME.sumocfg and a README. The same network and options give the same files, byte by byte, for one version of SUMO.
 * @throws SumoToolError when randomTrips.py or duarouter fails; RunError when no route was found
 */
export async function completeNetworkFolder(options: NetworkFolderOptions): Promise<NetworkFolderSummary> {
  const { folder, name } = options;
  const file = (suffix: string): string => join(folder, `${name}.${suffix}`);
  await mkdir(folder, { recursive: true });
  const network = await readNetwork(file('net.xml'));
  const scratch = await mkdtemp(join(folder, '.scratch-'));
  try {
    const routes = await drawRoutes(file('net.xml'), network, scratch, options.pool);
    if (routes.length === 0) {
      throw new RunError(
        `${name}: no route of at least ${options.pool.minDistance} m (straight) was found in ${file('net.xml')}: give a smaller least distance or a larger network`,
      );
    }
    const pool = routes.map((edges, i) => `    <route id="r${i}" edges="${edges}"/>`).join('\n');
    const vehicles = demandOf(routes.length, options.demand);
    const routesXml = (lines: string): string =>
      `${XML}<routes ${SCHEMA}/routes_file.xsd">\n${lines}\n</routes>\n`;
    await writeWhole(file('rou.xml'), routesXml(`    <vType id="car" vClass="passenger"/>\n${pool}`));
    await writeWhole(file('demand.rou.xml'), routesXml(vehicles.join('\n')));
    await writeWhole(file('sumocfg'), configuration(name));
    const summary = {
      links: network.links.length,
      junctions: network.junctions.length,
      signals: network.junctions.filter((junction) => junction.signalled).length,
      routes: routes.length,
      vehicles: vehicles.length,
    };
    await writeWhole(join(folder, 'README.md'), readme(options, summary));
    return summary;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
