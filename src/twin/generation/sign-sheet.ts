import { encodePng } from './internal/png.js';
import { imageAt, imageSize, type SignImages } from './sign-image.js';

/** Screen pixels per pixel of a picture, and between pictures. */
const [magnified, gap] = [3, 3];

/** Pictures side by side as one PNG, row by row, on white. @param columns pictures in a row */
export function signSheet(images: SignImages, columns: number): Uint8Array {
  const cell = magnified * imageSize + gap;
  const [width, height] = [columns * cell - gap, Math.ceil(images.count / columns) * cell - gap];
  const bytes = new Uint8Array(3 * width * height).fill(255);
  for (let i = 0; i < images.count; i++) {
    const picture = imageAt(images, i);
    const [left, top] = [(i % columns) * cell, Math.floor(i / columns) * cell];
    for (let y = 0; y < magnified * imageSize; y++)
      for (let x = 0; x < magnified * imageSize; x++) {
        const from = 3 * (Math.floor(y / magnified) * imageSize + Math.floor(x / magnified));
        const to = 3 * ((top + y) * width + left + x);
        for (let c = 0; c < 3; c++) bytes[to + c] = Math.round(127.5 * (picture[from + c] + 1));
      }
  }
  return encodePng(width, height, bytes);
}
