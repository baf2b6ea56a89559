import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, readFault } from '../../input/index.js';
import type { RandomStreams } from '../../random/index.js';
import { decodePpm, resized } from './internal/ppm.js';
import { imageLength, imageSize, type SignImages } from './sign-image.js';
import type { SignData } from './train-signs.js';

const right =
  'a folder of class folders, each with PPM pictures and a CSV of annotations, as BelgiumTS has them';
const columns = ['Filename', 'Roi.X1', 'Roi.Y1', 'Roi.X2', 'Roi.Y2'] as const;

/** A picture of a class folder with the rectangle that holds the sign. */
interface Annotation {
  readonly file: string;
  readonly crop: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    const what = readFault((error as NodeJS.ErrnoException).code).replace('no such file', 'no such folder');
    throw new InputError(folder, what, right, { cause: error });
  }
}

function annotationsOf(text: string, path: string): Annotation[] {
  const [head = '', ...lines] = text.split(/\r?\n/);
  const names = head.split(';').map((name) => name.trim());
  const places = columns.map((name) => names.indexOf(name));
  if (places.includes(-1))
    throw new InputError(
      `${path}:1`,
      `has no column ${columns[places.indexOf(-1)]}`,
      'Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId',
    );
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const cells = line.split(';');
    const [x1, y1, x2, y2] = places.slice(1).map((place) => Number(cells[place]));
    const file = cells[places[0]]?.trim() ?? '';
    if (file === '' || ![x1, y1, x2, y2].every(Number.isFinite))
      throw new InputError(`${path}:${i + 2}`, `is ${JSON.stringify(line)}`, 'a file name and four numbers');
    return [{ file, crop: { left: x1, top: y1, right: x2, bottom: y2 } }];
  });
}

/** The annotations of a class folder; where it has no CSV, its pictures whole. */
async function pictureListOf(folder: string): Promise<Annotation[]> {
  const names = await namesIn(folder);
  const lists = names.filter((name) => name.toLowerCase().endsWith('.csv'));
  const whole = { left: 0, top: 0, right: Number.MAX_SAFE_INTEGER, bottom: Number.MAX_SAFE_INTEGER };
  if (lists.length === 0)
    return names.filter((name) => name.toLowerCase().endsWith('.ppm')).map((file) => ({ file, crop: whole }));
  const found: Annotation[] = [];
  for (const name of lists) {
    const path = join(folder, name);
    found.push(...annotationsOf(await readFile(path, 'utf8'), path));
  }
  return found;
}

async function pictureOf(folder: string, { file, crop }: Annotation): Promise<Float64Array> {
  const path = join(folder, file);
  try {
    return resized(decodePpm(await readFile(path), path), crop, imageSize);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const what = readFault((error as NodeJS.ErrnoException).code);
    throw new InputError(path, what, 'a picture that the CSV beside it names', { cause: error });
  }
}

/** Pictures of real signs with the names of their classes. */
export interface FolderSigns {
  readonly classes: readonly string[];
  readonly images: SignImages;
}

/**
 * Reads pictures of real signs laid out as those of BelgiumTS: a folder per class (`00000`, `00001`, ...) with binary PPM pictures
 * and a CSV `Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId`. Each is cut to its rectangle and brought to 16 x 16 pixels.
 * @throws InputError when folder, CSV or picture is missing or wrong; with fewer than two classes that have pictures
 */
export async function readSignFolder(folder: string): Promise<FolderSigns> {
  const classes: string[] = [];
  const labels: number[] = [];
  const pictures: Float64Array[] = [];
  for (const name of await namesIn(folder)) {
    if (!/^\d+$/.test(name)) continue;
    const list = await pictureListOf(join(folder, name));
    if (list.length === 0) continue;
    for (const one of list) {
      pictures.push(await pictureOf(join(folder, name), one));
      labels.push(classes.length);
    }
    classes.push(name);
  }
  if (classes.length < 2) throw new InputError(folder, `has pictures of ${classes.length} classes`, right);
  const pixels = new Float64Array(pictures.length * imageLength);
  for (const [i, picture] of pictures.entries()) pixels.set(picture, i * imageLength);
  return {
    classes,
    images: {
      count: pictures.length,
      pixels,
      labels: Int32Array.from(labels),
      // They stand where signs stand.
      settings: new Int32Array(pictures.length),
    },
  };
}

/** Some of the pictures, in the order given. */
export function chosenImages(images: SignImages, chosen: readonly number[]): SignImages {
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

/** Pictures of real signs as data for training: one half to fine-tune the generator, the other for the validator. */
export function folderSignData({ classes, images }: FolderSigns, random: RandomStreams): SignData {
  const order = random.stream('halves').shuffle(Array.from({ length: images.count }, (_, i) => i));
  const half = Math.ceil(images.count / 2);
  return {
    classes,
    tuning: chosenImages(images, order.slice(0, half)),
    validation: chosenImages(images, order.slice(half)),
  };
}
