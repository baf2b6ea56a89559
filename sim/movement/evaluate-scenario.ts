import type { Scenario } from '../../src/scenario/index.js';
import { sumoVersion } from '../../src/sumo/index.js';
import { learntPredictors, type MovementAccuracy, movementWindows } from '../../src/twin/prediction/index.js';
import type { ProgressListener } from '../execution/progress.js';
import { sharedNetwork, sharedRoutePool } from '../execution/shared-inputs.js';
import { learnTravelTimes } from '../probes/learn-travel-times.js';
import { evaluatePredictors } from './evaluate-predictors.js';
import { type TracesProgress, tooShort, tracesOf } from './scenario-traces.js';

/** How predictors are compared on the traffic of a scenario. */
export interface EvaluateScenarioOptions {
  readonly seed: number;
  /** Traffic runs. */
  readonly rounds: number;
  /** Seconds between two predictions for a vehicle. */
  readonly stride: number;
  /** Folder of the weights; those of the package by default. */
  readonly weights?: string | undefined;
  /** SUMO processes at once in the probe rounds that give the link travel times. */
  readonly jobs: number;
  /** Folder in which fitted link travel times are kept. */
  readonly cache: string;
  readonly signal?: AbortSignal;
  readonly onTraces?: (progress: TracesProgress) => void;
  readonly onEvent?: ProgressListener;
}

/**
 * The accuracy of all movement predictors on new traffic of a scenario. Learnt predictors come from files, link travel times from
 * the scenario's probe rounds, so nothing was fitted to this traffic.
 * @throws InputError for wrong weights or a scenario that does not fit; RunError when SUMO fails
 */
export async function evaluateScenario(
  scenario: Scenario,
  options: EvaluateScenarioOptions,
): Promise<readonly MovementAccuracy[]> {
  const { seed, rounds, stride, weights, jobs, cache, signal, onTraces, onEvent } = options;
  const learnt = await learntPredictors(weights);
  const network = await sharedNetwork(scenario.traffic.network);
  const pool = await sharedRoutePool(scenario.traffic);
  const sumo = await sumoVersion(signal);
  const { model } = await learnTravelTimes({
    scenario,
    network,
    pool,
    sumo,
    jobs,
    cache,
    signal,
    ...(onEvent === undefined ? {} : { onProgress: onEvent }),
  });
  const tracks = await tracesOf(scenario, { seed: `${seed}/movement`, rounds, signal, onTraces });
  if (movementWindows(tracks, stride).length === 0) throw tooShort([scenario]);
  return evaluatePredictors(tracks, stride, { network, model, ...learnt });
}
