import { RandomStream } from '../../random/index.js';
import { type Parameter, type Trainable, useWeights, type Weights } from '../neural/index.js';
import { Denoiser, type DenoiserSizes } from './denoiser.js';
import { sampleCodes } from './diffusion.js';
import { PrincipalComponents } from './principal-components.js';
import { imageLength, type SignImages } from './sign-image.js';

/** Steps from noise to picture. */
const samplingSteps = 40;

/** A class-conditional diffusion model of sign pictures: a denoiser on the principal components of pixels. */
export class SignGenerator implements Trainable {
  readonly components: PrincipalComponents;
  readonly denoiser: Denoiser;
  /** Names of the subjects, those of a place first. */
  readonly subjects: readonly string[];

  constructor(components: PrincipalComponents, denoiser: Denoiser, subjects: readonly string[]) {
    this.components = components;
    this.denoiser = denoiser;
    this.subjects = subjects;
  }

  /** @param where what to call the weights in an error; @throws InputError when they do not fit */
  static from(weights: Weights, where: string): SignGenerator {
    const { subjects, sizes } = weights.about as unknown as {
      readonly subjects: readonly string[];
      readonly sizes: DenoiserSizes;
    };
    const components = new PrincipalComponents(imageLength, sizes.codes);
    const denoiser = new Denoiser(sizes, new RandomStream('weights from a file'));
    const generator = new SignGenerator(components, denoiser, subjects);
    useWeights(weights, generator, where);
    return generator;
  }

  get parameters(): readonly Parameter[] {
    return [...this.components.parameters, ...this.denoiser.parameters];
  }

  /** Multiplications for one picture. */
  get work(): number {
    return samplingSteps * this.denoiser.work + this.components.directions.value.length;
  }

  /** Generates pictures. @param labels and settings of each picture, as numbers */
  generate(labels: ArrayLike<number>, settings: ArrayLike<number>, random: RandomStream): SignImages {
    const codes = sampleCodes(this.denoiser, labels, settings, samplingSteps, random);
    return {
      count: labels.length,
      pixels: this.components.decode(codes),
      labels: Int32Array.from(labels),
      settings: Int32Array.from(settings),
    };
  }
}
