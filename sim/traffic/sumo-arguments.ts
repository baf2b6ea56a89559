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
    ...Object.entries(traffic.options).map(([name, value]) => `--${name}=${value}`),
  ];
}

/** Whether nothing in a scenario's traffic can change the speed limits of the network: variable speed signs come in additional files. */
export function hasFixedSpeedLimits(traffic: TrafficSettings): boolean {
  const { demand } = traffic;
  if ('file' in demand && demand.additional !== undefined) return false;
  return !Object.keys(traffic.options).some((name) =>
    /^(a|additional(-files)?|c|configuration-file)$/.test(name),
  );
}
