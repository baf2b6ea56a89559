import { join } from 'node:path';
import { InputError, RunError } from '../../src/input/index.js';
import type { RoadNetwork } from '../../src/network/index.js';
import { RandomStreams } from '../../src/random/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { runSumoTool, SumoToolError } from '../../src/sumo/index.js';
import { type LinkTraversals, readVehroutes, vehrouteOptions } from '../../src/traces/index.js';
import { concurrently } from '../execution/concurrently.js';
import { Places } from '../execution/places.js';
import { prepareDemand, type RoutePool, sumoSeed } from '../traffic/demand.js';
import { sumoArguments } from '../traffic/sumo-arguments.js';
import { outputFault, withWorkFolder } from '../traffic/work-folder.js';

/** What probe rounds need. */
export interface ProbeRoundInputs {
  readonly scenario: Scenario;
  readonly network: RoadNetwork;
  readonly pool: RoutePool | undefined;
  /** SUMO processes at once. */
  readonly jobs: number;
  /** Where they have to find a place among others; by default they have `jobs` of their own. */
  readonly places?: Places;
  /** Told when the last round has begun: places become free for others from now on. */
  readonly onLastRound?: () => void;
  readonly signal?: AbortSignal;
  /** Told the number of finished rounds. */
  readonly onRound?: (done: number) => void;
}

/** The text from which every random number of a probe round follows. */
export function probeSeed(scenario: Scenario, round: number): string {
  return `${scenario.seed}/probe/${round}`;
}

async function probeRound(round: number, inputs: ProbeRoundInputs): Promise<LinkTraversals> {
  const { scenario, network, pool, signal } = inputs;
  const random = new RandomStreams(probeSeed(scenario, round));
  return withWorkFolder(async (folder) => {
    const demand = await prepareDemand(scenario.traffic, pool, random, folder);
    const routes = join(folder, 'vehroutes.xml');
    const end = scenario.traffic.warmUp + scenario.traffic.duration;
    const args = [
      ...sumoArguments(scenario.traffic, demand, sumoSeed(random)),
      ...['--end', String(end)],
      ...vehrouteOptions(routes),
    ];
    const name = `probe round ${round + 1} of ${scenario.probes.rounds}`;
    await runSumoTool('sumo', args, { signal }).catch((error: unknown) => {
      throw error instanceof SumoToolError
        ? new RunError(`${name}: ${error.message}`, { cause: error })
        : error;
    });
    const { traversals } = await readVehroutes(routes, (edge) => network.linkIndex(edge), {
      freeFlowTimes: network.freeFlowTimes,
    }).catch(async (error: unknown) => {
      throw error instanceof InputError ? await outputFault(name, error) : error;
    });
    return traversals;
  });
}

/**
 * Runs the probe rounds of a scenario: the same traffic with seeds of their own, in SUMO alone, whose vehicles tell how long they
 * took for each link.
 * @returns the link traversals of each round, the same whatever `jobs` is
 * @throws RunError that names the round, when SUMO fails in it
 */
export async function runProbeRounds(inputs: ProbeRoundInputs): Promise<LinkTraversals[]> {
  const { scenario, jobs, places = new Places(jobs), onLastRound, onRound } = inputs;
  let done = 0;
  const rounds = Array.from({ length: scenario.probes.rounds }, (_, round) => round);
  return concurrently(rounds, jobs, (round) =>
    places.run(async () => {
      if (round === rounds.length - 1) onLastRound?.();
      const result = await probeRound(round, inputs);
      done++;
      onRound?.(done);
      return result;
    }),
  );
}
