import type { RandomStreams } from '../../random/index.js';
import { renderedSigns } from './render-sign.js';
import { settingsOf } from './sign-data.js';
import type { SignGenerator } from './sign-generator.js';
import type { SignImages } from './sign-image.js';
import {
  type GenerativeScore,
  generativeScore,
  nearestDistance,
  type RelativeAccuracy,
  relativeAccuracy,
} from './sign-scores.js';
import { signSettings } from './sign-setting.js';
import { localSigns } from './sign-subject.js';
import { SignValidator } from './sign-validator.js';
import type { SignData, TrainedSigns } from './train-signs.js';

/**
 * What a generator is asked for (twin-market journal, section V-B): the signs as it saw them (`generated`), before backgrounds of
 * another colour (`background`), in other scenes (`re-context`). It never saw a local sign in the settings of the last two.
 */
export const signTasks = ['generated', 'background', 're-context'] as const;
export type SignTask = (typeof signTasks)[number];

const settingsFor: Record<SignTask, readonly number[]> = {
  generated: settingsOf('roadside'),
  background: settingsOf('background'),
  're-context': settingsOf('scene'),
};

/** Pictures for a task: all classes in turn, in the settings of the task in turn. */
export function generateFor(
  task: SignTask,
  generator: SignGenerator,
  classes: number,
  count: number,
  random: RandomStreams,
): SignImages {
  const settings = settingsFor[task];
  return generator.generate(
    Int32Array.from({ length: count }, (_, i) => i % classes),
    Int32Array.from({ length: count }, (_, i) => settings[Math.floor(i / classes) % settings.length]),
    random.stream(`task ${task}`),
  );
}

/** What a set of pictures is worth. */
export interface SignSetScore extends GenerativeScore {
  readonly set: 'test' | SignTask;
  /** Median distance to the nearest picture that the generator learnt from; see {@link nearestDistance}. */
  readonly nearest: number;
  /** What fine-tuning a vehicle's model on the set does to it; null for the test set. */
  readonly relative: RelativeAccuracy | null;
}

/** Pictures that a vehicle's model has learnt from before it is fine-tuned: few, and none but at the roadside. */
const own = 100;

/**
 * Scores held-out pictures and those of all tasks: G with its interval, distance to what was learnt, and theta from fine-tuning the
 * model of a vehicle that has seen only 100 pictures. All pictures are drawn anew from the streams.
 * @param count of each set
 */
export function scoreSigns(
  { generator, validator }: TrainedSigns,
  tuning: SignData['tuning'],
  count: number,
  random: RandomStreams,
): readonly SignSetScore[] {
  const every = signSettings.map((_, i) => i);
  const held = renderedSigns(localSigns, every, count, random.stream('held-out pictures'));
  const roadside = settingsOf('roadside');
  const model = new SignValidator(localSigns.length, validator.units, random.stream('vehicle weights'));
  model.train(renderedSigns(localSigns, roadside, own, random.stream('vehicle pictures')), {
    epochs: 30,
    batch: 30,
    learningRate: 0.002,
    random: random.stream('vehicle'),
  });
  const fresh = renderedSigns(localSigns, roadside, count, random.stream('fresh pictures'));
  const test: SignSetScore = {
    set: 'test',
    ...generativeScore(held, validator),
    nearest: nearestDistance(fresh, tuning),
    relative: null,
  };
  return [
    test,
    ...signTasks.map((task): SignSetScore => {
      const images = generateFor(task, generator, localSigns.length, count, random);
      return {
        set: task,
        ...generativeScore(images, validator),
        nearest: nearestDistance(images, tuning),
        relative: relativeAccuracy(model, images, held, validator, random.stream(`tuning ${task}`)),
      };
    }),
  ];
}
