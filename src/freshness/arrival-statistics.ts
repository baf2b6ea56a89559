/** Mean and variance of counts. */
function moments(counts: ArrayLike<number>): { readonly mean: number; readonly variance: number } {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i];
  const mean = sum / counts.length;
  let squares = 0;
  for (let i = 0; i < counts.length; i++) squares += (counts[i] - mean) ** 2;
  return { mean, variance: squares / (counts.length - 1) };
}

/**
 * The index of dispersion of arrivals, variance over mean of the counts per slot: 1 - p for the Bernoulli arrivals of enter (Assumption 1),
 * 1 for Poisson arrivals, more where vehicles come in platoons.
 * @param counts vehicles by slot
 * @returns NaN with fewer than two slots, or without arrivals
 */
export function dispersionIndex(counts: ArrayLike<number>): number {
  const { mean, variance } = moments(counts);
  return counts.length < 2 || mean === 0 ? Number.NaN : variance / mean;
}

/**
 * The correlation of the counts of slots that lie `lag` slots apart: 0 where slots are independent, as enter assumes; peaks at
 * multiples of a signal's cycle. Independent counts stay within about +-1.96 / sqrt(slots).
 * @param counts vehicles by slot
 * @param lag at least 1
 * @returns NaN where the counts do not vary, or there are not more slots than `lag`
 */
export function autocorrelation(counts: ArrayLike<number>, lag: number): number {
  const { mean, variance } = moments(counts);
  if (!(counts.length > lag && variance > 0)) return Number.NaN;
  let sum = 0;
  for (let i = lag; i < counts.length; i++) sum += (counts[i] - mean) * (counts[i - lag] - mean);
  return sum / ((counts.length - 1) * variance);
}
