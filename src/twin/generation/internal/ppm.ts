import { InputError } from '../../../input/index.js';

/** A picture as a file holds it: red, green, blue of each pixel, 0 to 255, row by row from the top. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

const right = 'a binary PPM picture (P6) with 8 bits per colour';

/** Reads a binary PPM picture. @param where what to call it in an error; @throws InputError when it is none, or cut short */
export function decodePpm(file: Uint8Array, where: string): Bitmap {
  // The header is short, and may hold comments.
  const head = Buffer.from(file.subarray(0, 1000)).toString('latin1');
  const match = /^P6(?:\s|#[^\n]*\n)+(\d+)(?:\s|#[^\n]*\n)+(\d+)(?:\s|#[^\n]*\n)+(\d+)\s/.exec(head);
  if (match === null) throw new InputError(where, 'is not a PPM picture', right);
  const [width, height, most] = match.slice(1).map(Number);
  if (most !== 255 || width === 0 || height === 0)
    throw new InputError(where, `is ${width} x ${height} with colours up to ${most}`, right);
  const bytes = file.subarray(match[0].length);
  if (bytes.length < 3 * width * height)
    throw new InputError(where, `ends after ${bytes.length} of ${3 * width * height} bytes`, right);
  return { width, height, bytes };
}

/** A rectangle of a picture: its left, top, right and bottom pixels, all of them inside. */
export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A part of a picture at another size, each new pixel the mean of what it covers: size x size x 3 numbers from -1 to 1. */
export function resized({ width, height, bytes }: Bitmap, crop: Crop, size: number): Float64Array {
  const left = Math.max(0, Math.min(width - 1, crop.left));
  const top = Math.max(0, Math.min(height - 1, crop.top));
  const stepX = (Math.min(width - 1, Math.max(left, crop.right)) + 1 - left) / size;
  const stepY = (Math.min(height - 1, Math.max(top, crop.bottom)) + 1 - top) / size;
  const result = new Float64Array(3 * size * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const [x0, x1] = [left + x * stepX, left + (x + 1) * stepX];
      const [y0, y1] = [top + y * stepY, top + (y + 1) * stepY];
      const sums = [0, 0, 0];
      for (let row = Math.floor(y0); row < y1 && row < height; row++)
        for (let column = Math.floor(x0); column < x1 && column < width; column++) {
          const cover =
            (Math.min(x1, column + 1) - Math.max(x0, column)) * (Math.min(y1, row + 1) - Math.max(y0, row));
          for (let c = 0; c < 3; c++) sums[c] += cover * bytes[3 * (row * width + column) + c];
        }
      for (let c = 0; c < 3; c++) result[3 * (y * size + x) + c] = (2 * sums[c]) / (255 * stepX * stepY) - 1;
    }
  return result;
}
