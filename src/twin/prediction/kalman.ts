import {
  checkRequest,
  futurePoints,
  type MovementPredictor,
  type ObservedMovement,
  secondsPerPoint,
} from './movement.js';

/** What a Kalman filter believes of vehicles. */
export interface KalmanOptions {
  /** Standard deviation of the acceleration, constant within a second and independent from one second to the next, m/s^2. Default 1.5. */
  readonly acceleration?: number;
  /** Standard deviation of a position that is reported, m. Default .1. */
  readonly position?: number;
}

/** Standard deviation of the velocity before anything is known of it, m/s. */
const firstVelocity = 15;

/**
 * A Kalman filter with the state position and velocity per axis, driven by random acceleration (the discrete white-noise
 * acceleration model), predicting with the velocity it has estimated. Both axes share variances and gains.
 */
export function kalmanPredictor({
  acceleration = 1.5,
  position = 0.1,
}: KalmanOptions = {}): MovementPredictor {
  const q = acceleration * acceleration;
  const r = position * position;
  const dt = secondsPerPoint;

  function estimate({ past }: ObservedMovement): { x: number; y: number; vx: number; vy: number } {
    let [x, y, vx, vy] = [past[0], past[1], 0, 0];
    // Variances of position and velocity, and their covariance.
    let [pp, pv, vv] = [r, 0, firstVelocity * firstVelocity];
    for (let i = 2; i < past.length; i += 2) {
      x += vx * dt;
      y += vy * dt;
      pp += 2 * dt * pv + dt * dt * vv + (q * dt ** 4) / 4;
      pv += dt * vv + (q * dt ** 3) / 2;
      vv += q * dt * dt;
      const [gainP, gainV] = [pp / (pp + r), pv / (pp + r)];
      const [ex, ey] = [past[i] - x, past[i + 1] - y];
      x += gainP * ex;
      y += gainP * ey;
      vx += gainV * ex;
      vy += gainV * ey;
      vv -= gainV * pv;
      pv -= gainP * pv;
      pp -= gainP * pp;
    }
    return { x, y, vx, vy };
  }

  return {
    name: 'Kalman',
    predict(observed, points = futurePoints) {
      checkRequest(observed, points);
      const { x, y, vx, vy } = estimate(observed);
      const result = new Float64Array(2 * points);
      for (let k = 0; k < points; k++) {
        result[2 * k] = x + vx * dt * (k + 1);
        result[2 * k + 1] = y + vy * dt * (k + 1);
      }
      return result;
    },
  };
}
