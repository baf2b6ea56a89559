import type { RandomStream } from '../../random/index.js';

/** A weight matrix or bias of a network, row-major, with the gradient of the loss that a backward pass left. */
export interface Parameter {
  readonly name: string;
  readonly value: Float64Array;
  readonly gradient: Float64Array;
}

/** What is trained: a layer, or a network of layers. */
export interface Trainable {
  readonly parameters: readonly Parameter[];
}

/** A parameter of zeros. */
export function zeros(name: string, length: number): Parameter {
  return { name, value: new Float64Array(length), gradient: new Float64Array(length) };
}

/** A parameter drawn uniformly from [-limit, limit]. */
export function uniform(name: string, length: number, limit: number, random: RandomStream): Parameter {
  const parameter = zeros(name, length);
  for (let i = 0; i < length; i++) parameter.value[i] = random.uniform(-limit, limit);
  return parameter;
}

/** Sets all gradients to 0. */
export function clearGradients({ parameters }: Trainable): void {
  for (const { gradient } of parameters) gradient.fill(0);
}

/**
 * Copies values from other parameters of the same sizes, in order.
 * @throws RangeError when sizes differ
 */
export function copyValues(from: Trainable, to: Trainable): void {
  for (const [i, { name, value }] of to.parameters.entries()) {
    const source = from.parameters[i]?.value;
    if (source?.length !== value.length)
      throw new RangeError(`${name} has ${value.length} numbers, its source ${source?.length ?? 'none'}`);
    value.set(source);
  }
}
