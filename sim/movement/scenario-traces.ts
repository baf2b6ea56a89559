import { InputError } from '../../src/input/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { futurePoints, type MovementTrack, pastPoints } from '../../src/twin/prediction/index.js';
import { sharedNetwork, sharedRoutePool } from '../execution/shared-inputs.js';
import { movementTraces } from './movement-traces.js';

/** How far the traffic of a scenario is. */
export interface TracesProgress {
  readonly scenario: string;
  /** Number of the traffic run, from 0. */
  readonly round: number;
  readonly rounds: number;
  /** Simulated time and its end, s. */
  readonly time: number;
  readonly end: number;
}

/** What tracing some runs of a scenario's traffic needs. */
export interface ScenarioTracesOptions {
  /** The text from which the traffic follows, together with the name of the scenario and the number of the run. */
  readonly seed: string;
  readonly rounds: number;
  readonly signal?: AbortSignal;
  readonly onTraces?: (progress: TracesProgress) => void;
}

/** The tracks of all vehicles of several runs of a scenario's traffic. @throws what `movementTraces` throws */
export async function tracesOf(
  scenario: Scenario,
  { seed, rounds, signal, onTraces }: ScenarioTracesOptions,
): Promise<MovementTrack[]> {
  const network = await sharedNetwork(scenario.traffic.network);
  const pool = await sharedRoutePool(scenario.traffic);
  const tracks: MovementTrack[] = [];
  for (let round = 0; round < rounds; round++) {
    const found = await movementTraces(`${scenario.name}/${round}`, {
      scenario,
      network,
      pool,
      seed: `${seed}/${scenario.name}/${round}`,
      signal,
      onSecond: (time, end) => onTraces?.({ scenario: scenario.name, round, rounds, time, end }),
    });
    tracks.push(...found);
  }
  return tracks;
}

/** What to say when too few vehicles drive for long enough. */
export function tooShort(scenarios: readonly Scenario[]): InputError {
  const names = scenarios.map(({ name }) => name).join(', ');
  return new InputError(
    `scenario ${names}: traffic.duration`,
    `is too short: too few vehicles drive for ${pastPoints + futurePoints} s after the warm-up`,
    'some minutes of traffic',
  );
}
