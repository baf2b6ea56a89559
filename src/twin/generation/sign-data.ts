import { RandomStreams } from '../../random/index.js';
import { renderedSigns } from './render-sign.js';
import type { SignImages } from './sign-image.js';
import { signSettings } from './sign-setting.js';
import { localSigns } from './sign-subject.js';
import type { SignData } from './train-signs.js';

/** Pictures that a generator is fine-tuned on, and that a validator learns from. */
const [tuned, validated] = [400, 5000];

/** Numbers of the settings of a kind. */
export function settingsOf(kind: 'roadside' | 'background' | 'scene'): readonly number[] {
  return signSettings.flatMap((setting, i) => (setting.kind === kind ? [i] : []));
}

/** The streams from which the data of a training with this seed is drawn; scores are drawn from others. */
export function signDataStreams(seed: number): RandomStreams {
  return new RandomStreams(`${seed}/signs/data`);
}

/** What a training with drawn pictures fine-tunes its generator on: the local signs at the roadside. */
export function renderedTuningSigns(random: RandomStreams): SignImages {
  return renderedSigns(localSigns, settingsOf('roadside'), tuned, random.stream('fine-tuning pictures'));
}

/**
 * Drawn pictures of the ten local signs: for fine-tuning at the roadside only, for the validator in every setting.
 */
export function renderedSignData(random: RandomStreams): SignData {
  return {
    classes: localSigns.map(({ name }) => name),
    tuning: renderedTuningSigns(random),
    validation: renderedSigns(
      localSigns,
      signSettings.map((_, i) => i),
      validated,
      random.stream('validator pictures'),
    ),
  };
}
