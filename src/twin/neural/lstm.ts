import type { RandomStream } from '../../random/index.js';
import { sigmoid, tanh } from './internal/exponential.js';
import { addColumnSums, addProduct, transposed } from './internal/matrix.js';
import { type Parameter, type Trainable, uniform, zeros } from './parameter.js';

/** What a forward pass leaves for the backward pass. */
interface Trace {
  readonly steps: number;
  readonly rows: number;
  readonly input: Float64Array;
  /** Input, forget, candidate and output gate after their functions: steps x rows x 4 units. */
  readonly gates: Float64Array;
  /** Cells and outputs before each step and after the last: (steps + 1) x rows x units. */
  readonly cells: Float64Array;
  readonly hidden: Float64Array;
}

/**
 * A long short-term memory layer (Hochreiter and Schmidhuber 1997, with forget gates) that reads a sequence and answers with its
 * output after the last element. Gates stand in the order input, forget, candidate, output.
 */
export class Lstm implements Trainable {
  readonly inputs: number;
  readonly units: number;
  readonly inputWeights: Parameter;
  readonly recurrentWeights: Parameter;
  readonly bias: Parameter;
  #trace: Trace | undefined;

  constructor(name: string, inputs: number, units: number, random: RandomStream) {
    this.inputs = inputs;
    this.units = units;
    const limit = 1 / Math.sqrt(units);
    this.inputWeights = uniform(`${name}/input`, 4 * units * inputs, limit, random);
    this.recurrentWeights = uniform(`${name}/recurrent`, 4 * units * units, limit, random);
    this.bias = zeros(`${name}/bias`, 4 * units);
    // A memory that begins by keeping what it has.
    this.bias.value.fill(1, units, 2 * units);
  }

  get parameters(): readonly Parameter[] {
    return [this.inputWeights, this.recurrentWeights, this.bias];
  }

  /**
   * @param input steps x rows x inputs: element by element, each for all rows of the batch; kept for `backward`
   * @returns rows x units
   */
  forward(input: Float64Array, steps: number, rows: number): Float64Array {
    const { units, inputs } = this;
    const [width, state] = [4 * units, rows * units];
    const gates = new Float64Array(steps * rows * width);
    for (let i = 0; i < steps * rows; i++) gates.set(this.bias.value, i * width);
    addProduct(input, this.inputWeights.value, gates, steps * rows, width, inputs);
    const cells = new Float64Array((steps + 1) * state);
    const hidden = new Float64Array((steps + 1) * state);
    for (let t = 0; t < steps; t++) {
      const gate = gates.subarray(t * rows * width, (t + 1) * rows * width);
      const before = hidden.subarray(t * state, (t + 1) * state);
      addProduct(before, this.recurrentWeights.value, gate, rows, width, units);
      for (let row = 0; row < rows; row++) {
        const at = row * width;
        for (let u = 0; u < units; u++) {
          const i = sigmoid(gate[at + u]);
          const f = sigmoid(gate[at + units + u]);
          const g = tanh(gate[at + 2 * units + u]);
          const o = sigmoid(gate[at + 3 * units + u]);
          gate[at + u] = i;
          gate[at + units + u] = f;
          gate[at + 2 * units + u] = g;
          gate[at + 3 * units + u] = o;
          const place = t * state + row * units + u;
          const cell = f * cells[place] + i * g;
          cells[place + state] = cell;
          hidden[place + state] = o * tanh(cell);
        }
      }
    }
    this.#trace = { steps, rows, input, gates, cells, hidden };
    return hidden.slice(steps * state);
  }

  /**
   * Adds to the gradients of the weights, back through all elements of the sequence.
   * @param gradient of the loss by the output of the last `forward`, rows x units
   * @throws RangeError when there was none
   */
  backward(gradient: Float64Array): void {
    if (this.#trace === undefined) throw new RangeError('backward needs a forward pass before it');
    const { steps, rows, input, gates, cells, hidden } = this.#trace;
    const { units, inputs } = this;
    const [width, state] = [4 * units, rows * units];
    const slopes = new Float64Array(gates.length);
    const recurrent = transposed(this.recurrentWeights.value, width, units);
    let byHidden = gradient.slice();
    const byCell = new Float64Array(state);
    for (let t = steps - 1; t >= 0; t--) {
      for (let row = 0; row < rows; row++) {
        const at = (t * rows + row) * width;
        for (let u = 0; u < units; u++) {
          const i = gates[at + u];
          const f = gates[at + units + u];
          const g = gates[at + 2 * units + u];
          const o = gates[at + 3 * units + u];
          const place = row * units + u;
          const squashed = tanh(cells[(t + 1) * state + place]);
          const h = byHidden[place];
          const c = byCell[place] + h * o * (1 - squashed * squashed);
          slopes[at + u] = c * g * i * (1 - i);
          slopes[at + units + u] = c * cells[t * state + place] * f * (1 - f);
          slopes[at + 2 * units + u] = c * i * (1 - g * g);
          slopes[at + 3 * units + u] = h * squashed * o * (1 - o);
          byCell[place] = c * f;
        }
      }
      byHidden = new Float64Array(state);
      const slope = slopes.subarray(t * rows * width, (t + 1) * rows * width);
      addProduct(slope, recurrent, byHidden, rows, units, width);
    }
    const all = steps * rows;
    const bySlope = transposed(slopes, all, width);
    addProduct(bySlope, transposed(input, all, inputs), this.inputWeights.gradient, width, inputs, all);
    addProduct(bySlope, transposed(hidden, all, units), this.recurrentWeights.gradient, width, units, all);
    addColumnSums(slopes, all, width, this.bias.gradient);
  }
}
