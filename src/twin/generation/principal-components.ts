import type { RandomStream } from '../../random/index.js';
import { addProduct, type Parameter, type Trainable, transposed, zeros } from '../neural/index.js';

/** Rounds of the subspace iteration: enough for pictures, whose variances fall quickly. */
const rounds = 12;

/**
 * A linear autoencoder: the directions in which pictures vary most, each in units of its standard deviation. Generating so few
 * numbers in place of all pixels is what makes a small diffusion model possible.
 */
export class PrincipalComponents implements Trainable {
  readonly inputs: number;
  readonly count: number;
  readonly mean: Parameter;
  /** count x inputs, orthonormal rows. */
  readonly directions: Parameter;
  /** Standard deviation along each direction. */
  readonly spread: Parameter;

  constructor(inputs: number, count: number) {
    this.inputs = inputs;
    this.count = count;
    this.mean = zeros('components/mean', inputs);
    this.directions = zeros('components/directions', count * inputs);
    this.spread = zeros('components/spread', count);
  }

  /**
   * The components of pictures, by subspace iteration on their covariance.
   * @param pixels rows x inputs
   */
  static of(pixels: Float64Array, inputs: number, count: number, random: RandomStream): PrincipalComponents {
    const found = new PrincipalComponents(inputs, count);
    const rows = pixels.length / inputs;
    const mean = found.mean.value;
    for (let i = 0; i < pixels.length; i++) mean[i % inputs] += pixels[i] / rows;
    const centred = transposed(
      pixels.map((value, i) => value - mean[i % inputs]),
      rows,
      inputs,
    );
    const covariance = new Float64Array(inputs * inputs);
    addProduct(centred, centred, covariance, inputs, inputs, rows);
    const { value } = found.directions;
    for (let i = 0; i < value.length; i++) value[i] = random.uniform(-1, 1);
    for (let round = 0; round < rounds; round++) {
      const next = new Float64Array(count * inputs);
      addProduct(value, covariance, next, count, inputs, inputs);
      const lengths = orthonormalise(next, count, inputs);
      value.set(next);
      found.spread.value.set(lengths.map((length) => Math.sqrt(length / rows)));
    }
    return found;
  }

  get parameters(): readonly Parameter[] {
    return [this.mean, this.directions, this.spread];
  }

  /** @param pixels rows x inputs; @returns rows x count, of about mean 0 and variance 1 */
  encode(pixels: Float64Array): Float64Array {
    const { inputs, count } = this;
    const rows = pixels.length / inputs;
    const codes = new Float64Array(rows * count);
    const centred = pixels.map((value, i) => value - this.mean.value[i % inputs]);
    addProduct(centred, this.directions.value, codes, rows, count, inputs);
    for (let i = 0; i < codes.length; i++) codes[i] /= this.spread.value[i % count];
    return codes;
  }

  /** The pictures of codes, cut to [-1, 1]. */
  decode(codes: Float64Array): Float64Array {
    const { inputs, count } = this;
    const rows = codes.length / count;
    const pixels = new Float64Array(rows * inputs);
    const scaled = codes.map((value, i) => value * this.spread.value[i % count]);
    addProduct(scaled, transposed(this.directions.value, count, inputs), pixels, rows, inputs, count);
    for (let i = 0; i < pixels.length; i++)
      pixels[i] = Math.max(-1, Math.min(1, pixels[i] + this.mean.value[i % inputs]));
    return pixels;
  }
}

/** Gram-Schmidt, twice for the digits; @returns the lengths that the rows had, less what lay along rows before */
function orthonormalise(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const lengths = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = matrix.subarray(i * columns, (i + 1) * columns);
    for (let pass = 0; pass < 2; pass++)
      for (let j = 0; j < i; j++) {
        const other = matrix.subarray(j * columns, (j + 1) * columns);
        let along = 0;
        for (let k = 0; k < columns; k++) along += row[k] * other[k];
        for (let k = 0; k < columns; k++) row[k] -= along * other[k];
      }
    lengths[i] = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    for (let k = 0; k < columns; k++) row[k] /= lengths[i];
  }
  return lengths;
}
