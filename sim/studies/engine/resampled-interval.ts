import { type Estimate, mean, quantiles, standardDeviation } from '../../../src/results/index.js';

/**
 * The interval of a value from bootstrap replicates of it.
 *
 * Quantiles of the replicates, moved so that their mean is the value: resampling a sample adds noise of its own to statistics such
 * as divergences, which are high where there is noise, so that their replicates lie above them. What is covered is therefore the
 * expectation of the value over experiments of this size.
 * @param values the value itself, then its replicates
 * @param level confidence of the interval, in (0, 1)
 * @returns `sd` is that of the replicates; without replicates the interval has no ends
 * @throws RangeError for a level outside (0, 1)
 */
export function resampledInterval(values: ArrayLike<number>, level = 0.95): Estimate {
  const n = values.length;
  const value = n === 0 ? Number.NaN : values[0];
  const replicates = Float64Array.from({ length: Math.max(0, n - 1) }, (_, i) => values[i + 1]);
  if (n < 3)
    return {
      mean: value,
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
      sd: Number.NaN,
      n,
    };
  const shift = value - mean(replicates);
  const [low, high] = quantiles(replicates, [(1 - level) / 2, (1 + level) / 2]);
  return { mean: value, low: low + shift, high: high + shift, sd: standardDeviation(replicates), n };
}
