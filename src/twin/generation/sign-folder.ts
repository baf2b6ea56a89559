import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, readFault } from '../../input/index.js';
import { decodePpm, resized } from './internal/ppm.js';
import { annotationHead, parseAnnotations, type SignAnnotation } from './internal/sign-annotations.js';
import { imageLength, imageSize, type SignImages } from './sign-image.js';

const right =
  'a folder of class folders (00000, 00001, ...), each with PPM pictures and annotations, as BelgiumTS has them';

/** Pictures of real signs with the names of their classes. */
export interface FolderSigns {
  readonly classes: readonly string[];
  readonly images: SignImages;
  /**
   * Of each picture, which sign of its class it shows. Pictures whose names begin alike up to `_` (`01153_00000.ppm`,
   * `01153_00001.ppm`) show one sign that was photographed several times.
   */
  readonly signs: readonly string[];
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const what = code === 'ENOTDIR' ? 'is a file' : readFault(code).replace('no such file', 'no such folder');
    throw new InputError(folder, what, right, { cause: error });
  }
}

/** Names of the class folders in a folder, in order. */
async function classFoldersIn(folder: string): Promise<string[]> {
  const entries = await entriesOf(folder);
  return entries
    .flatMap((entry) => (entry.isDirectory() && /^\d+$/.test(entry.name) ? [entry.name] : []))
    .sort();
}

/** Refuses a folder without class folders; tells where they are when they lie one level deeper, as in the archives. */
async function refuse(folder: string): Promise<never> {
  for (const entry of await entriesOf(folder)) {
    const deeper = join(folder, entry.name);
    if (entry.isDirectory() && (await classFoldersIn(deeper)).length > 0)
      throw new InputError(folder, 'has no class folders', `did you mean ${deeper}?`);
  }
  throw new InputError(folder, 'has no class folders', right);
}

async function annotationsOf(folder: string, name: string): Promise<readonly SignAnnotation[]> {
  const path = join(folder, name, `GT-${name}.csv`);
  try {
    return parseAnnotations(await readFile(path, 'utf8'), path, Number(name));
  } catch (error) {
    if (error instanceof InputError) throw error;
    const what = readFault((error as NodeJS.ErrnoException).code);
    throw new InputError(path, what, `the annotations of the class: ${annotationHead}`, { cause: error });
  }
}

async function pictureOf(folder: string, { where, file, crop }: SignAnnotation): Promise<Float64Array> {
  const path = join(folder, file);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const what = readFault((error as NodeJS.ErrnoException).code);
    throw new InputError(path, what, `the picture that ${where} names`, { cause: error });
  }
  const bitmap = decodePpm(bytes, path);
  if (crop.left >= bitmap.width || crop.top >= bitmap.height)
    throw new InputError(
      where,
      `has a rectangle from ${crop.left}, ${crop.top}, outside of the picture`,
      `one within its ${bitmap.width} x ${bitmap.height} pixels`,
    );
  return resized(bitmap, crop, imageSize);
}

/**
 * Reads pictures of real signs laid out as those of BelgiumTS (Timofte et al.) and GTSRB: a folder per class (`00000`, `00001`, ...)
 * with binary PPM pictures `SIGN_VIEW.ppm` and `GT-00000.csv`, `Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId`. Each is
 * cut to its rectangle and brought to 16 x 16 pixels. Classes without pictures are left out.
 * @throws InputError when a folder, a file of annotations or a picture is missing or wrong; when a class has one picture only, or
 * fewer than two classes have any
 */
export async function readSignFolder(folder: string): Promise<FolderSigns> {
  const classes: string[] = [];
  const labels: number[] = [];
  const signs: string[] = [];
  const pictures: Float64Array[] = [];
  const folders = await classFoldersIn(folder);
  if (folders.length === 0) await refuse(folder);
  for (const name of folders) {
    const list = await annotationsOf(folder, name);
    if (list.length === 0) continue;
    if (list.length === 1)
      throw new InputError(
        join(folder, name),
        'has one picture',
        'at least two: to fine-tune, and to validate',
      );
    for (const one of list) {
      pictures.push(await pictureOf(join(folder, name), one));
      labels.push(classes.length);
      signs.push(one.file.includes('_') ? one.file.slice(0, one.file.indexOf('_')) : one.file);
    }
    classes.push(name);
  }
  if (classes.length < 2)
    throw new InputError(
      folder,
      `has pictures of ${classes.length} of its classes`,
      'pictures of two or more',
    );
  const pixels = new Float64Array(pictures.length * imageLength);
  for (const [i, picture] of pictures.entries()) pixels.set(picture, i * imageLength);
  return {
    classes,
    signs,
    images: {
      count: pictures.length,
      pixels,
      labels: Int32Array.from(labels),
      // They stand where signs stand.
      settings: new Int32Array(pictures.length),
    },
  };
}
