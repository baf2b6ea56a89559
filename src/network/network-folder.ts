import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import seedrandom from 'seedrandom';
import { RunError } from '../input/index.js';
import { runSumoTool } from './internal/sumo-tool.js';

/** How the pool of routes of a network folder is drawn. */
export interface RoutePoolOptions {
  /** Trips asked of randomTrips.py; the pool is what remains after routing and dropping repeated routes. */
  readonly trips: number;
  /** Seed of randomTrips.py and duarouter. */
  readonly seed: number;
  /** How much likelier a trip begins or ends at the edge of the network than inside it; `'max'` for only there. */
  readonly fringeFactor: number | 'max';
  /** Least straight distance from the beginning to the end of a trip, in metres. */
  readonly minDistance: number;
  /** Factor up to which travel times are disturbed while routing, so that parallel streets are used too; at least 1. */
  readonly spread?: number;
  /** Fewest links a route of the pool may have; default 3. */
  readonly minLinks?: number;
  /** More options for randomTrips.py. */
  readonly extra?: readonly string[];
}

/** The demand that plain SUMO shows when it opens the folder's `.sumocfg`. */
export interface DemandOptions {
  /** Mean arrivals per minute, a Poisson process. */
  readonly perMinute: number;
  readonly minutes: number;
  readonly seed: string;
}

export interface NetworkFolderOptions {
  /** The folder, `.../NAME`; its files are named after it. Must hold NAME.net.xml. */
  readonly folder: string;
  readonly name: string;
  readonly pool: RoutePoolOptions;
  readonly demand: DemandOptions;
  /** SUMO's step length, in s; default 1. */
  readonly stepLength?: number;
}

export interface NetworkFolderResult {
  readonly routes: number;
  readonly vehicles: number;
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** XML text without its comments: SUMO's tools date their output there, and the same input shall give the same file. */
export function withoutComments(xml: string): string {
  return xml.replace(/<!--[\s\S]*?-->\s*/g, '');
}

/** Writes a file beside its name and renames it, so that it is there whole or not at all. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.tmp`, text);
  await rename(`${path}.tmp`, path);
}

async function drawRoutes(net: string, scratch: string, options: RoutePoolOptions): Promise<string[]> {
  const trips = join(scratch, 'trips.xml');
  const routed = join(scratch, 'routed.rou.xml');
  const spread = options.spread ?? 1;
  await runSumoTool('randomTrips.py', [
    ...['--net-file', net, '--output-trip-file', trips],
    ...['--begin', '0', '--end', String(options.trips), '--period', '1', '--seed', String(options.seed)],
    ...['--fringe-factor', String(options.fringeFactor), '--min-distance', String(options.minDistance)],
    ...['--length', '--lanes', '--vclass', 'passenger'],
    ...(options.extra ?? []),
  ]);
  await runSumoTool('duarouter', [
    ...['--net-file', net, '--route-files', trips, '--output-file', routed, '--seed', String(options.seed)],
    ...['--weights.random-factor', String(spread), '--ignore-errors', '--no-warnings', '--no-step-log'],
    ...['--alternatives-output', 'NUL', '--remove-loops'],
  ]);
  const minLinks = options.minLinks ?? 3;
  const routes = new Set<string>();
  for (const match of (await readFile(routed, 'utf8')).matchAll(/<route [^>]*\bedges="([^"]+)"/g)) {
    if (match[1].split(' ').length >= minLinks) routes.add(match[1]);
  }
  return [...routes];
}

/** Vehicles of a SUMO route file that drive routes `r0` .. of a pool, drawn uniformly, with Poisson arrivals. */
export function demandOf(routes: number, options: DemandOptions): string[] {
  const draw = seedrandom.alea(`${options.seed}/demand`);
  const vehicles: string[] = [];
  let time = 0;
  for (;;) {
    time += (-Math.log(1 - draw()) * 60) / options.perMinute;
    if (time >= options.minutes * 60) return vehicles;
    const route = Math.floor(draw() * routes);
    vehicles.push(
      `    <vehicle id="v${vehicles.length}" type="car" route="r${route}" depart="${time.toFixed(2)}" departLane="best" departSpeed="max"/>`,
    );
  }
}

/**
 * Completes a folder that holds NAME.net.xml to what Bidlane and plain SUMO read: NAME.rou.xml (a passenger type and a pool of
 * distinct, connected routes, ids `r0`, `r1`, ...), NAME.demand.rou.xml (Poisson arrivals that drive routes of the pool) and
 * NAME.sumocfg. The same network and options give the same files, byte by byte, for one version of SUMO.
 * @throws SumoToolError when randomTrips.py or duarouter fails; RunError when no route was found
 */
export async function completeNetworkFolder(options: NetworkFolderOptions): Promise<NetworkFolderResult> {
  const { folder, name } = options;
  await mkdir(folder, { recursive: true });
  const scratch = await mkdtemp(join(folder, '.scratch-'));
  try {
    const routes = await drawRoutes(join(folder, `${name}.net.xml`), scratch, options.pool);
    if (routes.length === 0) {
      throw new RunError(
        `${name}: no route found in ${folder}/${name}.net.xml: the network must let a passenger car drive ${options.pool.minDistance} m`,
      );
    }
    const pool = routes.map((edges, i) => `    <route id="r${i}" edges="${edges}"/>`);
    const vehicles = demandOf(routes.length, options.demand);
    await writeWhole(
      join(folder, `${name}.rou.xml`),
      `${XML}<routes ${XSI} xsi:noNamespaceSchemaLocation="http://sumo.dlr.de/xsd/routes_file.xsd">\n    <vType id="car" vClass="passenger"/>\n${pool.join('\n')}\n</routes>\n`,
    );
    await writeWhole(
      join(folder, `${name}.demand.rou.xml`),
      `${XML}<routes ${XSI} xsi:noNamespaceSchemaLocation="http://sumo.dlr.de/xsd/routes_file.xsd">\n${vehicles.join('\n')}\n</routes>\n`,
    );
    await writeWhole(
      join(folder, `${name}.sumocfg`),
      `${XML}<configuration ${XSI} xsi:noNamespaceSchemaLocation="http://sumo.dlr.de/xsd/sumoConfiguration.xsd">
    <input>
        <net-file value="${name}.net.xml"/>
        <additional-files value="${name}.rou.xml"/>
        <route-files value="${name}.demand.rou.xml"/>
    </input>
    <time>
        <begin value="0"/>
        <step-length value="${options.stepLength ?? 1}"/>
    </time>
</configuration>
`,
    );
    return { routes: routes.length, vehicles: vehicles.length };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
