import type { RandomStream } from '../../random/index.js';
import { quantile, wilsonInterval } from '../../results/index.js';
import { imageAt, imageLength, type SignImages } from './sign-image.js';
import type { SignValidator } from './sign-validator.js';

/** G, the generative score of a set of pictures. */
export interface GenerativeScore {
  /** Share of the pictures that the validator takes for what they shall show. */
  readonly score: number;
  /** Ends of Wilson's 95 % interval. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** The generative score G of pictures (twin-market journal, section III-D): the accuracy of a validator on them. */
export function generativeScore(images: SignImages, validator: SignValidator): GenerativeScore {
  const hits = validator.hits(images).filter((hit) => hit).length;
  return { score: hits / images.count, ...wilsonInterval(hits, images.count), count: images.count };
}

/**
 * The median distance of pictures to the nearest picture of a set that was learnt from: root mean square over the pixels, whose
 * range is 2. A generator that copies what it saw has a distance near 0; fresh pictures show what is usual.
 */
export function nearestDistance(images: SignImages, learnt: SignImages): number {
  const distances = Array.from({ length: images.count }, (_, i) => {
    const one = imageAt(images, i);
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < learnt.count; j++) {
      const from = j * imageLength;
      let sum = 0;
      for (let k = 0; k < imageLength && sum < least; k++) sum += (one[k] - learnt.pixels[from + k]) ** 2;
      least = Math.min(least, sum);
    }
    return Math.sqrt(least / imageLength);
  });
  return quantile(distances, 0.5);
}

/** What fine-tuning on generated pictures did to a model. Losses are cross-entropies on held-out pictures, in nats. */
export interface RelativeAccuracy {
  /** (after - best) / (before - best): 0 the model has become as good as can be, 1 no better, above 1 worse. */
  readonly theta: number;
  readonly before: number;
  readonly after: number;
  /** L*, the loss of a model trained on plenty of real (rendered) pictures. */
  readonly best: number;
}

/**
 * The relative accuracy theta of a vehicle's model that is fine-tuned on pictures (twin-market journal, eq. (1) and section V-B).
 * @param model of the vehicle, left as it is
 * @param held pictures that nobody has learnt from
 * @param best a model trained on plenty of pictures, in place of the optimum
 */
export function relativeAccuracy(
  model: SignValidator,
  images: SignImages,
  held: SignImages,
  best: SignValidator,
  random: RandomStream,
): RelativeAccuracy {
  const tuned = model.copy();
  // 30 per step, as in the paper.
  tuned.train(images, { epochs: 10, batch: 30, learningRate: 0.001, random });
  const [before, after, least] = [model.loss(held), tuned.loss(held), best.loss(held)];
  return { theta: (after - least) / (before - least), before, after, best: least };
}
