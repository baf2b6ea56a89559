import { RandomStream } from '../../../src/random/index.js';
import type { MovementTrack, MovementWindow } from '../../../src/twin/prediction/index.js';

/** A track from its points. */
export function track(vehicle: string, points: readonly (readonly [number, number])[]): MovementTrack {
  return { vehicle, start: 0, points: Float64Array.from(points.flat()) };
}

/**
 * Cars that speed up to a limit of their own, brake to a stop at a place ahead and start again: what no linear rule foresees, for
 * speed stops growing at the limit.
 */
export function stopAndGo(count: number, seed: string, seconds = 130): MovementTrack[] {
  const random = new RandomStream(seed);
  return Array.from({ length: count }, (_, n) => {
    const angle = random.uniform(0, 2 * Math.PI);
    const limit = random.uniform(8, 14);
    let [way, speed, wait, until] = [0, 0, 0, random.uniform(80, 200)];
    const points: [number, number][] = [];
    for (let t = 0; t < seconds; t++) {
      points.push([500 + way * Math.cos(angle), -200 + way * Math.sin(angle)]);
      if (wait > 0) {
        wait--;
        continue;
      }
      const left = until - way;
      if (left < (speed * speed) / 6) speed = Math.max(0, speed - 3);
      else speed = Math.min(limit, speed + 2);
      way += speed;
      if (speed === 0) {
        wait = 8;
        until = way + random.uniform(80, 200);
      }
    }
    return track(`v${n}`, points);
  });
}

/** A window in the middle of nowhere, for a predictor that needs only the past. */
export const windowAt = (one: MovementTrack, at: number): MovementWindow => ({ track: one, at });
