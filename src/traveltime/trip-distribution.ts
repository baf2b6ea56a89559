import { normalQuantile } from '../results/index.js';
import { logarithmMoments, logNormalCdfOf } from './completion.js';
import { normalCdf, normalCdfOf } from './normal-distribution.js';
import { empiricalCrps, normalCrps } from './scores.js';

/** A forecast of one time as a distribution, in s. */
export interface TripDistribution {
  readonly mean: number;
  /** P(time <= t). */
  cdf(t: number): number;
  /** The time that is not exceeded with probability p in (0, 1). */
  quantile(p: number): number;
  /** Continuous ranked probability score for an observed time, s (Gneiting and Raftery 2007); 0 is perfect. */
  crps(observed: number): number;
}

/** A normal forecast; with `sd` 0 all of it lies at the mean. */
export function normalForecast(mean: number, sd: number): TripDistribution {
  return {
    mean,
    cdf: (t) => normalCdfOf(t, mean, sd),
    quantile: (p) => (sd > 0 ? mean + sd * normalQuantile(p) : mean),
    crps: (observed) => normalCrps(observed, mean, sd),
  };
}

/**
 * A log-normal forecast with this mean and standard deviation, both above 0. Its score in closed form is that of Baran and Lerch
 * (2015): y (2 F(y) - 1) - 2 mean (Phi(w - s) + Phi(s / sqrt 2) - 1), w = (ln y - m) / s.
 */
export function logNormalForecast(mean: number, sd: number): TripDistribution {
  const { location, scale } = logarithmMoments(mean, sd);
  return {
    mean,
    cdf: (t) => logNormalCdfOf(t, mean, sd),
    quantile: (p) => Math.exp(location + scale * normalQuantile(p)),
    crps(observed) {
      // Below 0 the forecast has no mass: the score grows with the distance.
      const y = Math.max(observed, 1e-9);
      const w = (Math.log(y) - location) / scale;
      const at = y * (2 * normalCdf(w) - 1);
      return at - 2 * mean * (normalCdf(w - scale) + normalCdf(scale / Math.SQRT2) - 1) + (y - observed);
    },
  };
}

/**
 * A forecast that is a sample: each of its times equally likely.
 * @throws RangeError when the sample is empty
 */
export function sampleForecast(times: ArrayLike<number>): TripDistribution {
  const sorted = Float64Array.from(times).sort();
  const n = sorted.length;
  if (n === 0) throw new RangeError('an empty sample forecasts nothing');
  const upTo = (t: number, strictly: boolean): number => {
    let low = 0;
    let high = n;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < t || (!strictly && sorted[middle] === t)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    mean: sorted.reduce((sum, t) => sum + t, 0) / n,
    cdf: (t) => upTo(t, false) / n,
    quantile(p) {
      const at = p * n - 0.5;
      const below = Math.min(n - 1, Math.max(0, Math.floor(at)));
      const above = Math.min(n - 1, below + 1);
      return sorted[below] + Math.min(1, Math.max(0, at - below)) * (sorted[above] - sorted[below]);
    },
    crps: (observed) => empiricalCrps(observed, sorted),
  };
}

/** A forecast without any spread: its score is the absolute error. */
export function pointForecast(time: number): TripDistribution {
  return normalForecast(time, 0);
}

/**
 * A forecast given by its distribution function, linear between rising times.
 * @param mean in s
 * @param times in s, strictly rising
 * @param cdf at these times, from about 0 to about 1
 * @throws RangeError when there are fewer than two times, or not as many values
 */
export function tabulatedForecast(
  mean: number,
  times: ArrayLike<number>,
  cdf: ArrayLike<number>,
): TripDistribution {
  const n = times.length;
  if (n < 2 || cdf.length !== n) throw new RangeError(`${n} times with ${cdf.length} values`);
  const at = (t: number): number => {
    if (t < times[0]) return 0;
    if (t >= times[n - 1]) return 1;
    let i = 0;
    while (times[i + 1] <= t) i++;
    return cdf[i] + ((t - times[i]) / (times[i + 1] - times[i])) * (cdf[i + 1] - cdf[i]);
  };
  /** Integral of the square of a line from a to b over a width. */
  const square = (a: number, b: number, width: number): number => (width * (a * a + a * b + b * b)) / 3;
  return {
    mean,
    cdf: at,
    quantile(p) {
      for (let i = 0; i < n - 1; i++) {
        if (cdf[i + 1] < p) continue;
        const rise = cdf[i + 1] - cdf[i];
        const part = rise > 0 ? Math.max(0, (p - cdf[i]) / rise) : 0;
        return times[i] + part * (times[i + 1] - times[i]);
      }
      return times[n - 1];
    },
    crps(observed) {
      let score = Math.max(0, times[0] - observed) + Math.max(0, observed - times[n - 1]);
      for (let i = 0; i < n - 1; i++) {
        const [from, to] = [times[i], times[i + 1]];
        if (observed <= from) score += square(1 - cdf[i], 1 - cdf[i + 1], to - from);
        else if (observed >= to) score += square(cdf[i], cdf[i + 1], to - from);
        else {
          const middle = at(observed);
          score +=
            square(cdf[i], middle, observed - from) + square(1 - middle, 1 - cdf[i + 1], to - observed);
        }
      }
      return score;
    },
  };
}
