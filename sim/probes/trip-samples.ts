import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunError } from '../../src/input/index.js';
import { RandomStreams } from '../../src/random/index.js';
import { runSumoTool } from '../../src/sumo/index.js';
import { readVehroutes, vehrouteOptions } from '../../src/traces/index.js';
import { concurrently } from '../execution/concurrently.js';
import { prepareDemand, sumoSeed } from '../traffic/demand.js';
import { sumoArguments } from '../traffic/sumo-arguments.js';
import { withWorkFolder } from '../traffic/work-folder.js';
import type { ProbeRoundInputs } from './probe-rounds.js';

/** A trip that one vehicle makes in the traffic of a scenario. */
export interface ProbeTrip {
  /** Links in order. */
  readonly links: readonly number[];
  /** When the vehicle enters the first link, at its beginning, s; a little later when there is no room. */
  readonly departure: number;
}

/** What sampling trips needs. */
export interface TripSampleInputs extends Omit<ProbeRoundInputs, 'onRound'> {
  readonly trip: ProbeTrip;
  /** Number of samples, each in traffic of its own. */
  readonly samples: number;
  /** Told the number of samples so far. */
  readonly onSample?: (done: number) => void;
}

const vehicleId = 'probe_trip';

async function sampleOf(sample: number, inputs: TripSampleInputs): Promise<number> {
  const { scenario, network, pool, signal, trip } = inputs;
  const random = new RandomStreams(`${scenario.seed}/trip/${sample}`);
  const name = `trip ${sample + 1} of ${inputs.samples}`;
  return withWorkFolder(async (folder) => {
    const demand = await prepareDemand(scenario.traffic, pool, random, folder);
    const edges = trip.links.map((link) => network.links[link].id).join(' ');
    const type = pool?.vehicleType === undefined ? '' : ` type="${pool.vehicleType}"`;
    const vehicle = `<vehicle id="${vehicleId}"${type} depart="${trip.departure}" departPos="base" departLane="best" departSpeed="max"><route edges="${edges}"/></vehicle>`;
    const file = join(folder, 'trip.rou.xml');
    await writeFile(file, `<routes>${vehicle}</routes>\n`);
    // The demand's own routes come last among the arguments.
    const routes = join(folder, 'vehroutes.xml');
    const args = [
      ...sumoArguments(
        scenario.traffic,
        [...demand.slice(0, -1), `${demand.at(-1)},${file}`],
        sumoSeed(random),
      ),
      ...['--end', String(scenario.traffic.warmUp + scenario.traffic.duration)],
      ...vehrouteOptions(routes),
    ];
    await runSumoTool('sumo', args, { signal });
    const { traversals } = await readVehroutes(routes, (edge) => network.linkIndex(edge), {
      freeFlowTimes: network.freeFlowTimes,
    });
    const of = traversals.vehicles.indexOf(vehicleId);
    const first = traversals.vehicle.indexOf(of);
    const last = first + trip.links.length - 1;
    if (of < 0 || traversals.vehicle[last] !== of)
      throw new RunError(
        `${name}: did not end by ${args[args.indexOf('--end') + 1]} s: give the traffic a longer duration`,
      );
    return traversals.exit[last] - traversals.entry[first];
  });
}

/**
 * Real times, s, of a trip in SUMO: one vehicle more in the scenario's traffic, under seeds that neither probe rounds nor
 * replications have.
 * @returns one per sample, the same whatever `jobs` is
 * @throws RunError when SUMO fails or a trip does not end within the scenario's traffic
 */
export async function sampleTrips(inputs: TripSampleInputs): Promise<number[]> {
  let done = 0;
  const samples = Array.from({ length: inputs.samples }, (_, sample) => sample);
  return concurrently(samples, inputs.jobs, async (sample) => {
    const time = await sampleOf(sample, inputs);
    done++;
    inputs.onSample?.(done);
    return time;
  });
}
