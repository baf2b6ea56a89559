import { join } from 'node:path';
import { RandomStreams } from '../../src/random/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { sumoVersion } from '../../src/sumo/index.js';
import { writeWeights } from '../../src/twin/neural/index.js';
import {
  LinearRegression,
  type MovementAccuracy,
  type MovementExamples,
  type MovementTrack,
  movementAccuracy,
  movementExamples,
  movementWindows,
  splitByVehicle,
  type TrainingProgress,
  trainLstm,
  weightsFiles,
  weightsKinds,
} from '../../src/twin/prediction/index.js';
import { type TracesProgress, tooShort, tracesOf } from './scenario-traces.js';

/** How movement predictors are trained. */
export interface TrainPredictorsOptions {
  /** Traffic, split, first weights and the order of the examples follow from it. */
  readonly seed: number;
  /** Traffic runs of each scenario. */
  readonly rounds: number;
  /** Seconds between two examples of a vehicle. */
  readonly stride: number;
  /** Times that the LSTM sees all examples. */
  readonly epochs: number;
  /** Hidden units of the LSTM. */
  readonly units: number;
  /** Folder for the weights. */
  readonly out: string;
  readonly signal?: AbortSignal;
  readonly onTraces?: (progress: TracesProgress) => void;
  readonly onTraining?: (progress: TrainingProgress) => void;
}

/** What a training left. */
export interface TrainedPredictors {
  readonly files: readonly string[];
  /** Vehicles and examples to learn from, to choose the epoch by, and to test on. */
  readonly vehicles: readonly [training: number, validation: number, test: number];
  readonly examples: readonly [training: number, validation: number, test: number];
  /** On vehicles that nothing was learnt from. */
  readonly accuracy: readonly MovementAccuracy[];
}

const vehiclesOf = (tracks: readonly MovementTrack[]): number =>
  new Set(tracks.map(({ vehicle }) => vehicle)).size;

/**
 * Trains linear regression and LSTM on SUMO traces of some scenarios, split by vehicle, and writes their weights. The same
 * scenarios, options and SUMO give the same files, byte by byte.
 * @throws InputError when a scenario does not fit or the folder cannot be written; RunError when SUMO fails
 */
export async function trainPredictors(
  scenarios: readonly Scenario[],
  options: TrainPredictorsOptions,
): Promise<TrainedPredictors> {
  const { seed, rounds, stride, epochs, units, out, signal, onTraces, onTraining } = options;
  const random = new RandomStreams(`${seed}/movement`);
  const sumo = await sumoVersion(signal);
  const tracks: MovementTrack[] = [];
  for (const scenario of scenarios)
    tracks.push(...(await tracesOf(scenario, { seed: `${seed}/movement`, rounds, signal, onTraces })));
  const split = splitByVehicle(tracks, random.stream('split'));
  const parts = [split.training, split.validation, split.test] as const;
  const windows = parts.map((part) => movementWindows(part, stride));
  if (windows.some((part) => part.length === 0)) throw tooShort(scenarios);
  const [training, validation] = windows.slice(0, 2).map(movementExamples) as [
    MovementExamples,
    MovementExamples,
  ];
  const linear = LinearRegression.fit(training);
  const lstm = await trainLstm(training, validation, {
    seed: `${seed}/movement/lstm`,
    units,
    epochs,
    signal,
    ...(onTraining === undefined ? {} : { onProgress: onTraining }),
  });
  const about = {
    scenarios: scenarios.map(({ name }) => name),
    seed,
    rounds,
    stride,
    examples: training.count,
    sumo,
  };
  const files = [join(out, weightsFiles.linear), join(out, weightsFiles.lstm)];
  await writeWeights(files[0], weightsKinds.linear, about, linear.layer);
  await writeWeights(files[1], weightsKinds.lstm, { ...about, units, epochs }, lstm);
  return {
    files,
    vehicles: [vehiclesOf(split.training), vehiclesOf(split.validation), vehiclesOf(split.test)],
    examples: [windows[0].length, windows[1].length, windows[2].length],
    accuracy: [linear, lstm].map((predictor) => movementAccuracy(predictor, windows[2])),
  };
}
