import { KernelError } from './kernel-error.js';

/**
 * Statistics of observations that each count the same: waiting times, sojourn times. Keeps every observation (8 bytes each), so that
 * quantiles are exact.
 */
export class Tally {
  #values = new Float64Array(16);
  #count = 0;
  #mean = 0;
  /** Sum of squared deviations from the mean (Welford). */
  #squares = 0;
  #sorted = true;

  /** @throws KernelError when the value is not finite */
  record(value: number): void {
    if (!Number.isFinite(value)) throw new KernelError(`Tally: value is ${value}: must be a finite number`);
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = value;
    const deviation = value - this.#mean;
    this.#mean += deviation / this.#count;
    this.#squares += deviation * (value - this.#mean);
    this.#sorted = false;
  }

  get count(): number {
    return this.#count;
  }

  /** NaN without observations, as are all the following. */
  get mean(): number {
    return this.#count === 0 ? Number.NaN : this.#mean;
  }

  /** The unbiased variance; NaN with fewer than two observations. */
  get variance(): number {
    return this.#count < 2 ? Number.NaN : this.#squares / (this.#count - 1);
  }

  get standardDeviation(): number {
    return Math.sqrt(this.variance);
  }

  get min(): number {
    return this.quantile(0);
  }

  get max(): number {
    return this.quantile(1);
  }

  /**
   * The quantile at a probability, interpolated linearly between order statistics (Hyndman and Fan 1996, type 7).
   * @throws KernelError when the probability is not in [0, 1]
   */
  quantile(probability: number): number {
    if (!(probability >= 0 && probability <= 1)) {
      throw new KernelError(`quantile: probability is ${probability}: must be from 0 to 1`);
    }
    if (this.#count === 0) return Number.NaN;
    const sorted = this.#inOrder();
    const position = probability * (sorted.length - 1);
    const below = Math.floor(position);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  /** The share of observations above a threshold. */
  shareAbove(threshold: number): number {
    if (this.#count === 0) return Number.NaN;
    const sorted = this.#inOrder();
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= threshold) low = middle + 1;
      else high = middle;
    }
    return (sorted.length - low) / sorted.length;
  }

  /** Forgets all observations. */
  reset(): void {
    this.#values = new Float64Array(16);
    this.#count = 0;
    this.#mean = 0;
    this.#squares = 0;
    this.#sorted = true;
  }

  #inOrder(): Float64Array {
    const kept = this.#values.subarray(0, this.#count);
    if (!this.#sorted) {
      kept.sort();
      this.#sorted = true;
    }
    return kept;
  }
}
