import type { RandomStream } from '../../random/index.js';
import { Dense, type Parameter, sigmoid, type Trainable } from '../neural/index.js';

/** Sines and cosines that tell the network how much noise there is. */
const timeFeatures = 12;
const blocks = 3;

/** What a denoiser is told of each picture besides its noisy code. */
export interface Conditions {
  /** Share of the way from picture (0) to noise (1). */
  readonly times: Float64Array;
  readonly subjects: ArrayLike<number>;
  readonly settings: ArrayLike<number>;
}

/** Sizes of a denoiser. */
export interface DenoiserSizes {
  /** Numbers of a code. */
  readonly codes: number;
  readonly subjects: number;
  readonly settings: number;
  /** Width of its layers. */
  readonly units: number;
}

/**
 * The network of the diffusion model: from a noisy code, the amount of noise, the subject and the setting to the velocity of the
 * diffusion (Salimans and Ho 2022). A perceptron with residual blocks, told the conditions again at each.
 */
export class Denoiser implements Trainable {
  readonly sizes: DenoiserSizes;
  readonly #first: Dense;
  readonly #blocks: readonly Dense[];
  readonly #last: Dense;
  #rows = 0;
  /** Of each layer what went through its function. */
  #sums: Float64Array[] = [];

  constructor(sizes: DenoiserSizes, random: RandomStream) {
    this.sizes = sizes;
    const { codes, subjects, settings, units } = sizes;
    const told = timeFeatures + subjects + settings;
    this.#first = new Dense('denoiser/first', codes + told, units, random);
    this.#blocks = Array.from(
      { length: blocks },
      (_, i) => new Dense(`denoiser/block ${i}`, units + told, units, random),
    );
    this.#last = new Dense('denoiser/last', units, codes, random, 0);
  }

  get parameters(): readonly Parameter[] {
    return [this.#first, ...this.#blocks, this.#last].flatMap(({ parameters }) => parameters);
  }

  /** Multiplications for one picture and one step. */
  get work(): number {
    return this.parameters.reduce((sum, { value }) => sum + value.length, 0);
  }

  /** @param codes rows x codes; @returns the velocities, rows x codes */
  forward(codes: Float64Array, conditions: Conditions, rows: number): Float64Array {
    const told = this.#told(conditions, rows);
    this.#rows = rows;
    let sum = this.#first.forward(beside(codes, told, rows), rows);
    this.#sums = [sum];
    let hidden = sum.map(swish);
    for (const block of this.#blocks) {
      sum = block.forward(beside(hidden, told, rows), rows);
      this.#sums.push(sum);
      const [before, change] = [hidden, sum];
      hidden = before.map((h, i) => h + swish(change[i]));
    }
    return this.#last.forward(hidden, rows);
  }

  /** Adds to all gradients. @param gradient of the loss by the output of the last `forward` */
  backward(gradient: Float64Array): void {
    const rows = this.#rows;
    const { units } = this.sizes;
    let byHidden = this.#last.backward(gradient);
    for (let b = blocks - 1; b >= 0; b--) {
      const sums = this.#sums[b + 1];
      const bySum = byHidden.map((g, i) => g * swishSlope(sums[i]));
      const back = firstColumns(this.#blocks[b].backward(bySum), rows, units);
      const straight = byHidden;
      byHidden = back.map((g, i) => g + straight[i]);
    }
    const sums = this.#sums[0];
    this.#first.backward(byHidden.map((g, i) => g * swishSlope(sums[i])));
  }

  /** The conditions as numbers: sines and cosines of the time, ones at subject and setting. */
  #told({ times, subjects, settings }: Conditions, rows: number): Float64Array {
    const width = timeFeatures + this.sizes.subjects + this.sizes.settings;
    const told = new Float64Array(rows * width);
    for (let row = 0; row < rows; row++) {
      const at = row * width;
      for (let k = 0; k < timeFeatures / 2; k++) {
        const angle = Math.PI * times[row] * 2 ** (k - 1);
        told[at + 2 * k] = Math.sin(angle);
        told[at + 2 * k + 1] = Math.cos(angle);
      }
      told[at + timeFeatures + subjects[row]] = 1;
      told[at + timeFeatures + this.sizes.subjects + settings[row]] = 1;
    }
    return told;
  }
}

const swish = (x: number): number => x * sigmoid(x);

function swishSlope(x: number): number {
  const s = sigmoid(x);
  return s * (1 + x * (1 - s));
}

/** Two matrices of as many rows, side by side. */
function beside(left: Float64Array, right: Float64Array, rows: number): Float64Array {
  const [a, b] = [left.length / rows, right.length / rows];
  const result = new Float64Array(left.length + right.length);
  for (let row = 0; row < rows; row++) {
    result.set(left.subarray(row * a, (row + 1) * a), row * (a + b));
    result.set(right.subarray(row * b, (row + 1) * b), row * (a + b) + a);
  }
  return result;
}

function firstColumns(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const width = matrix.length / rows;
  const result = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    result.set(matrix.subarray(row * width, row * width + columns), row * columns);
  return result;
}
