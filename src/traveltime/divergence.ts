/** A histogram of equal bins from `from` on; what lies outside counts with the first or the last bin. */
export interface Bins {
  readonly from: number;
  readonly width: number;
  readonly count: number;
}

/**
 * The bins that hold all of these times: of this width, at whole multiples of it.
 * @throws RangeError when there is no time
 */
export function binsFor(times: ArrayLike<number>, width: number): Bins {
  if (times.length === 0) throw new RangeError('no times to put into bins');
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < times.length; i++) {
    low = Math.min(low, times[i]);
    high = Math.max(high, times[i]);
  }
  const from = Math.floor(low / width);
  return { from: from * width, width, count: Math.floor(high / width) - from + 1 };
}

/** How many of the times lie in each bin; a time on an edge belongs to the bin above. */
export function histogram(times: ArrayLike<number>, bins: Bins): Float64Array {
  const counts = new Float64Array(bins.count);
  for (let i = 0; i < times.length; i++) {
    const bin = Math.floor((times[i] - bins.from) / bins.width);
    counts[Math.min(bins.count - 1, Math.max(0, bin))]++;
  }
  return counts;
}

/** The probability of each bin under a distribution function; the first and the last bin reach to infinity. */
export function binProbabilities(cdf: (time: number) => number, bins: Bins): Float64Array {
  const p = new Float64Array(bins.count);
  let below = 0;
  for (let i = 0; i < bins.count; i++) {
    const upTo = i === bins.count - 1 ? 1 : cdf(bins.from + (i + 1) * bins.width);
    p[i] = upTo - below;
    below = upTo;
  }
  return p;
}

/**
 * Kullback-Leibler divergence sum p ln(p / q) in nats of two discrete distributions over the same bins, given as
 * weights of any sum (counts, probabilities). Weights 0 in p add nothing; where q is 0 and p is not, it is infinite.
 * @throws RangeError when lengths differ or a distribution is empty
 */
export function klDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  if (p.length !== q.length) throw new RangeError(`${p.length} bins against ${q.length}`);
  let sumP = 0;
  let sumQ = 0;
  for (let i = 0; i < p.length; i++) {
    sumP += p[i];
    sumQ += q[i];
  }
  if (!(sumP > 0 && sumQ > 0)) throw new RangeError('a distribution without mass');
  let divergence = 0;
  for (let i = 0; i < p.length; i++) {
    if (p[i] > 0) divergence += (p[i] / sumP) * Math.log((p[i] * sumQ) / (q[i] * sumP));
  }
  return Math.max(0, divergence);
}

/**
 * Divergence of the observed counts in some bins from what a prediction expects there, with one added to every bin on both sides:
 * to the counts, and to those that the prediction expects among as many trips.
 * @param observed counts per bin
 * @param probabilities of the same bins under the prediction
 * @throws RangeError when the lengths differ
 */
export function smoothedDivergence(observed: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  const counts = Array.from(observed, (count) => count + 1);
  const trips = counts.reduce((sum, count) => sum + count - 1, 0);
  return klDivergence(
    counts,
    Array.from(probabilities, (p) => p * trips + 1),
  );
}

/**
 * Divergence of a predicted trip time from observed ones, as in section 6.2 of Chen et al. (TBUMA): bins of `width`
 * (10 s there) over all observed times, and the same smoothing on both sides, one added to every bin of the observed
 * counts and of the counts that the prediction expects among as many trips.
 * @param times observed times in s
 * @param cdf distribution function of the prediction
 * @throws RangeError when there is no observed time
 */
export function tripDivergence(
  times: ArrayLike<number>,
  cdf: (time: number) => number,
  width = 10,
  bins = binsFor(times, width),
): number {
  return smoothedDivergence(histogram(times, bins), binProbabilities(cdf, bins));
}
