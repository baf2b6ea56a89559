import { RandomStream } from '../../random/index.js';
import {
  Adam,
  clearGradients,
  copyValues,
  Dense,
  exponential,
  type Parameter,
  type Trainable,
  tanh,
  useWeights,
  type Weights,
} from '../neural/index.js';
import { imageAt, imageLength, type SignImages } from './sign-image.js';

/** How a classifier is trained. */
export interface ValidatorTraining {
  /** Times that all pictures are seen. */
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly random: RandomStream;
}

/** A small classifier of sign pictures: a perceptron with one hidden layer. */
export class SignValidator implements Trainable {
  readonly classes: number;
  readonly units: number;
  readonly #hidden: Dense;
  readonly #output: Dense;

  constructor(classes: number, units: number, random: RandomStream) {
    this.classes = classes;
    this.units = units;
    this.#hidden = new Dense('validator/hidden', imageLength, units, random);
    this.#output = new Dense('validator/output', units, classes, random);
  }

  /** @param where what to call the weights in an error; @throws InputError when they do not fit */
  static from(weights: Weights, where: string): SignValidator {
    const { classes, units } = weights.about;
    const validator = new SignValidator(
      Number(classes),
      Number(units),
      new RandomStream('weights from a file'),
    );
    useWeights(weights, validator, where);
    return validator;
  }

  get parameters(): readonly Parameter[] {
    return [...this.#hidden.parameters, ...this.#output.parameters];
  }

  /** A classifier with the same weights. */
  copy(): SignValidator {
    const other = new SignValidator(this.classes, this.units, new RandomStream('copy'));
    copyValues(this, other);
    return other;
  }

  /** Goes on learning from pictures, by cross-entropy with Adam, steps falling to 0 along half a cosine. */
  train(images: SignImages, { epochs, batch, learningRate, random }: ValidatorTraining): void {
    const adam = new Adam(this, { learningRate });
    const steps = epochs * Math.ceil(images.count / batch);
    let step = 0;
    for (let epoch = 0; epoch < epochs; epoch++) {
      const order = random.shuffle(Array.from({ length: images.count }, (_, i) => i));
      for (let from = 0; from < order.length; from += batch) {
        adam.learningRate = learningRate * 0.5 * (1 + Math.cos((Math.PI * step++) / steps));
        this.#learn(images, order.slice(from, from + batch), adam);
      }
    }
  }

  /** Probabilities of the classes, count x classes. */
  classify({ pixels, count }: SignImages): Float64Array {
    return this.#softmax(this.#forward(pixels, count).scores, count);
  }

  /** Which pictures are taken for what they are said to show. */
  hits(images: SignImages): boolean[] {
    const probabilities = this.classify(images);
    return Array.from(images.labels, (label, i) => {
      const row = probabilities.subarray(i * this.classes, (i + 1) * this.classes);
      return row.every((p, k) => k === label || p < row[label]);
    });
  }

  /** Mean cross-entropy in nats. */
  loss(images: SignImages): number {
    const probabilities = this.classify(images);
    let sum = 0;
    for (let i = 0; i < images.count; i++)
      sum -= Math.log(Math.max(1e-12, probabilities[i * this.classes + images.labels[i]]));
    return sum / images.count;
  }

  #forward(pixels: Float64Array, rows: number): { hidden: Float64Array; scores: Float64Array } {
    const hidden = this.#hidden.forward(pixels, rows).map(tanh);
    return { hidden, scores: this.#output.forward(hidden, rows) };
  }

  #learn(images: SignImages, chosen: readonly number[], adam: Adam): void {
    const rows = chosen.length;
    const pixels = new Float64Array(rows * imageLength);
    for (const [row, i] of chosen.entries()) pixels.set(imageAt(images, i), row * imageLength);
    clearGradients(this);
    const { hidden, scores } = this.#forward(pixels, rows);
    const gradient = this.#softmax(scores, rows);
    for (const [row, i] of chosen.entries()) gradient[row * this.classes + images.labels[i]] -= 1;
    for (let k = 0; k < gradient.length; k++) gradient[k] /= rows;
    const byHidden = this.#output.backward(gradient);
    this.#hidden.backward(byHidden.map((g, k) => g * (1 - hidden[k] * hidden[k])));
    adam.step();
  }

  #softmax(scores: Float64Array, rows: number): Float64Array {
    const { classes } = this;
    const result = new Float64Array(scores.length);
    for (let row = 0; row < rows; row++) {
      const from = row * classes;
      let most = scores[from];
      for (let k = 1; k < classes; k++) most = Math.max(most, scores[from + k]);
      let sum = 0;
      for (let k = 0; k < classes; k++) {
        result[from + k] = exponential(scores[from + k] - most);
        sum += result[from + k];
      }
      for (let k = 0; k < classes; k++) result[from + k] /= sum;
    }
    return result;
  }
}
