import type { RandomStream } from '../../../src/random/index.js';

/**
 * What "the number of preferences is sampled from Zipf(2)" can mean for h, the hits of a simulator in a preference cache. Zipf(2)
 * without an end has no mean, so its support ends somewhere; the third reading has no heavy tail at all.
 */
export const hitReadings = ['Zipf on 1..5', 'Zipf on 1..100', 'uniform on 0..1'] as const;
export type HitReading = (typeof hitReadings)[number];

/** The reading in which claims are judged. */
export const usualHits: HitReading = hitReadings[0];

/** One number of hits; all readings take one draw, so that they can be paired. */
export function drawnHits(random: RandomStream, reading: HitReading): number {
  switch (reading) {
    case 'Zipf on 1..5':
      return random.zipf(5, 2);
    case 'Zipf on 1..100':
      return random.zipf(100, 2);
    case 'uniform on 0..1':
      return random.next();
  }
}
