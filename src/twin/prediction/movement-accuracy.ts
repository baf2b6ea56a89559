import { quantile } from '../../results/index.js';
import { futurePoints, type MovementPredictor, type MovementWindow } from './movement.js';
import { futureOf, observedAt } from './window.js';

/** A final error above this is a miss, m. */
export const missDistance = 2;

/** How good predictions for one number of seconds ahead are. */
export interface HorizonAccuracy {
  readonly seconds: number;
  /** Mean distance between prediction and truth, m. */
  readonly error: number;
  /** Share of the predictions more than 2 m off. */
  readonly missRate: number;
  /** R^2 of the displacement from the present: 1 - squared errors / squared distances from the mean displacement. */
  readonly displacementR2: number;
  /** R^2 of the coordinates: 1 - squared errors / squared distances from the mean position. */
  readonly coordinateR2: number;
}

/** How good a predictor is on some windows. */
export interface MovementAccuracy {
  readonly predictor: string;
  readonly windows: number;
  readonly vehicles: number;
  /** Average displacement error: mean distance over all horizons, m. */
  readonly ade: number;
  /** Final displacement error: mean distance at the last horizon, m. */
  readonly fde: number;
  /** Share of the predictions whose last point is more than 2 m off. */
  readonly missRate: number;
  readonly horizons: readonly HorizonAccuracy[];
  /**
   * Median over the vehicles of the R^2 of all predicted coordinates of a vehicle, the score that the paper prints under each
   * trajectory of its Fig. 5; NaN when no vehicle has moved.
   */
  readonly trajectoryR2: number;
}

/** Sums for 1 - squared errors / squared distances from the mean, x and y together. */
class Determination {
  #count = 0;
  readonly #sum = [0, 0];
  readonly #squares = [0, 0];
  #errors = 0;
  // Squares are taken about the first value: coordinates are large numbers.
  readonly #about = [0, 0];

  add(x: number, y: number, squaredError: number): void {
    if (this.#count++ === 0) {
      this.#about[0] = x;
      this.#about[1] = y;
    }
    for (const [axis, value] of [x, y].entries()) {
      const d = value - this.#about[axis];
      this.#sum[axis] += d;
      this.#squares[axis] += d * d;
    }
    this.#errors += squaredError;
  }

  /** NaN where the truth does not vary. */
  get value(): number {
    const total = [0, 1].reduce(
      (sum, axis) => sum + this.#squares[axis] - this.#sum[axis] ** 2 / this.#count,
      0,
    );
    return total > 0 ? 1 - this.#errors / total : Number.NaN;
  }
}

/**
 * Compares predictions with what came, at every horizon from 1 to 5 s.
 * R^2 sums both axes before it divides (scikit-learn calls that variance-weighted).
 * @throws RangeError when there are no windows
 */
export function movementAccuracy(
  predictor: MovementPredictor,
  windows: readonly MovementWindow[],
): MovementAccuracy {
  if (windows.length === 0) throw new RangeError('an accuracy needs at least one window');
  const horizons = Array.from({ length: futurePoints }, () => ({
    distance: 0,
    misses: 0,
    displacement: new Determination(),
    coordinate: new Determination(),
  }));
  const trajectories = new Map<string, Determination>();
  for (const window of windows) {
    const observed = observedAt(window);
    const truth = futureOf(window);
    const predicted = predictor.predict(observed, futurePoints);
    const [x, y] = observed.past.subarray(observed.past.length - 2);
    const { vehicle } = window.track;
    const trajectory = trajectories.get(vehicle) ?? new Determination();
    trajectories.set(vehicle, trajectory);
    for (const [k, horizon] of horizons.entries()) {
      const [tx, ty] = [truth[2 * k], truth[2 * k + 1]];
      const squared = (predicted[2 * k] - tx) ** 2 + (predicted[2 * k + 1] - ty) ** 2;
      const distance = Math.sqrt(squared);
      horizon.distance += distance;
      if (distance > missDistance) horizon.misses++;
      horizon.displacement.add(tx - x, ty - y, squared);
      horizon.coordinate.add(tx, ty, squared);
      trajectory.add(tx, ty, squared);
    }
  }
  const n = windows.length;
  const all = horizons.map((h, k) => ({
    seconds: k + 1,
    error: h.distance / n,
    missRate: h.misses / n,
    displacementR2: h.displacement.value,
    coordinateR2: h.coordinate.value,
  }));
  const last = all[all.length - 1];
  const scores = [...trajectories.values()].map(({ value }) => value).filter((value) => !Number.isNaN(value));
  return {
    predictor: predictor.name,
    windows: n,
    vehicles: trajectories.size,
    ade: all.reduce((sum, { error }) => sum + error, 0) / all.length,
    fde: last.error,
    missRate: last.missRate,
    horizons: all,
    trajectoryR2: quantile(scores, 0.5),
  };
}
