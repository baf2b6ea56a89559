import type { Parameter, Trainable } from './parameter.js';

/** How fast Adam learns. */
export interface AdamOptions {
  /** Size of a step; default .001. */
  readonly learningRate?: number;
  /** Gradients longer than this (all parameters together) are shortened to it; default 1. */
  readonly clip?: number;
}

const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];

/** The optimiser Adam (Kingma and Ba 2015) with clipped gradients. */
export class Adam {
  /** Size of a step from now on. */
  learningRate: number;
  readonly #clip: number;
  readonly #parameters: readonly Parameter[];
  readonly #first: readonly Float64Array[];
  readonly #second: readonly Float64Array[];
  #correction1 = 1;
  #correction2 = 1;

  constructor({ parameters }: Trainable, { learningRate = 1e-3, clip = 1 }: AdamOptions = {}) {
    this.learningRate = learningRate;
    this.#clip = clip;
    this.#parameters = parameters;
    this.#first = parameters.map(({ value }) => new Float64Array(value.length));
    this.#second = parameters.map(({ value }) => new Float64Array(value.length));
  }

  /** Moves all parameters by one step against their gradients. */
  step(): void {
    let squares = 0;
    for (const { gradient } of this.#parameters)
      for (let i = 0; i < gradient.length; i++) squares += gradient[i] * gradient[i];
    const length = Math.sqrt(squares);
    const scale = length > this.#clip ? this.#clip / length : 1;
    this.#correction1 *= beta1;
    this.#correction2 *= beta2;
    const rate = (this.learningRate * Math.sqrt(1 - this.#correction2)) / (1 - this.#correction1);
    const small = epsilon * Math.sqrt(1 - this.#correction2);
    for (const [p, { value, gradient }] of this.#parameters.entries()) {
      const first = this.#first[p];
      const second = this.#second[p];
      for (let i = 0; i < value.length; i++) {
        const g = gradient[i] * scale;
        first[i] += (1 - beta1) * (g - first[i]);
        second[i] += (1 - beta2) * (g * g - second[i]);
        value[i] -= (rate * first[i]) / (Math.sqrt(second[i]) + small);
      }
    }
  }
}
