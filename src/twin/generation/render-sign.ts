import type { RandomStream } from '../../random/index.js';
import { imageLength, imageSize, type SignImages } from './sign-image.js';
import { type SignSetting, signSettings } from './sign-setting.js';
import type { SignSubject } from './sign-subject.js';

/** Rays per pixel and direction. */
const rays = 3;

/** A camera's blur: a 3 x 3 binomial kernel mixed in with a weight, 0 for none. */
function blurred(pixels: Float64Array, weight: number): Float64Array {
  const kernel = [1, 2, 1];
  const result = new Float64Array(imageLength);
  for (let y = 0; y < imageSize; y++)
    for (let x = 0; x < imageSize; x++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let dy = -1; dy <= 1; dy++)
          for (let dx = -1; dx <= 1; dx++) {
            const [sx, sy] = [clamp(x + dx, imageSize - 1), clamp(y + dy, imageSize - 1)];
            sum += (kernel[dx + 1] * kernel[dy + 1] * pixels[3 * (sy * imageSize + sx) + c]) / 16;
          }
        const at = 3 * (y * imageSize + x) + c;
        result[at] = pixels[at] + weight * (sum - pixels[at]);
      }
  return result;
}

const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, value));

/**
 * Draws a picture of a sign: at a random size, place and turn (up to 15 degrees), in random light, out of focus, with noise.
 * @returns 768 numbers from -1 to 1; see {@link SignImages}
 */
export function renderSign(subject: SignSubject, setting: SignSetting, random: RandomStream): Float64Array {
  const background = setting.background(random);
  const size = random.uniform(0.68, 0.92);
  const turn = random.uniform(-0.26, 0.26);
  const [cos, sin] = [Math.cos(turn) / size, Math.sin(turn) / size];
  const [shiftX, shiftY] = [random.uniform(-0.1, 0.1), random.uniform(-0.1, 0.1)];
  const light = random.uniform(0.65, 1.15);
  const pixels = new Float64Array(imageLength);
  for (let y = 0; y < imageSize; y++)
    for (let x = 0; x < imageSize; x++)
      for (let ray = 0; ray < rays * rays; ray++) {
        const px = (x + ((ray % rays) + 0.5) / rays) / imageSize;
        const py = (y + (Math.floor(ray / rays) + 0.5) / rays) / imageSize;
        const [u, v] = [2 * px - 1 - shiftX, 1 - 2 * py - shiftY];
        const colour =
          subject.paint(cos * u + sin * v, cos * v - sin * u) ?? background(clamp(px, 1), clamp(py, 1));
        for (let c = 0; c < 3; c++)
          pixels[3 * (y * imageSize + x) + c] += (light * colour[c]) / (rays * rays);
      }
  const soft = blurred(pixels, random.uniform(0, 0.9));
  const noise = random.uniform(0.005, 0.03);
  return soft.map((value) => clamp(2 * clamp(value + random.normal(0, noise), 1), 2) - 1);
}

/**
 * Draws pictures of subjects in turn, each in one of some settings.
 * @param subjects labels count from `firstLabel` in their order
 * @param settings numbers of settings to draw from
 */
export function renderedSigns(
  subjects: readonly SignSubject[],
  settings: readonly number[],
  count: number,
  random: RandomStream,
  firstLabel = 0,
): SignImages {
  const images = {
    count,
    pixels: new Float64Array(count * imageLength),
    labels: new Int32Array(count),
    settings: new Int32Array(count),
  };
  for (let i = 0; i < count; i++) {
    const setting = random.choice(settings);
    images.labels[i] = firstLabel + (i % subjects.length);
    images.settings[i] = setting;
    images.pixels.set(
      renderSign(subjects[i % subjects.length], signSettings[setting], random),
      i * imageLength,
    );
  }
  return images;
}
