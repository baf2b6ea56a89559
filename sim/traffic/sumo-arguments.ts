import type { TrafficSettings } from '../../src/scenario/index.js';

/**
 * The command line of SUMO for a scenario's traffic, without what belongs to one use of it (outputs, the TraCI port).
 * @param demand arguments that name the demand, as `prepareDemand` gives them
 * @param seed of SUMO's own random numbers
 */
export function sumoArguments(traffic: TrafficSettings, demand: readonly string[], seed: number): string[] {
  return [
    ...['--net-file', traffic.network],
    ...demand,
    ...['--begin', '0'],
    ...['--step-length', String(traffic.stepLength)],
    ...['--seed', String(seed)],
    ...['--no-step-log', 'true'],
    ...['--duration-log.disable', 'true'],
    ...['--no-warnings', 'true'],
    ...Object.entries(traffic.options).flatMap(([name, value]) => [`--${name}`, String(value)]),
  ];
}
