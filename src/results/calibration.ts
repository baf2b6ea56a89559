import { normalQuantile } from './quantile-functions.js';

/**
 * Wilson's score interval of a proportion (Wilson 1927): stays inside [0, 1] and holds for few trials.
 * @returns [0, 1] without trials
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  level = 0.95,
): { low: number; high: number } {
  if (!(level > 0 && level < 1)) throw new RangeError(`a confidence level is between 0 and 1, not ${level}`);
  if (!(successes >= 0 && successes <= trials))
    throw new RangeError(`successes are between 0 and the trials (${trials}), not ${successes}`);
  if (trials === 0) return { low: 0, high: 1 };
  const z = normalQuantile((1 + level) / 2);
  const p = successes / trials;
  const centre = p + (z * z) / (2 * trials);
  const half = z * Math.sqrt((p * (1 - p)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return {
    low: successes === 0 ? 0 : (centre - half) / scale,
    high: successes === trials ? 1 : (centre + half) / scale,
  };
}

/** One bin of a reliability diagram: predictions in [from, to), the last bin with its end. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  /** Number of predictions in the bin. */
  readonly count: number;
  /** Mean of the predicted probabilities; NaN in an empty bin. */
  readonly predicted: number;
  /** Share that came true; NaN in an empty bin. */
  readonly observed: number;
  /** Wilson interval of that share. */
  readonly low: number;
  readonly high: number;
}

/** How well predicted probabilities fit what happened. */
export interface Calibration {
  readonly count: number;
  /** Share of predictions that came true. */
  readonly baseRate: number;
  /** Brier score of the predictions, mean of (q - outcome)^2; 0 is perfect. */
  readonly brier: number;
  /** Brier score of always predicting the base rate. */
  readonly brierOfBaseRate: number;
  /** Brier skill score, 1 - brier / brierOfBaseRate; above 0 is better than the base rate. NaN when all outcomes are equal. */
  readonly skill: number;
  readonly bins: readonly ReliabilityBin[];
}

/** Sums of predictions and outcomes from which a {@link Calibration} follows; plain JSON. */
export interface CalibrationCounts {
  readonly count: number;
  /** Sum of (q - outcome)^2. */
  readonly squares: number;
  /** Bins of equal width on [0, 1]: number of predictions, how many came true, sum of the predicted probabilities. */
  readonly bins: readonly { readonly count: number; readonly hits: number; readonly sum: number }[];
}

/**
 * Counts predicted probabilities against what happened.
 * @param predicted probabilities in [0, 1]
 * @param outcomes whether each came true, in the same order
 * @param bins number of bins of equal width on [0, 1]
 * @throws RangeError on unequal lengths or a prediction outside [0, 1]
 */
export function calibrationCounts(
  predicted: ArrayLike<number>,
  outcomes: ArrayLike<boolean | number>,
  bins = 10,
): CalibrationCounts {
  const n = predicted.length;
  if (outcomes.length !== n)
    throw new RangeError(`each prediction needs an outcome: ${n} predictions, ${outcomes.length} outcomes`);
  const counts = Array.from({ length: bins }, () => ({ count: 0, hits: 0, sum: 0 }));
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const q = predicted[i];
    if (!(q >= 0 && q <= 1)) throw new RangeError(`prediction ${i} is ${q}, not a probability`);
    const outcome = Number(outcomes[i]);
    const bin = counts[Math.min(bins - 1, Math.floor(q * bins))];
    bin.count++;
    bin.hits += outcome;
    bin.sum += q;
    squares += (q - outcome) ** 2;
  }
  return { count: n, squares, bins: counts };
}

/**
 * Reliability bins and Brier scores (Brier 1950) of counted predictions.
 * @param parts counts with the same number of bins (of several replications, say), taken together
 * @throws RangeError without parts, or when their bins differ in number
 */
export function calibrationOf(parts: readonly CalibrationCounts[]): Calibration {
  const sizes = new Set(parts.map(({ bins }) => bins.length));
  if (sizes.size !== 1) throw new RangeError(`counts of one number of bins are needed, not of ${sizes.size}`);
  const bins = Array.from({ length: parts[0].bins.length }, () => ({ count: 0, hits: 0, sum: 0 }));
  let n = 0;
  let squares = 0;
  for (const part of parts) {
    n += part.count;
    squares += part.squares;
    for (const [b, { count, hits, sum }] of part.bins.entries()) {
      bins[b].count += count;
      bins[b].hits += hits;
      bins[b].sum += sum;
    }
  }
  const baseRate = bins.reduce((successes, { hits }) => successes + hits, 0) / n;
  const brier = squares / n;
  const brierOfBaseRate = baseRate * (1 - baseRate);
  return {
    count: n,
    baseRate,
    brier,
    brierOfBaseRate,
    skill: brierOfBaseRate > 0 ? 1 - brier / brierOfBaseRate : Number.NaN,
    bins: bins.map(({ count, hits, sum }, b) => ({
      from: b / bins.length,
      to: (b + 1) / bins.length,
      count,
      predicted: sum / count,
      observed: hits / count,
      ...wilsonInterval(hits, count),
    })),
  };
}

/**
 * Reliability bins and Brier scores of predicted probabilities, see {@link calibrationCounts} and {@link calibrationOf}.
 * @throws RangeError on unequal lengths or a prediction outside [0, 1]
 */
export function calibration(
  predicted: ArrayLike<number>,
  outcomes: ArrayLike<boolean | number>,
  bins = 10,
): Calibration {
  return calibrationOf([calibrationCounts(predicted, outcomes, bins)]);
}
