import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** A predicted probability and whether the event happened. */
export interface ProbabilityForecast {
  readonly probability: number;
  readonly happened: boolean;
}

/** How good predicted probabilities are. */
export interface BrierScore {
  /** Mean of (probability - outcome)^2; 0 is perfect. */
  readonly score: number;
  /** How often the event happened. */
  readonly baseRate: number;
  /** Score of always predicting the base rate: baseRate (1 - baseRate). */
  readonly baseRateScore: number;
  /** 1 - score / baseRateScore: 1 is perfect, 0 no better than the base rate; NaN when nothing was uncertain. */
  readonly skill: number;
  /** Murphy's decomposition over bins, score = reliability - resolution + uncertainty + withinBins. */
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
  /** What the binning leaves: spread of the probabilities within their bins against the outcomes. */
  readonly withinBins: number;
}

/** One bin of a reliability diagram. */
export interface ReliabilityBin {
  /** The bin's edges. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean of the predicted probabilities in the bin. */
  readonly predicted: number;
  /** Share of the events that happened. */
  readonly observed: number;
  /** Wilson's interval for that share. */
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval for a share of `successes` among `count`, in [0, 1].
 * @param level its confidence, 0.95 by default
 */
export function wilsonInterval(
  successes: number,
  count: number,
  level = 0.95,
): { low: number; high: number } {
  if (count === 0) return { low: 0, high: 1 };
  const z = normalQuantile(0.5 + level / 2, 0, 1);
  const p = successes / count;
  const denominator = 1 + (z * z) / count;
  const centre = (p + (z * z) / (2 * count)) / denominator;
  const half = (z * Math.sqrt((p * (1 - p)) / count + (z * z) / (4 * count * count))) / denominator;
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === count ? 1 : Math.min(1, centre + half),
  };
}

/** The bins of a reliability diagram: equal parts of [0, 1], empty ones left out. */
export function reliabilityBins(
  forecasts: readonly ProbabilityForecast[],
  bins = 10,
  level = 0.95,
): ReliabilityBin[] {
  const counts = Array.from({ length: bins }, () => ({ count: 0, predicted: 0, happened: 0 }));
  for (const { probability, happened } of forecasts) {
    const bin = counts[Math.min(bins - 1, Math.max(0, Math.floor(probability * bins)))];
    bin.count++;
    bin.predicted += probability;
    bin.happened += Number(happened);
  }
  return counts.flatMap(({ count, predicted, happened }, i) =>
    count === 0
      ? []
      : [
          {
            ...{ from: i / bins, to: (i + 1) / bins, count },
            ...{ predicted: predicted / count, observed: happened / count },
            ...wilsonInterval(happened, count, level),
          },
        ],
  );
}

/**
 * The Brier score of predicted probabilities, against that of the base rate, with Murphy's decomposition over bins.
 * @throws RangeError when there is no forecast
 */
export function brierScore(forecasts: readonly ProbabilityForecast[], bins = 10): BrierScore {
  const n = forecasts.length;
  if (n === 0) throw new RangeError('no forecasts to score');
  const score = forecasts.reduce((sum, f) => sum + (f.probability - Number(f.happened)) ** 2, 0) / n;
  const baseRate = forecasts.filter((f) => f.happened).length / n;
  const uncertainty = baseRate * (1 - baseRate);
  let reliability = 0;
  let resolution = 0;
  for (const bin of reliabilityBins(forecasts, bins)) {
    reliability += (bin.count / n) * (bin.predicted - bin.observed) ** 2;
    resolution += (bin.count / n) * (bin.observed - baseRate) ** 2;
  }
  const skill = uncertainty > 0 ? 1 - score / uncertainty : Number.NaN;
  const withinBins = score - (reliability - resolution + uncertainty);
  return {
    score,
    baseRate,
    baseRateScore: uncertainty,
    skill,
    reliability,
    resolution,
    uncertainty,
    withinBins,
  };
}
