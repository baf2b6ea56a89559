import { join } from 'node:path';
import { InputError } from '../../src/input/index.js';
import { type RoadNetwork, type Route, readRoutes } from '../../src/network/index.js';
import type { RandomStreams } from '../../src/random/index.js';
import type { TrafficSettings } from '../../src/scenario/index.js';
import { drawArrivals } from './arrivals.js';
import { writeDemandFile } from './demand-file.js';

/** A pool of routes that vehicles take at random. */
export interface RoutePool {
  /** The SUMO file that defines the routes. */
  readonly file: string;
  readonly routeIds: readonly string[];
  /** The routes themselves, in the same order. */
  readonly routes: readonly Route[];
  /** Vehicle type that the file defines; undefined when it defines none. */
  readonly vehicleType: string | undefined;
}

/**
 * Reads the pool of routes that a scenario's demand draws from.
 * @returns undefined for a scenario with a ready demand file
 * @throws InputError when the file is wrong, does not fit the network, or holds no routes
 */
export async function readRoutePool(
  traffic: TrafficSettings,
  network: RoadNetwork,
): Promise<RoutePool | undefined> {
  const { demand } = traffic;
  if ('file' in demand) return undefined;
  const { routes, vehicleTypes } = await readRoutes(demand.routes, network);
  if (routes.length === 0) {
    throw new InputError(
      demand.routes,
      'holds no routes',
      'a file with <route id edges> elements to draw from',
    );
  }
  return { file: demand.routes, routeIds: routes.map(({ id }) => id), routes, vehicleType: vehicleTypes[0] };
}

/** The arguments that make SUMO load a ready demand. */
export function readyDemand(demand: { readonly file: string; readonly additional?: string }): string[] {
  const { file, additional } = demand;
  return [...(additional === undefined ? [] : ['--additional-files', additional]), '--route-files', file];
}

/** Departures end with the traffic: later ones could not matter. */
function end(traffic: TrafficSettings): number {
  return traffic.warmUp + traffic.duration;
}

/**
 * Makes the demand of one seed ready for SUMO: draws and writes the departures, or takes the scenario's own file.
 * @param pool of the scenario's route file; undefined for a scenario with a ready demand file
 * @param folder where a file may be written
 * @returns the arguments that make SUMO load the demand
 */
export async function prepareDemand(
  traffic: TrafficSettings,
  pool: RoutePool | undefined,
  random: RandomStreams,
  folder: string,
): Promise<string[]> {
  const { demand } = traffic;
  if ('file' in demand) return readyDemand(demand);
  if (pool === undefined || pool.routeIds.length === 0) {
    throw new InputError(
      demand.routes,
      'holds no routes',
      'a file with <route id edges> elements to draw from',
    );
  }
  const arrivals = drawArrivals(
    demand,
    pool.routeIds.length,
    end(traffic),
    random.stream('traffic/arrivals'),
  );
  const file = join(folder, 'demand.rou.xml');
  await writeDemandFile(file, arrivals, pool.routeIds, pool.vehicleType);
  return ['--additional-files', pool.file, '--route-files', file];
}

/** The seed of SUMO's own random numbers that belongs to these streams. */
export function sumoSeed(random: RandomStreams): number {
  return random.stream('traffic/sumo').integer(0, 2 ** 31 - 1);
}
