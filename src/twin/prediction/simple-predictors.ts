import { checkRequest, futurePoints, type MovementPredictor } from './movement.js';

/** Predicts that the vehicle stays where it is. What a score must beat to say anything. */
export const standingStill: MovementPredictor = {
  name: 'standing still',
  predict(observed, points = futurePoints) {
    checkRequest(observed, points);
    const { past } = observed;
    const result = new Float64Array(2 * points);
    for (let i = 0; i < result.length; i++) result[i] = past[past.length - 2 + (i % 2)];
    return result;
  },
};

/** Predicts that the vehicle repeats its last displacement every second. */
export const constantVelocity: MovementPredictor = {
  name: 'constant velocity',
  predict(observed, points = futurePoints) {
    checkRequest(observed, points);
    const { past } = observed;
    const result = standingStill.predict(observed, points);
    if (past.length < 4) return result;
    for (let i = 0; i < result.length; i++) {
      const last = past.length - 2 + (i % 2);
      result[i] += (Math.floor(i / 2) + 1) * (past[last] - past[last - 2]);
    }
    return result;
  },
};
