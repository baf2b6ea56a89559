import { quantile } from '../../results/index.js';
import { Determination } from './internal/determination.js';
import { futurePoints } from './movement.js';

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

/** Gathers how good a predictor is, prediction by prediction. */
export class AccuracyMeter {
  readonly #predictor: string;
  readonly #horizons = Array.from({ length: futurePoints }, () => ({
    distance: 0,
    misses: 0,
    displacement: new Determination(),
    coordinate: new Determination(),
  }));
  readonly #trajectories = new Map<string | number, Determination>();
  #predictions = 0;

  /** @param predictor its name */
  constructor(predictor: string) {
    this.#predictor = predictor;
  }

  /** How many predictions were compared. */
  get predictions(): number {
    return this.#predictions;
  }

  /**
   * Compares a prediction with what came.
   * @param vehicle whose trajectory it is
   * @param x,y where the vehicle was when it was made, m
   * @param predicted,truth x, y in m after 1 to 5 s
   */
  add(vehicle: string | number, x: number, y: number, predicted: Float64Array, truth: Float64Array): void {
    this.#predictions++;
    let trajectory = this.#trajectories.get(vehicle);
    if (trajectory === undefined) {
      trajectory = new Determination();
      this.#trajectories.set(vehicle, trajectory);
    }
    for (let k = 0; k < futurePoints; k++) {
      const horizon = this.#horizons[k];
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

  /** The accuracy of all predictions so far; NaN where there are none. */
  accuracy(): MovementAccuracy {
    const n = this.#predictions;
    const horizons = this.#horizons.map((h, k) => ({
      seconds: k + 1,
      error: h.distance / n,
      missRate: h.misses / n,
      displacementR2: h.displacement.value,
      coordinateR2: h.coordinate.value,
    }));
    const last = horizons[horizons.length - 1];
    const scores = [...this.#trajectories.values()]
      .map(({ value }) => value)
      .filter((value) => !Number.isNaN(value));
    return {
      predictor: this.#predictor,
      windows: n,
      vehicles: this.#trajectories.size,
      ade: horizons.reduce((sum, { error }) => sum + error, 0) / horizons.length,
      fde: last.error,
      missRate: last.missRate,
      horizons,
      trajectoryR2: quantile(scores, 0.5),
    };
  }
}
