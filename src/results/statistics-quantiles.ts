import { checkLevel, quantile } from './statistics.js';

/** A quantile with its interval. */
export interface QuantileEstimate {
  readonly value: number;
  /** Lower end; -Infinity when there are too few values to say. */
  readonly low: number;
  /** Upper end; Infinity when there are too few values to say. */
  readonly high: number;
  /** The confidence that the interval really has, at least the one asked for where both ends are finite. */
  readonly level: number;
  readonly n: number;
}

/** Binomial probabilities of 0 .. n successes, by logarithms so that large n does not vanish. */
function binomialMasses(n: number, p: number): Float64Array {
  const masses = new Float64Array(n + 1);
  if (p === 0 || p === 1) {
    masses[p === 0 ? 0 : n] = 1;
    return masses;
  }
  let log = n * Math.log1p(-p);
  for (let k = 0; k <= n; k++) {
    masses[k] = Math.exp(log);
    log += Math.log((n - k) / (k + 1)) + Math.log(p) - Math.log1p(-p);
  }
  return masses;
}

/**
 * The quantile at probability `p` with the interval between two order statistics, which covers it with at least the level asked
 * for whatever the distribution: the number of values below the true quantile is binomial (David and Nagaraja, Order Statistics,
 * section 7.1). Each tail gets at most (1 - level) / 2; a tail that few values cannot bound is without end.
 * @throws RangeError for p or a level outside (0, 1)
 */
export function quantileInterval(values: ArrayLike<number>, p: number, level = 0.95): QuantileEstimate {
  checkLevel(level);
  if (!(p > 0 && p < 1)) throw new RangeError(`an interval needs a probability between 0 and 1, not ${p}`);
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const tail = (1 - level) / 2;
  const masses = binomialMasses(n, p);
  // X_(r) <= quantile unless fewer than r values lie below it.
  let below = 0;
  let r = 0;
  while (r < n && below + masses[r] <= tail) below += masses[r++];
  let above = 0;
  let s = n + 1;
  while (s > 1 && above + masses[s - 1] <= tail) above += masses[--s];
  return {
    value: quantile(sorted, p),
    low: r === 0 ? Number.NEGATIVE_INFINITY : sorted[r - 1],
    high: s === n + 1 ? Number.POSITIVE_INFINITY : sorted[s - 1],
    level: 1 - below - above,
    n,
  };
}

/** The median with its interval; see `quantileInterval`. */
export function medianInterval(values: ArrayLike<number>, level = 0.95): QuantileEstimate {
  return quantileInterval(values, 0.5, level);
}
