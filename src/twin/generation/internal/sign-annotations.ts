import { InputError } from '../../../input/index.js';
import type { Crop } from './ppm.js';

/** The first line of a file of annotations. */
export const annotationHead = 'Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId';
const needed = ['filename', 'roi.x1', 'roi.y1', 'roi.x2', 'roi.y2', 'classid'];

/** A picture of a class with the rectangle that holds the sign. */
export interface SignAnnotation {
  /** File and line, for messages. */
  readonly where: string;
  readonly file: string;
  readonly crop: Crop;
}

/**
 * Reads the annotations of a class as BelgiumTS and GTSRB have them: `;` between the cells, a first line with the names of the columns.
 * @param path what to call the file in an error
 * @param classId that every line must have
 * @throws InputError with the line that is wrong
 */
export function parseAnnotations(text: string, path: string, classId: number): SignAnnotation[] {
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = head.split(';').map((name) => name.trim().toLowerCase());
  const places = needed.map((name) => names.indexOf(name));
  const missing = places.indexOf(-1);
  if (missing !== -1) {
    const name = annotationHead.split(';').find((one) => one.toLowerCase() === needed[missing]);
    throw new InputError(`${path}:1`, `has no column ${name}`, annotationHead);
  }
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const where = `${path}:${i + 2}`;
    const cells = line.split(';').map((cell) => cell.trim());
    const [file, ...numbers] = places.map((place) => cells[place] ?? '');
    const [left, top, right, bottom, label] = numbers.map((cell) =>
      cell === '' ? Number.NaN : Number(cell),
    );
    if (file === '' || ![left, top, right, bottom, label].every(Number.isFinite))
      throw new InputError(
        where,
        `is ${JSON.stringify(line)}`,
        'a file name and numbers, as the first line says',
      );
    if (left < 0 || top < 0 || right <= left || bottom <= top)
      throw new InputError(
        where,
        `has the rectangle from ${left}, ${top} to ${right}, ${bottom}`,
        'left, top, right and bottom pixel of the sign, none below 0',
      );
    if (label !== classId)
      throw new InputError(where, `has ClassId ${label}`, `${classId}, the number of its folder`);
    return [{ where, file, crop: { left, top, right, bottom } }];
  });
}
