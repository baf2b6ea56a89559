import { RandomStreams } from '../../../src/random/index.js';
import type { StudyPicture } from '../../../src/report/index.js';
import {
  generateFor,
  learntSigns,
  localSigns,
  renderedSigns,
  type SignTask,
  settingsOf,
  signSettings,
  signSheet,
  signTasks,
} from '../../../src/twin/generation/index.js';

const names = localSigns.map(({ name }) => name).join(', ');

const tasks: Readonly<Record<SignTask, { readonly title: string; readonly caption: string }>> = {
  generated: {
    title: 'Generated: at the roadside',
    caption: 'The set "generated": the local signs where the generator saw them.',
  },
  background: {
    title: 'Generated: before plain colours',
    caption:
      'The set "background", a colour per row: the generator never saw a local sign before any of them.',
  },
  're-context': {
    title: 'Generated: in other scenes',
    caption:
      'The set "re-context": foliage, brick wall, night, foliage. The generator never saw a local sign in any of them.',
  },
};

/** Sheets of drawn and generated signs: a column per sign, the first pictures that come, the same each time. */
export async function signSheets(): Promise<readonly StudyPicture[]> {
  const trained = await learntSigns();
  const random = new RandomStreams('twin-fig06-07/pictures');
  const classes = localSigns.length;
  const drawn = (name: string, settings: readonly number[]) =>
    renderedSigns(localSigns, settings, 4 * classes, random.stream(name));
  const sheets = [
    {
      title: 'Drawn: what the validator learns',
      images: drawn(
        'all settings',
        signSettings.map((_, i) => i),
      ),
      caption: `The local signs in all settings, from left to right ${names}.`,
    },
    {
      title: 'Drawn: what the generator sees',
      images: drawn('roadside', settingsOf('roadside')),
      caption: 'The local signs at the roadside only. It knows the other settings from blank signs.',
    },
    ...signTasks.map((task) => ({
      ...tasks[task],
      images: generateFor(task, trained.generator, classes, 4 * classes, random),
    })),
  ];
  return sheets.map(({ title, images, caption }) => ({
    title,
    caption: `${caption} 16 x 16 pixels each, not chosen by hand.`,
    alternative: `${images.count} pictures of traffic signs in rows of ${classes}`,
    png: signSheet(images, classes),
  }));
}
