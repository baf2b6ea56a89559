import { AccuracyMeter, type MovementAccuracy } from './accuracy-meter.js';
import { futurePoints, type MovementPredictor, type MovementWindow } from './movement.js';
import { futureOf, observedAt } from './window.js';

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
  const meter = new AccuracyMeter(predictor.name);
  for (const window of windows) {
    const observed = observedAt(window);
    const { past } = observed;
    const predicted = predictor.predict(observed, futurePoints);
    meter.add(
      window.track.vehicle,
      past[past.length - 2],
      past[past.length - 1],
      predicted,
      futureOf(window),
    );
  }
  return meter.accuracy();
}
