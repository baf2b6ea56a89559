import type { RandomStream, RandomStreams } from '../../random/index.js';
import type { FolderSigns } from './sign-folder.js';
import { imageLength, type SignImages } from './sign-image.js';
import type { SignData } from './train-signs.js';

/** Some of the pictures, in the order given. */
function chosenImages(images: SignImages, chosen: readonly number[]): SignImages {
  const pixels = new Float64Array(chosen.length * imageLength);
  for (const [row, i] of chosen.entries())
    pixels.set(images.pixels.subarray(i * imageLength, (i + 1) * imageLength), row * imageLength);
  return {
    count: chosen.length,
    pixels,
    labels: Int32Array.from(chosen, (i) => images.labels[i]),
    settings: Int32Array.from(chosen, (i) => images.settings[i]),
  };
}

/** The pictures of a class by the sign that they show; each by itself where the class has one sign only. */
function groupsOf(pictures: readonly number[], signs: readonly string[]): readonly (readonly number[])[] {
  const bySign = new Map<string, number[]>();
  for (const i of pictures) bySign.set(signs[i], [...(bySign.get(signs[i]) ?? []), i]);
  return bySign.size > 1 ? [...bySign.values()] : pictures.map((i) => [i]);
}

/** Two halves of the pictures of a class, as even as whole signs let them be; neither is empty with two pictures or more. */
function halves(groups: readonly (readonly number[])[], random: RandomStream): [number[], number[]] {
  const [one, other]: [number[], number[]] = [[], []];
  // Large ones first, so that small ones can make up for them.
  const order = random.shuffle([...groups]).sort((a, b) => b.length - a.length);
  for (const group of order) (one.length <= other.length ? one : other).push(...group);
  return [one, other];
}

/**
 * Pictures of real signs as data for training: of every class one half to fine-tune the generator, the other for the validator. All
 * pictures of one photographed sign are in one half, so that the validator judges by signs of its own; a class with a single sign
 * is divided by pictures.
 */
export function folderSignData({ classes, images, signs }: FolderSigns, random: RandomStreams): SignData {
  const stream = random.stream('halves');
  const [tuning, validation]: [number[], number[]] = [[], []];
  for (const label of classes.keys()) {
    const pictures = Array.from(images.labels.keys()).filter((i) => images.labels[i] === label);
    const [one, other] = halves(groupsOf(pictures, signs), stream);
    tuning.push(...one);
    validation.push(...other);
  }
  return { classes, tuning: chosenImages(images, tuning), validation: chosenImages(images, validation) };
}
