import { requireThat } from './distribution-error.js';

/**
 * The cumulative Zipf distribution over the ranks 1..n: entry k - 1 is P(rank <= k), with P(rank = k) proportional to k^-exponent.
 * @param size n, a whole number of at least 1
 * @param exponent at least 0; 0 is the uniform distribution
 * @throws DistributionError when a parameter is out of range
 */
export function zipfTable(size: number, exponent: number): Float64Array {
  requireThat(Number.isInteger(size) && size >= 1, 'zipf', 'size', size, 'a whole number of at least 1');
  requireThat(
    Number.isFinite(exponent) && exponent >= 0,
    'zipf',
    'exponent',
    exponent,
    'a finite number of at least 0',
  );
  const cumulative = new Float64Array(size);
  let total = 0;
  for (let rank = 1; rank <= size; rank++) {
    total += rank ** -exponent;
    cumulative[rank - 1] = total;
  }
  for (let i = 0; i < size; i++) cumulative[i] /= total;
  cumulative[size - 1] = 1;
  return cumulative;
}

/** The first index whose cumulative probability exceeds a number in [0, 1). */
export function indexInTable(cumulative: Float64Array, u: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] > u) high = middle;
    else low = middle + 1;
  }
  return low;
}
