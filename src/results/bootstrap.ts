import { normalQuantile, referenceNormalCdf } from './quantile-functions.js';
import { checkLevel, type Estimate, mean, quantiles, standardDeviation } from './statistics.js';

/** Options of {@link bootstrapInterval}. */
export interface BootstrapOptions {
  /** Uniform numbers in [0, 1) from a seeded stream. */
  readonly random: () => number;
  /** Confidence of the interval, in (0, 1); default .95. */
  readonly level?: number;
  /** Number of resamples; default 2000. */
  readonly resamples?: number;
  /** What is estimated from a sample, such as the mean (default), the median or a quantile. */
  readonly statistic?: (sample: Float64Array) => number;
  /**
   * `percentile` (default): between quantiles of the resampled statistics. `bca`: the same with quantiles corrected for bias and
   * for a spread that changes with the value (Efron 1987), so that of skewed values it misses on both sides more evenly; needs a
   * smooth statistic, so rather not a median of few values.
   */
  readonly method?: 'percentile' | 'bca';
}

/** The statistic without each value in turn. */
function jackknife(data: Float64Array, statistic: (sample: Float64Array) => number): Float64Array {
  const left = new Float64Array(data.length - 1);
  return data.map((_, out) => {
    for (let i = 0; i < left.length; i++) left[i] = data[i < out ? i : i + 1];
    return statistic(left.slice());
  });
}

/** Efron's acceleration from the jackknife; 0 where all values give the same. */
function acceleration(without: Float64Array): number {
  const centre = mean(without);
  let squares = 0;
  let cubes = 0;
  for (const value of without) {
    const d = centre - value;
    squares += d * d;
    cubes += d * d * d;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

/** The two probabilities at which BCa takes the quantiles of the resampled statistics. */
function bcaProbabilities(
  data: Float64Array,
  replicates: Float64Array,
  value: number,
  level: number,
  statistic: (sample: Float64Array) => number,
): [number, number] {
  let below = 0;
  for (const replicate of replicates) below += replicate < value ? 1 : replicate === value ? 0.5 : 0;
  // Kept off 0 and 1, where the correction would have no end.
  const share = Math.min(
    1 - 0.5 / replicates.length,
    Math.max(0.5 / replicates.length, below / replicates.length),
  );
  const bias = normalQuantile(share);
  const a = acceleration(jackknife(data, statistic));
  const corrected = (p: number): number => {
    const z = bias + normalQuantile(p);
    return referenceNormalCdf(bias + z / (1 - a * z));
  };
  return [corrected((1 - level) / 2), corrected((1 + level) / 2)];
}

/**
 * The bootstrap interval (Efron 1979) of a statistic of independent values, by percentiles or BCa.
 * `mean` of the answer is the statistic of the values themselves.
 * @throws RangeError for a level outside (0, 1) or fewer than one resample
 */
export function bootstrapInterval(values: ArrayLike<number>, options: BootstrapOptions): Estimate {
  const { random, level = 0.95, resamples = 2000, statistic = mean, method = 'percentile' } = options;
  checkLevel(level);
  if (!(resamples >= 1)) throw new RangeError(`a bootstrap needs resamples, not ${resamples}`);
  const data = Float64Array.from(values);
  const n = data.length;
  const estimate = { mean: statistic(data.slice()), sd: standardDeviation(data), n };
  if (n < 2) return { ...estimate, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const sample = new Float64Array(n);
  const replicates = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < n; i++) sample[i] = data[Math.floor(random() * n)];
    replicates[r] = statistic(sample);
  }
  const probabilities: [number, number] =
    method === 'bca'
      ? bcaProbabilities(data, replicates, estimate.mean, level, statistic)
      : [(1 - level) / 2, (1 + level) / 2];
  const [low, high] = quantiles(replicates, probabilities);
  return { ...estimate, low, high };
}

/**
 * The bootstrap interval of the difference of a statistic between two series on common random numbers: pairs are resampled
 * together, so what both share cancels. For the mean, a bootstrap of `pairedDifference`; for a median or quantile there is no
 * other way.
 * @throws RangeError when the lengths differ, or as `bootstrapInterval` does
 */
export function pairedBootstrap(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: Omit<BootstrapOptions, 'method'>,
): Estimate {
  if (a.length !== b.length)
    throw new RangeError(`pairs need equal lengths, not ${a.length} and ${b.length}`);
  const { statistic = mean, ...rest } = options;
  const left = new Float64Array(a.length);
  const right = new Float64Array(a.length);
  const { sd: _, ...estimate } = bootstrapInterval(
    Float64Array.from({ length: a.length }, (_, i) => i),
    {
      ...rest,
      statistic: (places) => {
        for (let i = 0; i < places.length; i++) {
          left[i] = a[places[i]];
          right[i] = b[places[i]];
        }
        return statistic(left.slice(0, places.length)) - statistic(right.slice(0, places.length));
      },
    },
  );
  return {
    ...estimate,
    sd: standardDeviation(Float64Array.from({ length: a.length }, (_, i) => a[i] - b[i])),
  };
}
