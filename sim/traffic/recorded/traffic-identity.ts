import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../src/results/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { hashOfDemand, hashOfFile } from '../content-hash.js';
import { replicationSeed } from '../replication-seed.js';
import type { TrafficIdentity } from './format.js';

/** Raised whenever the same identity gives other traffic: other names of random streams, another way to draw departures. */
const version = 'traffic/1';

/**
 * What the traffic of a replication follows from, whatever the files are called: the content of network and demand, the law of the
 * departures, the length of a step, SUMO's options and version, and the replication's seed. Warm-up and duration only say how
 * long it goes on: of two replications that differ in them, one's traffic begins with the whole of the other's. Nothing else of
 * a scenario touches the traffic: tasks, participants and costs are drawn from streams of their own.
 * @param sumo version of SUMO
 */
export async function trafficIdentity(
  scenario: Scenario,
  replication: number,
  sumo: string,
): Promise<TrafficIdentity> {
  const { demand, network, stepLength, options } = scenario.traffic;
  const isDrawn = 'routes' in demand;
  return {
    sumo,
    network: await hashOfFile(network),
    demand: await hashOfDemand(demand),
    arrivals: isDrawn ? { process: demand.process, rate: demand.rate, trials: demand.trials } : null,
    stepLength,
    options,
    seed: replicationSeed(scenario, replication),
  };
}

/** The name of traffic: a SHA-256 (64 hexadecimal digits) of its identity. */
export function trafficKeyOf(identity: TrafficIdentity): string {
  return createHash('sha256')
    .update(`${version}\n${canonicalJson(identity)}`)
    .digest('hex');
}

/** The name of the traffic of a replication, the same for all scenarios that differ only in what comes after the traffic. */
export async function trafficKey(scenario: Scenario, replication: number, sumo: string): Promise<string> {
  return trafficKeyOf(await trafficIdentity(scenario, replication, sumo));
}

/** What differs between the traffic of a recording and the one that is wanted, in words; undefined when it is the same. */
export function trafficDifference(recorded: TrafficIdentity, wanted: TrafficIdentity): string | undefined {
  if (recorded.network !== wanted.network) return 'was recorded on another network';
  if (recorded.stepLength !== wanted.stepLength)
    return `was recorded with steps of ${recorded.stepLength} s, not ${wanted.stepLength} s`;
  if (recorded.demand !== wanted.demand) return 'was recorded with another demand file';
  if (canonicalJson(recorded.arrivals) !== canonicalJson(wanted.arrivals))
    return 'was recorded with another law of departures';
  if (canonicalJson(recorded.options) !== canonicalJson(wanted.options))
    return 'was recorded with other options of SUMO';
  if (recorded.seed !== wanted.seed)
    return `was recorded for ${seedInWords(recorded.seed)}, not ${seedInWords(wanted.seed)}`;
  if (recorded.sumo !== wanted.sumo) return `was recorded with SUMO ${recorded.sumo}, not ${wanted.sumo}`;
  return undefined;
}

/** `7/replication/0` as `seed 7, replication 1`. */
function seedInWords(seed: string): string {
  const [, of, number] = /^(\d+)\/replication\/(\d+)$/.exec(seed) ?? [];
  return of === undefined ? `seed ${seed}` : `seed ${of}, replication ${Number(number) + 1}`;
}
