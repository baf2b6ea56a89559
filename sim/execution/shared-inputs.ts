import { stat } from 'node:fs/promises';
import { type RoadNetwork, readNetwork } from '../../src/network/index.js';
import type { TrafficSettings } from '../../src/scenario/index.js';
import { type LinkTravelTimeModel, readModel } from '../../src/traveltime/index.js';
import { type RoutePool, readRoutePool } from '../traffic/demand.js';

/** Values kept at once: a process that works for several scenarios in turn does not keep all their networks. */
const kept = 4;

/** What is read from a file, once as long as the file stays as it is. */
class FileCache<T> {
  readonly #values = new Map<string, Promise<T>>();

  async get(path: string, read: () => Promise<T>): Promise<T> {
    const key = await stat(path, { bigint: true }).then(
      ({ mtimeNs, size, ino }) => `${path}:${mtimeNs}:${size}:${ino}`,
      // The reader says what is wrong with it.
      () => path,
    );
    const value = this.#values.get(key) ?? read();
    // The one used last stands last.
    this.#values.delete(key);
    this.#values.set(key, value);
    value.catch(() => this.#values.delete(key));
    for (const oldest of [...this.#values.keys()].slice(0, -kept)) this.#values.delete(oldest);
    return value;
  }
}

const networks = new FileCache<RoadNetwork>();
const pools = new FileCache<RoutePool | undefined>();
const models = new FileCache<LinkTravelTimeModel>();

/** A road network, read once in this process. */
export async function sharedNetwork(file: string): Promise<RoadNetwork> {
  return networks.get(file, () => readNetwork(file));
}

/** The route pool of a scenario, read once in this process. */
export async function sharedRoutePool(traffic: TrafficSettings): Promise<RoutePool | undefined> {
  const { demand } = traffic;
  if (!('routes' in demand)) return undefined;
  const network = await sharedNetwork(traffic.network);
  return pools.get(demand.routes, () => readRoutePool(traffic, network));
}

/** Files of models that are being fitted, and when they will be there. */
const expected = new Map<string, Promise<unknown>>();

/** Tells that the file of a model is being made: who asks for it waits, and fails as the making fails. */
export function expectModel(file: string, made: Promise<unknown>): void {
  const over = (): void => {
    if (expected.get(file) === made) expected.delete(file);
  };
  expected.set(file, made);
  made.then(over, over);
}

/** Whether the file of a model is being made, as far as this process knows. */
export function isExpected(file: string): boolean {
  return expected.has(file);
}

/** Fitted link travel times, read once in this process. */
export async function sharedModel(file: string): Promise<LinkTravelTimeModel> {
  await expected.get(file);
  return models.get(file, () => readModel(file));
}
