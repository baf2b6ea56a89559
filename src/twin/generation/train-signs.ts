import { RandomStreams } from '../../random/index.js';
import { copyValues, roundToFile } from '../neural/index.js';
import { Denoiser } from './denoiser.js';
import { type CodedSigns, sampleCodes, trainDiffusion } from './diffusion.js';
import { PrincipalComponents } from './principal-components.js';
import { renderedSigns } from './render-sign.js';
import { SignGenerator } from './sign-generator.js';
import { imageLength, type SignImages } from './sign-image.js';
import { signSettings } from './sign-setting.js';
import { blankSigns } from './sign-subject.js';
import { SignValidator } from './sign-validator.js';

/** Pictures of the signs of a place. */
export interface SignData {
  /** Names of the classes; labels count from 0 in this order. */
  readonly classes: readonly string[];
  /** What the generator is fine-tuned on. */
  readonly tuning: SignImages;
  /** What the validator is trained on; the generator never sees it. */
  readonly validation: SignImages;
}

/** How a generator of signs is trained. */
export interface SignTraining {
  readonly seed: string | number;
  /** Steps of the model that learns what signs look like; default 2000. */
  readonly baseSteps?: number;
  /** Steps of fine-tuning on the signs of a place; default 2000. */
  readonly tuningSteps?: number;
  /** Whether fine-tuning rehearses pictures of the base model (prior preservation); default true. */
  readonly rehearse?: boolean;
  /** Width of the denoiser; default 160. */
  readonly units?: number;
  /** Principal components that stand for a picture; default 64. */
  readonly codes?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SignProgress) => void;
}

/** How far the training is. */
export interface SignProgress {
  readonly stage: 'pictures' | 'base model' | 'rehearsal' | 'fine-tuning' | 'validator';
  /** Done of the stage, 0 to 1. */
  readonly share: number;
  /** Loss of the diffusion, where there is one. */
  readonly loss?: number;
}

/** What training gives. */
export interface TrainedSigns {
  readonly generator: SignGenerator;
  readonly validator: SignValidator;
}

/** Blank signs that the base model learns from; fewer when it would not see them all once. */
const basePictures = 4000;
const rehearsedPictures = 1600;
const batch = 64;

function coded(images: SignImages, components: PrincipalComponents): CodedSigns {
  return {
    count: images.count,
    codes: components.encode(images.pixels),
    subjects: images.labels,
    settings: images.settings,
  };
}

function joined(...pixels: readonly Float64Array[]): Float64Array {
  const result = new Float64Array(pixels.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of pixels) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

/** What a base model makes of every blank sign in every setting: what fine-tuning must not forget. */
function rehearsal(base: Denoiser, classes: number, random: RandomStreams): CodedSigns {
  const subjects = Int32Array.from(
    { length: rehearsedPictures },
    (_, i) => classes + (i % blankSigns.length),
  );
  const settings = Int32Array.from(
    { length: rehearsedPictures },
    (_, i) => Math.floor(i / blankSigns.length) % signSettings.length,
  );
  const codes = sampleCodes(base, subjects, settings, 40, random.stream('rehearsal'));
  return { count: rehearsedPictures, codes, subjects, settings };
}

/** Trains a denoiser on sets of pictures; each number of a code counts by how much of the pictures it carries. */
function learn(
  { components, denoiser }: SignGenerator,
  sets: readonly CodedSigns[],
  steps: number,
  stage: 'base model' | 'fine-tuning',
  { seed, signal, onProgress }: SignTraining,
): Promise<void> {
  const spread = components.spread.value;
  const middle = spread.reduce((sum, s) => sum + s, 0) / spread.length;
  return trainDiffusion(denoiser, sets, {
    steps,
    batch,
    learningRate: stage === 'base model' ? 0.003 : 0.002,
    weights: spread.map((s) => s / middle),
    random: new RandomStreams(seed).stream(stage),
    ...(signal === undefined ? {} : { signal }),
    onStep: (step, loss) => onProgress?.({ stage, share: step / steps, loss }),
  });
}

/**
 * Trains the base model: it learns blank signs in all settings, and meets no sign of the place.
 * @throws RangeError when there are no pictures; the signal's reason when it is aborted
 */
export async function trainBaseSigns(
  { classes, tuning }: Pick<SignData, 'classes' | 'tuning'>,
  options: SignTraining,
): Promise<SignGenerator> {
  const { baseSteps = 2000, units = 160, codes = 64, onProgress } = options;
  const random = new RandomStreams(options.seed);
  const every = signSettings.map((_, i) => i);
  onProgress?.({ stage: 'pictures', share: 0 });
  const most = Math.min(basePictures, batch * baseSteps);
  const blanks = renderedSigns(blankSigns, every, most, random.stream('blank signs'), classes.length);
  const components = PrincipalComponents.of(
    joined(blanks.pixels, tuning.pixels),
    imageLength,
    codes,
    random.stream('components'),
  );
  roundToFile(components);
  onProgress?.({ stage: 'pictures', share: 1 });
  const subjects = [...classes, ...blankSigns.map(({ name }) => name)];
  const sizes = { codes, subjects: subjects.length, settings: signSettings.length, units };
  const base = new SignGenerator(components, new Denoiser(sizes, random.stream('base weights')), subjects);
  await learn(base, [coded(blanks, components)], baseSteps, 'base model', options);
  return base;
}

/**
 * Fine-tunes a base model on the signs of a place; the base model stays as it is.
 * @throws RangeError when there are no pictures; the signal's reason when it is aborted
 */
export async function tuneSigns(
  base: SignGenerator,
  { classes, tuning }: Pick<SignData, 'classes' | 'tuning'>,
  options: SignTraining,
): Promise<SignGenerator> {
  const { tuningSteps = 2000, rehearse = true, onProgress } = options;
  const random = new RandomStreams(options.seed);
  onProgress?.({ stage: 'rehearsal', share: 0 });
  const kept = rehearse ? [rehearsal(base.denoiser, classes.length, random)] : [];
  onProgress?.({ stage: 'rehearsal', share: 1 });
  const denoiser = new Denoiser(base.denoiser.sizes, random.stream('tuned weights'));
  copyValues(base.denoiser, denoiser);
  const tuned = new SignGenerator(base.components, denoiser, base.subjects);
  await learn(tuned, [coded(tuning, base.components), ...kept], tuningSteps, 'fine-tuning', options);
  roundToFile(denoiser);
  return tuned;
}

/**
 * Trains a generator of signs in two stages, after DreamBooth (Ruiz et al. 2022) and the papers' TSDreamBooth: a base model learns
 * blank signs in all settings; then it is fine-tuned on the signs of a place, which it sees in few settings, while it rehearses
 * pictures of its own, so that it does not forget the others. The validator learns from other pictures of the same signs.
 * The same data and seed give the same weights, bit by bit.
 * @throws RangeError when there are no pictures; the signal's reason when it is aborted
 */
export async function trainSigns(data: SignData, options: SignTraining): Promise<TrainedSigns> {
  const { onProgress } = options;
  const random = new RandomStreams(options.seed);
  const generator = await tuneSigns(await trainBaseSigns(data, options), data, options);
  onProgress?.({ stage: 'validator', share: 0 });
  const validator = new SignValidator(data.classes.length, 64, random.stream('validator weights'));
  validator.train(data.validation, {
    epochs: 12,
    batch: 40,
    learningRate: 0.002,
    random: random.stream('validator'),
  });
  roundToFile(validator);
  onProgress?.({ stage: 'validator', share: 1 });
  return { generator, validator };
}
