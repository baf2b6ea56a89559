import { randomBinomial, randomNormal, randomPoisson } from 'd3-random';
import seedrandom from 'seedrandom';
import { DistributionError, requireThat } from './distribution-error.js';
import { indexInTable, zipfTable } from './zipf-table.js';

const FINITE = 'a finite number';
const AT_LEAST_ZERO = 'a finite number of at least 0';
const WHOLE = 'a whole number of at least 0';
const PROBABILITY = 'a number from 0 to 1';

/**
 * A deterministic stream of random draws: the same seed gives the same draws on every machine.
 *
 * The source is Alea (Baagoe 2010) through seedrandom, with 53 bits a draw; normal, Poisson and binomial draws are d3-random's.
 */
export class RandomStream {
  /** The text it was seeded with. */
  readonly seed: string;
  readonly #source: () => number;
  readonly #standardNormal: () => number;
  readonly #poisson: (mean: number) => () => number;
  readonly #binomial: (trials: number, probability: number) => () => number;
  readonly #zipfTables = new Map<string, Float64Array>();

  constructor(seed: string) {
    this.seed = seed;
    const generator = seedrandom.alea(seed);
    this.#source = () => generator.double();
    this.#standardNormal = randomNormal.source(this.#source)(0, 1);
    this.#poisson = randomPoisson.source(this.#source);
    this.#binomial = randomBinomial.source(this.#source);
  }

  /** Uniform on [0, 1). */
  next(): number {
    return this.#source();
  }

  /** Uniform on [low, high). */
  uniform(low: number, high: number): number {
    requireThat(Number.isFinite(low), 'uniform', 'low', low, FINITE);
    // The text is put together only for a fault: it would take longer than the draw.
    if (!(Number.isFinite(high) && high >= low))
      throw new DistributionError('uniform', 'high', high, `a finite number of at least ${low}`);
    return low + (high - low) * this.#source();
  }

  /** A whole number from low to high, both included, all equally likely. */
  integer(low: number, high: number): number {
    requireThat(Number.isSafeInteger(low), 'integer', 'low', low, 'a whole number');
    requireThat(
      Number.isSafeInteger(high) && high >= low && high - low < Number.MAX_SAFE_INTEGER,
      'integer',
      'high',
      high,
      `a whole number of at least ${low}`,
    );
    return low + Math.floor((high - low + 1) * this.#source());
  }

  /** True with a probability. */
  bernoulli(probability: number): boolean {
    requireThat(probability >= 0 && probability <= 1, 'bernoulli', 'probability', probability, PROBABILITY);
    return this.#source() < probability;
  }

  /** Normal with a mean and a standard deviation. */
  normal(mean: number, standardDeviation: number): number {
    requireThat(Number.isFinite(mean), 'normal', 'mean', mean, FINITE);
    requireThat(
      Number.isFinite(standardDeviation) && standardDeviation >= 0,
      'normal',
      'standardDeviation',
      standardDeviation,
      AT_LEAST_ZERO,
    );
    return mean + standardDeviation * this.#standardNormal();
  }

  /** exp of a normal draw; the parameters are the mean and the standard deviation of the logarithm. */
  logNormal(meanOfLog: number, standardDeviationOfLog: number): number {
    requireThat(Number.isFinite(meanOfLog), 'logNormal', 'meanOfLog', meanOfLog, FINITE);
    requireThat(
      Number.isFinite(standardDeviationOfLog) && standardDeviationOfLog >= 0,
      'logNormal',
      'standardDeviationOfLog',
      standardDeviationOfLog,
      AT_LEAST_ZERO,
    );
    return Math.exp(meanOfLog + standardDeviationOfLog * this.#standardNormal());
  }

  /** Exponential with a rate, so of mean 1 / rate. */
  exponential(rate: number): number {
    requireThat(Number.isFinite(rate) && rate > 0, 'exponential', 'rate', rate, 'a finite number above 0');
    return -Math.log1p(-this.#source()) / rate;
  }

  /** Poisson with a mean. */
  poisson(mean: number): number {
    requireThat(Number.isFinite(mean) && mean >= 0, 'poisson', 'mean', mean, AT_LEAST_ZERO);
    return mean === 0 ? 0 : this.#poisson(mean)();
  }

  /** The number of successes in independent trials of a probability. */
  binomial(trials: number, probability: number): number {
    requireThat(Number.isSafeInteger(trials) && trials >= 0, 'binomial', 'trials', trials, WHOLE);
    requireThat(probability >= 0 && probability <= 1, 'binomial', 'probability', probability, PROBABILITY);
    return this.#binomial(trials, probability)();
  }

  /** A rank from 1 to size, rank k with probability proportional to k^-exponent. */
  zipf(size: number, exponent: number): number {
    const key = `${size} ${exponent}`;
    let table = this.#zipfTables.get(key);
    if (table === undefined) {
      table = zipfTable(size, exponent);
      this.#zipfTables.set(key, table);
    }
    return indexInTable(table, this.#source()) + 1;
  }

  /** One of the items, all equally likely. */
  choice<T>(items: readonly T[]): T {
    requireThat(items.length > 0, 'choice', 'items', 'empty', 'a list of at least one');
    return items[Math.floor(items.length * this.#source())];
  }

  /** A copy of the items in random order, all orders equally likely (Fisher and Yates). */
  shuffle<T>(items: readonly T[]): T[] {
    return this.sample(items, items.length);
  }

  /** Some of the items without repetition, in random order, all ordered choices equally likely. */
  sample<T>(items: readonly T[], count: number): T[] {
    requireThat(
      Number.isInteger(count) && count >= 0 && count <= items.length,
      'sample',
      'count',
      count,
      `a whole number from 0 to ${items.length}, the number of items`,
    );
    const order = [...items];
    for (let i = 0; i < count; i++) {
      const j = i + Math.floor((order.length - i) * this.#source());
      const chosen = order[j];
      order[j] = order[i];
      order[i] = chosen;
    }
    order.length = count;
    return order;
  }
}
