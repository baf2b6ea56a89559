import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/random/index.js';
import {
  Adam,
  clearGradients,
  Dense,
  exponential,
  Lstm,
  sigmoid,
  type Trainable,
  tanh,
} from '../../../src/twin/neural/index.js';

const numbers = (random: RandomStream, count: number): Float64Array =>
  Float64Array.from({ length: count }, () => random.normal(0, 1));

/** The largest relative error of the gradients against central differences. */
function gradientError(network: Trainable, loss: () => number): number {
  let worst = 0;
  for (const { value, gradient } of network.parameters)
    for (let i = 0; i < value.length; i++) {
      const kept = value[i];
      const h = 1e-5;
      value[i] = kept + h;
      const above = loss();
      value[i] = kept - h;
      const below = loss();
      value[i] = kept;
      const numeric = (above - below) / (2 * h);
      worst = Math.max(worst, Math.abs(numeric - gradient[i]) / Math.max(1, Math.abs(numeric)));
    }
  return worst;
}

/** A loss whose gradient by the output is known: the weighted sum of its squares. */
const weighted = (output: Float64Array, weights: Float64Array): number =>
  output.reduce((sum, y, i) => sum + weights[i] * y * y, 0);

describe('exponential, sigmoid and tanh', () => {
  it('agree with the library to a relative 1e-11 over the whole range', () => {
    for (let x = -700; x <= 700; x += 0.37) {
      expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-11);
      expect(Math.abs(tanh(x) - Math.tanh(x))).toBeLessThan(1e-11);
      expect(Math.abs(sigmoid(x) - 1 / (1 + Math.exp(-x)))).toBeLessThan(1e-11);
    }
    expect([exponential(-1e9), exponential(1e9), tanh(1e9), tanh(-1e9), exponential(Number.NaN)]).toEqual([
      0,
      Number.POSITIVE_INFINITY,
      1,
      -1,
      Number.NaN,
    ]);
  });
});

describe('gradients', () => {
  // Odd sizes, so that whole tiles of the matrix product and their rests are both met.
  it.each([
    [3, 5, 7],
    [4, 8, 2],
    [1, 1, 1],
  ])(
    'of a dense layer are those of central differences (%i rows, %i inputs, %i outputs)',
    (rows, inputs, outputs) => {
      const random = new RandomStream('dense');
      const layer = new Dense('layer', inputs, outputs, random);
      const x = numbers(random, rows * inputs);
      const weights = numbers(random, rows * outputs);
      const y = layer.forward(x, rows);
      const byInput = layer.backward(y.map((value, i) => 2 * weights[i] * value));
      expect(gradientError(layer, () => weighted(layer.forward(x, rows), weights))).toBeLessThan(1e-7);
      for (let i = 0; i < x.length; i++) {
        const moved = (d: number): number => {
          const other = x.slice();
          other[i] += d;
          return weighted(layer.forward(other, rows), weights);
        };
        expect((moved(1e-5) - moved(-1e-5)) / 2e-5).toBeCloseTo(byInput[i], 6);
      }
    },
  );

  it.each([
    [6, 3, 2, 5],
    [3, 4, 4, 4],
  ])('of an LSTM are those of central differences (%i steps, %i rows)', (steps, rows, inputs, units) => {
    const random = new RandomStream('lstm');
    const layer = new Lstm('layer', inputs, units, random);
    const x = numbers(random, steps * rows * inputs);
    const weights = numbers(random, rows * units);
    const y = layer.forward(x, steps, rows);
    clearGradients(layer);
    layer.backward(y.map((value, i) => 2 * weights[i] * value));
    expect(gradientError(layer, () => weighted(layer.forward(x, steps, rows), weights))).toBeLessThan(1e-7);
  });

  it('of an LSTM cell follow its equations written out', () => {
    const layer = new Lstm('layer', 1, 1, new RandomStream('cell'));
    const [wi, wf, wg, wo] = layer.inputWeights.value;
    const [ui, uf, ug, uo] = layer.recurrentWeights.value;
    const [bi, bf, bg, bo] = layer.bias.value;
    let [h, c] = [0, 0];
    const inputs = [0.5, -1.2, 2];
    for (const x of inputs) {
      const s = (z: number): number => 1 / (1 + Math.exp(-z));
      c = s(wf * x + uf * h + bf) * c + s(wi * x + ui * h + bi) * Math.tanh(wg * x + ug * h + bg);
      h = s(wo * x + uo * h + bo) * Math.tanh(c);
    }
    expect(layer.forward(Float64Array.from(inputs), 3, 1)[0]).toBeCloseTo(h, 10);
  });

  it('are refused before a forward pass', () => {
    expect(() => new Lstm('layer', 1, 1, new RandomStream('x')).backward(new Float64Array(1))).toThrow(
      RangeError,
    );
  });
});

describe('Adam', () => {
  it('follows the update rule of its paper, written out', () => {
    const layer = new Dense('layer', 1, 1, new RandomStream('adam'));
    const adam = new Adam(layer, { learningRate: 0.1, clip: 1e9 });
    let [x, m, v] = [layer.weights.value[0], 0, 0];
    for (let t = 1; t <= 5; t++) {
      const g = 3 * x - 1;
      layer.weights.gradient[0] = 3 * layer.weights.value[0] - 1;
      adam.step();
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      x -= (0.1 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8);
      expect(layer.weights.value[0]).toBeCloseTo(x, 12);
    }
  });
});
