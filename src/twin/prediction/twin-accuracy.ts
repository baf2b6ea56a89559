import type { MovementAccuracy } from './accuracy-meter.js';

/**
 * What of a predictor's accuracy enters the surplus of the twins as R (twin-market journal, section V-A1).
 * `paper`: the R^2 of the coordinates of a trajectory, near 1 for anything, standing still included.
 * `displacement`: the R^2 of the displacement after 5 s. `hits`: the share of predictions at most 2 m off after 5 s.
 */
export type TwinAccuracy = 'paper' | 'displacement' | 'hits';

/** R in [0, 1], as the `accuracy` of a market takes it; a negative R^2 counts as 0, as does one that is not defined. */
export function twinAccuracy(accuracy: MovementAccuracy, kind: TwinAccuracy): number {
  const last = accuracy.horizons[accuracy.horizons.length - 1];
  const value = {
    paper: accuracy.trajectoryR2,
    displacement: last.displacementR2,
    hits: 1 - accuracy.missRate,
  }[kind];
  return value > 0 ? Math.min(1, value) : 0;
}
