import { resolve } from 'node:path';
import type { Scenario } from '../../../src/scenario/index.js';

/** The cities whose streets a study on Manhattan's can be held on, too. */
export const cities = ['Manhattan', 'Beijing'] as const;

/** A scenario of Manhattan's streets on those of a city; Beijing's quarter is smaller and takes half the traffic. */
export function onStreets(scenario: Scenario, city: (typeof cities)[number]): Scenario {
  if (city === 'Manhattan') return scenario;
  const { traffic } = scenario;
  if (!('routes' in traffic.demand)) throw new Error('the base scenario draws its vehicles from routes');
  const folder = resolve(traffic.network, '../../beijing');
  const demand = { ...traffic.demand, routes: resolve(folder, 'beijing.rou.xml'), rate: 40 };
  return { ...scenario, traffic: { ...traffic, network: resolve(folder, 'beijing.net.xml'), demand } };
}

/** The city of a point of a study. */
export function cityOf(setting: string | number | boolean): (typeof cities)[number] {
  const city = cities.find((one) => one === setting);
  if (city === undefined) throw new RangeError(`no traffic is known of ${String(setting)}`);
  return city;
}
