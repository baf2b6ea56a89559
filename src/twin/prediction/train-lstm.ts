import { setImmediate as letOthersRun } from 'node:timers/promises';
import { RandomStreams } from '../../random/index.js';
import { Adam, clearGradients, copyValues, roundToFile } from '../neural/index.js';
import type { MovementExamples } from './example.js';
import { inputLength, outputLength } from './internal/own-frame.js';
import { MovementLstm } from './movement-lstm.js';

/** How the LSTM is trained. */
export interface LstmTraining {
  /** First weights, order of the examples and drop-out follow from it. */
  readonly seed: string | number;
  /** Hidden units; default 32. */
  readonly units?: number;
  /** Times that all examples are seen; default 20. */
  readonly epochs?: number;
  /** Examples per step; default 40, as in the paper. */
  readonly batch?: number;
  /** Size of the first steps of Adam, falling to a hundredth of it along half a cosine; default .004. */
  readonly learningRate?: number;
  /** Share of the hidden units left out of a step; default .05, as in the paper. */
  readonly dropout?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrainingProgress) => void;
}

/** How far a training is. */
export interface TrainingProgress {
  /** Steps done, of all. */
  readonly step: number;
  readonly steps: number;
  readonly epoch: number;
  /** Mean squared error of the validation examples after the last whole epoch, m^2 per coordinate; absent before. */
  readonly validation?: number;
}

/** Mean squared error in m^2 per coordinate. */
function validationError(network: MovementLstm, examples: MovementExamples): number {
  const rows = 64;
  let squares = 0;
  for (let from = 0; from < examples.count; from += rows) {
    const n = Math.min(rows, examples.count - from);
    const output = network.forward(examples.inputs.subarray(from * inputLength, (from + n) * inputLength), n);
    for (let i = 0; i < output.length; i++)
      squares += (output[i] - examples.outputs[from * outputLength + i]) ** 2;
  }
  return (100 * squares) / (examples.count * outputLength);
}

/**
 * Trains the LSTM by the mean squared error (twin-market journal, section V-A1) with Adam, and keeps the epoch with the least error
 * on the validation examples. The same examples and seed give the same weights, bit by bit.
 * @throws RangeError without examples; the signal's reason when it is aborted
 */
export async function trainLstm(
  training: MovementExamples,
  validation: MovementExamples,
  options: LstmTraining,
): Promise<MovementLstm> {
  const { units = 32, epochs = 20, batch = 40, learningRate = 0.004, dropout = 0.05 } = options;
  if (training.count === 0 || validation.count === 0)
    throw new RangeError('training needs at least one example to learn from and one to validate');
  const random = new RandomStreams(options.seed);
  const network = new MovementLstm(units, random.stream('weights'));
  const best = new MovementLstm(units, random.stream('weights of the best'));
  const adam = new Adam(network, { learningRate });
  const perEpoch = Math.ceil(training.count / batch);
  const steps = epochs * perEpoch;
  let least = Number.POSITIVE_INFINITY;
  let last: number | undefined;
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = random.stream('order').shuffle(Array.from({ length: training.count }, (_, i) => i));
    for (let from = 0; from < order.length; from += batch) {
      adam.learningRate = learningRate * (0.01 + 0.99 * 0.5 * (1 + Math.cos((Math.PI * step) / steps)));
      learn(network, adam, training, order.slice(from, from + batch), () =>
        random.stream('dropout').next() < dropout ? 0 : 1 / (1 - dropout),
      );
      step++;
      if (step % 20 === 0) {
        options.onProgress?.({ step, steps, epoch, ...(last === undefined ? {} : { validation: last }) });
        await letOthersRun();
        options.signal?.throwIfAborted();
      }
    }
    last = validationError(network, validation);
    if (last < least) {
      least = last;
      copyValues(network, best);
    }
  }
  options.onProgress?.({ step, steps, epoch: epochs, validation: least });
  roundToFile(best);
  return best;
}

/** One step of the optimiser on a batch. */
function learn(
  network: MovementLstm,
  adam: Adam,
  { inputs, outputs }: MovementExamples,
  chosen: readonly number[],
  keepOrDrop: () => number,
): void {
  const rows = chosen.length;
  const input = new Float64Array(rows * inputLength);
  const target = new Float64Array(rows * outputLength);
  for (const [row, i] of chosen.entries()) {
    input.set(inputs.subarray(i * inputLength, (i + 1) * inputLength), row * inputLength);
    target.set(outputs.subarray(i * outputLength, (i + 1) * outputLength), row * outputLength);
  }
  const keep = Float64Array.from({ length: rows * network.units }, keepOrDrop);
  clearGradients(network);
  const output = network.forward(input, rows, keep);
  for (let i = 0; i < output.length; i++) output[i] = (2 * (output[i] - target[i])) / output.length;
  network.backward(output, keep);
  adam.step();
}
