import { type Estimate, meanInterval } from './statistics.js';

/** When replications are enough: the interval of the mean is narrow, decided at fixed numbers of replications only. */
export interface StoppingRule {
  /** The half-width that suffices, as a share of the absolute mean: .02 for 2 %. One of `relative` and `absolute`. */
  readonly relative?: number;
  /** The half-width that suffices, in the unit of the values. */
  readonly absolute?: number;
  /** Replications before the first decision; at least 2, default 10. */
  readonly least?: number;
  /** Replications after which it ends in any case; default 1000. */
  readonly most?: number;
  /** Replications between decisions; default `least`. */
  readonly batch?: number;
  /** Confidence of the interval; default .95. */
  readonly level?: number;
}

function checked(rule: StoppingRule): Required<Pick<StoppingRule, 'least' | 'most' | 'batch' | 'level'>> {
  const { relative, absolute, least = 10, most = 1000, batch = least, level = 0.95 } = rule;
  const width = relative ?? absolute;
  if ((relative === undefined) === (absolute === undefined) || width === undefined || !(width > 0))
    throw new RangeError('a stopping rule needs one of relative and absolute, above 0');
  if (
    !(
      Number.isInteger(least) &&
      least >= 2 &&
      Number.isInteger(batch) &&
      batch >= 1 &&
      Number.isInteger(most) &&
      most >= least
    )
  )
    throw new RangeError(
      `a stopping rule needs 2 <= least <= most and a batch of at least 1, not ${least}, ${most}, ${batch}`,
    );
  return { least, most, batch, level };
}

/**
 * The number of replications at which the next decision falls: `least`, then `batch` more each time, at last `most`.
 * It depends on the number alone, not on how many processes work, so a run stops at the same place on every machine.
 * @param n replications there are; `most` or more gives `n` itself
 * @throws RangeError for a rule that makes no sense
 */
export function nextDecision(n: number, rule: StoppingRule): number {
  const { least, most, batch } = checked(rule);
  if (n < least) return least;
  return Math.max(n, Math.min(most, least + (Math.floor((n - least) / batch) + 1) * batch));
}

/** Whether the half-width of an interval is narrow enough; never for one without end, nor relative to a mean of 0. */
export function isPrecise(estimate: Pick<Estimate, 'mean' | 'low' | 'high'>, rule: StoppingRule): boolean {
  const half = (estimate.high - estimate.low) / 2;
  if (rule.absolute !== undefined) return half <= rule.absolute;
  return half <= (rule.relative ?? 0) * Math.abs(estimate.mean);
}

/** What sequential replication ended with. */
export interface SequentialEstimate extends Estimate {
  readonly values: readonly number[];
  /** False when `most` replications were not enough. */
  readonly precise: boolean;
}

/**
 * Replicates until the mean's t interval is narrow enough, or `most` is reached; decides only at the boundaries of
 * `nextDecision` (Law, Simulation Modeling and Analysis, section 9.4.1).
 *
 * Looking again and again costs something: the run tends to stop where the sample's spread happens to be small, so the
 * interval covers the mean somewhat less often than its level says, most of all with few replications at the first decision.
 * In simulations with `least` 10 and half-widths of 2 to 10 % the 95 % interval covered in 93.5 to 94.5 % of the runs; a larger
 * `least` helps. Chow and Robbins (1965) show that it is right in the limit of ever narrower intervals.
 * @param replicate makes the values of replications `from` to `to` - 1, in order; independent of earlier decisions
 * @throws RangeError for a rule that makes no sense
 */
export async function untilPrecise(
  rule: StoppingRule,
  replicate: (from: number, to: number) => Promise<readonly number[]> | readonly number[],
): Promise<SequentialEstimate> {
  const { most, level } = checked(rule);
  const values: number[] = [];
  for (;;) {
    values.push(...(await replicate(values.length, nextDecision(values.length, rule))));
    const estimate = meanInterval(values, level);
    const precise = isPrecise(estimate, rule);
    if (precise || values.length >= most) return { ...estimate, values, precise };
  }
}
