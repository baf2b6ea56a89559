import { normalQuantile } from '../results/index.js';
import { normalCdf, normalCdfOf, normalDensity } from './normal-distribution.js';

/**
 * Continuous ranked probability score of a normal prediction for one observed time, in s (Gneiting and Raftery 2007):
 * sd (z (2 Phi(z) - 1) + 2 phi(z) - 1/sqrt(pi)), z = (time - mean) / sd; the absolute error when sd is 0.
 */
export function normalCrps(time: number, mean: number, sd: number): number {
  if (!(sd > 0)) return Math.abs(time - mean);
  const z = (time - mean) / sd;
  return sd * (z * (2 * normalCdf(z) - 1) + 2 * normalDensity(z) - 1 / Math.sqrt(Math.PI));
}

/**
 * Continuous ranked probability score of an empirical prediction for one observed time, in s:
 * E|X - time| - E|X - X'| / 2 over the sample.
 * @param sample the predicted times in any order
 * @throws RangeError when the sample is empty
 */
export function empiricalCrps(time: number, sample: ArrayLike<number>): number {
  const n = sample.length;
  if (n === 0) throw new RangeError('an empty sample predicts nothing');
  const sorted = Float64Array.from(sample).sort();
  let distance = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    distance += Math.abs(sorted[i] - time);
    spread += (2 * i + 1 - n) * sorted[i];
  }
  return distance / n - spread / (n * n);
}

/** A normal prediction and what was observed, s. */
export interface PredictedTime {
  readonly mean: number;
  readonly sd: number;
  readonly observed: number;
}

/** Probability integral transform: where in its predicted distribution an observed time lies, in [0, 1]. */
export function probabilityTransform({ mean, sd, observed }: PredictedTime): number {
  return normalCdfOf(observed, mean, sd);
}

/**
 * Share of observed times within the central interval of this probability (0.8: from the 10 % to the 90 % quantile).
 * A calibrated prediction covers as much as the interval promises.
 * @returns NaN when there is no prediction
 */
export function coverage(predictions: readonly PredictedTime[], probability: number): number {
  const half = normalQuantile(0.5 + probability / 2);
  const covered = predictions.filter(({ mean, sd, observed }) => Math.abs(observed - mean) <= half * sd);
  return covered.length / predictions.length;
}

/** Counts of probability integral transforms in `bins` equal bins of [0, 1]; flat when the predictions are calibrated. */
export function transformHistogram(predictions: readonly PredictedTime[], bins = 10): number[] {
  const counts = Array.from({ length: bins }, () => 0);
  for (const p of predictions) counts[Math.min(bins - 1, Math.floor(probabilityTransform(p) * bins))]++;
  return counts;
}
