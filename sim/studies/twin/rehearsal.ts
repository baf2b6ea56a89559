import type { RandomStreams } from '../../../src/random/index.js';
import {
  blankSigns,
  generativeScore,
  learntSigns,
  localSigns,
  renderedSigns,
  renderedTuningSigns,
  type SignGenerator,
  type SignImages,
  type SignSubject,
  SignValidator,
  settingsOf,
  signSettings,
  trainBaseSigns,
  tuneSigns,
} from '../../../src/twin/generation/index.js';

/** Models that are compared, and drawn pictures as what can be reached at all. */
export const models = ['with rehearsal', 'without rehearsal', 'base model', 'drawn'] as const;
export type ModelName = (typeof models)[number];

/** What is asked for: signs of the place, or the blank ones that the base model knows; in settings of a kind. */
const kinds = ['roadside', 'background', 'scene'] as const;
export const pictureSets = [
  ...kinds.map((kind) => `local, ${kind}`),
  ...kinds.map((kind) => `blank, ${kind}`),
];

/** Shares of pictures of a set that are recognised. */
export interface SetShares {
  /** By the sign on them. */
  readonly sign: number;
  /** By the setting behind the sign. */
  readonly setting: number;
}

/** Shares by model and set. */
export type ComparedModels = Readonly<Record<string, Readonly<Record<string, SetShares>>>>;

const every = signSettings.map((_, i) => i);

/** A classifier of drawn pictures. */
function classifierOf(
  images: SignImages,
  classes: number,
  random: RandomStreams,
  name: string,
): SignValidator {
  const classifier = new SignValidator(classes, 64, random.stream(`${name} weights`));
  classifier.train(images, { epochs: 8, batch: 40, learningRate: 0.002, random: random.stream(name) });
  return classifier;
}

/** The same pictures with the number of the setting as their class. */
const bySetting = (images: SignImages): SignImages => ({ ...images, labels: images.settings });

/** Pictures of two kinds of signs together. */
function together(one: SignImages, other: SignImages): SignImages {
  const joined = <T extends Float64Array | Int32Array>(into: T, a: T, b: T): T => {
    into.set(a);
    into.set(b, a.length);
    return into;
  };
  const count = one.count + other.count;
  return {
    count,
    pixels: joined(new Float64Array(one.pixels.length + other.pixels.length), one.pixels, other.pixels),
    labels: joined(new Int32Array(count), one.labels, other.labels),
    settings: joined(new Int32Array(count), one.settings, other.settings),
  };
}

/** A set to ask for: its signs, their first number in a generator, their settings and who knows them. */
interface AskedSet {
  readonly name: string;
  readonly subjects: readonly SignSubject[];
  readonly first: number;
  readonly settings: readonly number[];
  readonly validator: SignValidator;
}

/** Pictures of a set from a model, all signs in turn, in the settings of the set in turn. */
function generated(model: SignGenerator, set: AskedSet, count: number, random: RandomStreams): SignImages {
  const { subjects, first, settings, name } = set;
  const labels = Int32Array.from({ length: count }, (_, i) => i % subjects.length);
  const behind = Int32Array.from(
    { length: count },
    (_, i) => settings[Math.floor(i / subjects.length) % settings.length],
  );
  const images = model.generate(
    labels.map((label) => first + label),
    behind,
    random.fork('generation').stream(name),
  );
  return { ...images, labels };
}

/** How the models are trained and asked. */
export interface RehearsalOptions {
  /** Of the base model, and of each fine-tuning. */
  readonly steps: number;
  /** Width of the denoiser. */
  readonly units: number;
  /** Pictures of each set from each model. */
  readonly count: number;
  /** Drawn pictures from which the classifier of blank signs learns; that of settings has twice as many. */
  readonly taught: number;
  readonly signal?: AbortSignal;
}

/**
 * Trains a base model and fine-tunes it twice, with rehearsal of its own pictures and without, and asks all three for signs of the
 * place and for blank ones in all kinds of settings. All models start from the same noise.
 * @returns for each model and set, how many pictures show the sign and the setting that they shall; the base model knows no local sign
 */
export async function compareRehearsal(
  random: RandomStreams,
  { steps, units, count, taught, signal }: RehearsalOptions,
): Promise<ComparedModels> {
  const classes = localSigns.map(({ name }) => name);
  const drawn = (subjects: readonly SignSubject[], settings: readonly number[], n: number, name: string) =>
    renderedSigns(subjects, settings, n, random.stream(name));
  const blanks = drawn(blankSigns, every, taught, 'blanks to know');
  const blankValidator = classifierOf(blanks, blankSigns.length, random, 'blank signs');
  const all = bySetting(together(blanks, drawn(localSigns, every, taught, 'local signs to know')));
  const settingValidator = classifierOf(all, signSettings.length, random, 'settings');
  const { validator } = await learntSigns();

  const data = { classes, tuning: renderedTuningSigns(random) };
  const training = {
    seed: `${random.seed}/training`,
    baseSteps: steps,
    tuningSteps: steps,
    units,
    ...(signal === undefined ? {} : { signal }),
  };
  const base = await trainBaseSigns(data, training);
  const trained: Partial<Record<ModelName, SignGenerator>> = {
    'with rehearsal': await tuneSigns(base, data, training),
    'without rehearsal': await tuneSigns(base, data, { ...training, rehearse: false }),
    'base model': base,
  };

  const sets = kinds.flatMap((kind): AskedSet[] => [
    { name: `local, ${kind}`, subjects: localSigns, first: 0, settings: settingsOf(kind), validator },
    {
      name: `blank, ${kind}`,
      subjects: blankSigns,
      first: classes.length,
      settings: settingsOf(kind),
      validator: blankValidator,
    },
  ]);
  const shares = (images: SignImages, set: AskedSet): SetShares => ({
    sign: generativeScore(images, set.validator).score,
    setting: generativeScore(bySetting(images), settingValidator).score,
  });
  return Object.fromEntries(
    models.map((name) => {
      const model = trained[name];
      const known = sets.filter(({ first }) => name !== 'base model' || first > 0);
      return [
        name,
        Object.fromEntries(
          known.map((set) => [
            set.name,
            shares(
              model === undefined
                ? drawn(set.subjects, set.settings, count, `held out ${set.name}`)
                : generated(model, set, count, random),
              set,
            ),
          ]),
        ),
      ];
    }),
  );
}
