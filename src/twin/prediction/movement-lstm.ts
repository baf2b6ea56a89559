import { RandomStream } from '../../random/index.js';
import { Dense, Lstm, type Parameter, type Trainable, useWeights, type Weights } from '../neural/index.js';
import { inputLength, outputLength, ownFrame, toPoints, writeInputs } from './internal/own-frame.js';
import {
  checkRequest,
  futurePoints,
  type MovementPredictor,
  type ObservedMovement,
  pastPoints,
} from './movement.js';

/** Numbers per second that the network reads: the displacement and its change, forward and left. */
const features = 4;
/** Changes are small: told in units of 2 m. */
const changeScale = 5;

/**
 * The papers' movement model (twin-market journal, section V-A1): a long short-term memory network that reads the last 60 points
 * and answers the next 5. It reads displacements in the vehicle's own coordinates, and answers what to add to constant velocity.
 */
export class MovementLstm implements MovementPredictor, Trainable {
  readonly name = 'LSTM';
  readonly units: number;
  readonly memory: Lstm;
  readonly head: Dense;

  /** @param random draws the first weights */
  constructor(units: number, random: RandomStream) {
    this.units = units;
    this.memory = new Lstm('memory', features, units, random);
    this.head = new Dense('head', units, outputLength, random, 0);
  }

  /** @param where what to call the weights in an error; @throws InputError when they do not fit */
  static from(weights: Weights, where: string): MovementLstm {
    const network = new MovementLstm(Number(weights.about.units), new RandomStream('weights from a file'));
    useWeights(weights, network, where);
    return network;
  }

  get parameters(): readonly Parameter[] {
    return [...this.memory.parameters, ...this.head.parameters];
  }

  /**
   * What a batch is answered with.
   * @param inputs rows x 118, as examples have them
   * @param keep factor of each hidden unit, rows x units, for drop-out; all 1 by default
   * @returns rows x 10: displacements from the present
   */
  forward(inputs: Float64Array, rows: number, keep?: Float64Array): Float64Array {
    const hidden = this.memory.forward(sequence(inputs, rows), pastPoints - 1, rows);
    if (keep !== undefined) for (let i = 0; i < hidden.length; i++) hidden[i] *= keep[i];
    const output = this.head.forward(hidden, rows);
    for (let row = 0; row < rows; row++) {
      const last = (row + 1) * inputLength - 2;
      for (let i = 0; i < outputLength; i++)
        output[row * outputLength + i] += (Math.floor(i / 2) + 1) * inputs[last + (i % 2)];
    }
    return output;
  }

  /** Adds to all gradients. @param gradient by the output of the last `forward`, rows x 10; @param keep as it was given there */
  backward(gradient: Float64Array, keep?: Float64Array): void {
    const byHidden = this.head.backward(gradient);
    if (keep !== undefined) for (let i = 0; i < byHidden.length; i++) byHidden[i] *= keep[i];
    this.memory.backward(byHidden);
  }

  predict(observed: ObservedMovement, points = futurePoints): Float64Array {
    checkRequest(observed, points);
    const frame = ownFrame(observed.past);
    const input = new Float64Array(inputLength);
    writeInputs(observed.past, frame, input);
    return toPoints(this.forward(input, 1), frame, points);
  }
}

/** The numbers of each second for all rows, second by second. */
function sequence(inputs: Float64Array, rows: number): Float64Array {
  const steps = pastPoints - 1;
  const result = new Float64Array(steps * rows * features);
  for (let t = 0; t < steps; t++)
    for (let row = 0; row < rows; row++) {
      const from = row * inputLength + 2 * t;
      const to = (t * rows + row) * features;
      for (let axis = 0; axis < 2; axis++) {
        const now = inputs[from + axis];
        result[to + axis] = now;
        result[to + 2 + axis] = t === 0 ? 0 : changeScale * (now - inputs[from + axis - 2]);
      }
    }
  return result;
}
