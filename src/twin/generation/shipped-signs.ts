import { packageFile } from '../../input/index.js';
import { readWeights, writeWeights } from '../neural/index.js';
import { SignGenerator } from './sign-generator.js';
import { SignValidator } from './sign-validator.js';
import type { TrainedSigns } from './train-signs.js';

const files = { generator: 'signs-generator.json', validator: 'signs-validator.json' } as const;
const kinds = { generator: 'sign generator', validator: 'sign validator' } as const;

/**
 * Writes a generator and its validator into a folder.
 * @param about where they come from, as JSON
 * @returns the files
 * @throws InputError or RunError when the folder cannot be written
 */
export async function writeSigns(
  folder: string,
  { generator, validator }: TrainedSigns,
  about: Readonly<Record<string, string | number | boolean>>,
): Promise<readonly string[]> {
  const [one, other] = [`${folder}/${files.generator}`, `${folder}/${files.validator}`];
  const { sizes } = generator.denoiser;
  const { codes, subjects, settings, units } = sizes;
  await writeWeights(
    one,
    kinds.generator,
    { ...about, subjects: [...generator.subjects], sizes: { codes, subjects, settings, units } },
    generator,
  );
  const { classes } = validator;
  await writeWeights(other, kinds.validator, { ...about, classes, units: validator.units }, validator);
  return [one, other];
}

/** SHA-256 of the weights of a generator and its validator. */
export interface WeightHashes {
  readonly generator: string;
  readonly validator: string;
}

/** A generator and its validator with what is known of their training. */
export interface LearntSigns extends TrainedSigns {
  /** The seed of the training; undefined when real pictures took the place of drawn ones. */
  readonly drawnFrom: number | undefined;
  /** SHA-256 of the weights of each. */
  readonly hashes: WeightHashes;
}

/**
 * The generator and validator of a folder that `bidlane signs train` wrote; by default those that come with the package.
 * @throws InputError when a file is not there, or damaged
 */
export async function learntSigns(folder?: string): Promise<LearntSigns> {
  const path = (name: string): string =>
    folder === undefined ? packageFile(`weights/${name}`) : `${folder}/${name}`;
  const [one, other] = [path(files.generator), path(files.validator)];
  const weights = await readWeights(one, kinds.generator);
  const { seed, pictures } = weights.about;
  const validator = await readWeights(other, kinds.validator);
  return {
    generator: SignGenerator.from(weights, one),
    validator: SignValidator.from(validator, other),
    drawnFrom: pictures === 'drawn' ? Number(seed) : undefined,
    hashes: { generator: weights.sha256, validator: validator.sha256 },
  };
}
