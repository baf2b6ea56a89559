import type { RandomStream } from '../../random/index.js';
import { addColumnSums, addProduct, transposed } from './internal/matrix.js';
import { type Parameter, type Trainable, uniform, zeros } from './parameter.js';

/** A fully connected layer, y = W x + b, on batches of rows. */
export class Dense implements Trainable {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Parameter;
  readonly bias: Parameter;
  #input: Float64Array = new Float64Array(0);
  #rows = 0;

  /**
   * Draws weights uniformly with the standard deviation `gain` / sqrt(inputs); biases begin at 0.
   * @param gain default 1; 0 for a layer that begins by answering nothing
   */
  constructor(name: string, inputs: number, outputs: number, random: RandomStream, gain = 1) {
    this.inputs = inputs;
    this.outputs = outputs;
    const limit = gain * Math.sqrt(3 / inputs);
    this.weights = uniform(`${name}/weights`, inputs * outputs, limit, random);
    this.bias = zeros(`${name}/bias`, outputs);
  }

  get parameters(): readonly Parameter[] {
    return [this.weights, this.bias];
  }

  /** @param input rows x inputs, kept for `backward`; @returns rows x outputs */
  forward(input: Float64Array, rows: number): Float64Array {
    this.#input = input;
    this.#rows = rows;
    const output = new Float64Array(rows * this.outputs);
    for (let i = 0; i < rows; i++) output.set(this.bias.value, i * this.outputs);
    addProduct(input, this.weights.value, output, rows, this.outputs, this.inputs);
    return output;
  }

  /**
   * Adds to the gradients of weights and bias.
   * @param gradient of the loss by the output of the last `forward`, rows x outputs
   * @returns the gradient by its input, rows x inputs
   */
  backward(gradient: Float64Array): Float64Array {
    const { inputs, outputs } = this;
    const rows = this.#rows;
    const byOutput = transposed(gradient, rows, outputs);
    addProduct(byOutput, transposed(this.#input, rows, inputs), this.weights.gradient, outputs, inputs, rows);
    addColumnSums(gradient, rows, outputs, this.bias.gradient);
    const back = new Float64Array(rows * inputs);
    addProduct(gradient, transposed(this.weights.value, outputs, inputs), back, rows, inputs, outputs);
    return back;
  }
}
