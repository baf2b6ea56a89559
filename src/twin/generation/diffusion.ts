import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { RandomStream } from '../../random/index.js';
import { Adam, clearGradients } from '../neural/index.js';
import type { Denoiser } from './denoiser.js';

/** Pictures as codes with what they show. */
export interface CodedSigns {
  readonly count: number;
  /** count x codes. */
  readonly codes: Float64Array;
  readonly subjects: ArrayLike<number>;
  readonly settings: ArrayLike<number>;
}

/** How a denoiser is trained. */
export interface DiffusionTraining {
  readonly steps: number;
  /** Pictures per step. */
  readonly batch: number;
  /** Size of the first steps of Adam, falling to 0 along half a cosine. */
  readonly learningRate: number;
  /** How much each number of a code counts. */
  readonly weights: Float64Array;
  readonly random: RandomStream;
  readonly signal?: AbortSignal;
  readonly onStep?: (step: number, loss: number) => void;
}

/** Picture and noise shares at a time in [0, 1]: cosine and sine of a quarter turn. */
const shares = (time: number): [picture: number, noise: number] => [
  Math.cos((Math.PI / 2) * time),
  Math.sin((Math.PI / 2) * time),
];

/**
 * Trains a denoiser to tell the velocity v = a e - s x of codes x that were mixed with noise e as z = a x + s e, a^2 + s^2 = 1, at
 * random times. Each batch takes as many pictures of each set, so a second set can be rehearsed.
 * @throws RangeError when there are no pictures; the signal's reason when it is aborted
 */
export async function trainDiffusion(
  denoiser: Denoiser,
  sets: readonly CodedSigns[],
  options: DiffusionTraining,
): Promise<void> {
  const { steps, batch, learningRate, weights, random, signal, onStep } = options;
  if (sets.length === 0 || sets.some(({ count }) => count === 0))
    throw new RangeError('a diffusion model needs pictures to learn from');
  const { codes: width } = denoiser.sizes;
  const adam = new Adam(denoiser, { learningRate });
  let shown = 0;
  for (let step = 0; step < steps; step++) {
    adam.learningRate = learningRate * 0.5 * (1 + Math.cos((Math.PI * step) / steps));
    const noisy = new Float64Array(batch * width);
    const target = new Float64Array(batch * width);
    const times = new Float64Array(batch);
    const subjects = new Int32Array(batch);
    const settings = new Int32Array(batch);
    for (let row = 0; row < batch; row++) {
      const set = sets[row % sets.length];
      const pick = random.integer(0, set.count - 1);
      times[row] = random.next();
      subjects[row] = set.subjects[pick];
      settings[row] = set.settings[pick];
      const [picture, noise] = shares(times[row]);
      for (let k = 0; k < width; k++) {
        const x = set.codes[pick * width + k];
        const e = random.normal(0, 1);
        noisy[row * width + k] = picture * x + noise * e;
        target[row * width + k] = picture * e - noise * x;
      }
    }
    clearGradients(denoiser);
    const output = denoiser.forward(noisy, { times, subjects, settings }, batch);
    let loss = 0;
    for (let i = 0; i < output.length; i++) {
      const [off, weight] = [output[i] - target[i], weights[i % width]];
      loss += (weight * off * off) / output.length;
      output[i] = (2 * weight * off) / output.length;
    }
    denoiser.backward(output);
    adam.step();
    shown += 0.02 * (loss - shown);
    if (step % 20 === 19 || step === steps - 1) {
      onStep?.(step + 1, shown / (1 - 0.98 ** (step + 1)));
      await letOthersRun();
      signal?.throwIfAborted();
    }
  }
}

/**
 * Draws codes: from noise back to a picture in equal steps of time, each along the velocity that the denoiser tells (deterministic
 * sampling, Song et al. 2021).
 * @param steps the more the finer
 * @returns subjects.length x codes
 */
export function sampleCodes(
  denoiser: Denoiser,
  subjects: ArrayLike<number>,
  settings: ArrayLike<number>,
  steps: number,
  random: RandomStream,
): Float64Array {
  const rows = subjects.length;
  const { codes: width } = denoiser.sizes;
  const z = Float64Array.from({ length: rows * width }, () => random.normal(0, 1));
  for (let step = steps; step > 0; step--) {
    const [picture, noise] = shares(step / steps);
    const [nextPicture, nextNoise] = shares((step - 1) / steps);
    const times = new Float64Array(rows).fill(step / steps);
    const velocity = denoiser.forward(z, { times, subjects, settings }, rows);
    for (let i = 0; i < z.length; i++) {
      const x = picture * z[i] - noise * velocity[i];
      const e = noise * z[i] + picture * velocity[i];
      z[i] = nextPicture * x + nextNoise * e;
    }
  }
  return z;
}
