import { type Pairing, pairingOf } from './pairing.js';
import type { Direction, MeasureSample, RunMeasures } from './run-measures.js';
import { type Estimate, pairedDifference } from './statistics.js';
import { welchDifference } from './welch-difference.js';

/**
 * What a difference amounts to. `same`: its interval lies within the tolerance. `better`, `worse`, or for a measure without a
 * direction `changed`: its mean is beyond the tolerance and its interval excludes 0. `unclear`: neither can be said.
 */
export type Verdict = 'same' | 'better' | 'worse' | 'changed' | 'unclear';

/** A difference that does not matter: a share of the magnitude of the base, or an amount in the measure's unit. */
export interface Tolerance {
  readonly amount: number;
  readonly relative: boolean;
}

/** How runs are compared. */
export interface CompareOptions {
  /** For measures that {@link tolerances} does not name. */
  readonly tolerance: Tolerance;
  readonly tolerances?: ReadonlyMap<string, Tolerance>;
  /** Which way measures are better, over what the results say; `none` for a measure without a direction. */
  readonly better?: ReadonlyMap<string, Direction | 'none'>;
  /** Confidence of the intervals; 0.95 by default. */
  readonly level?: number;
}

/** A measure in two runs. */
export interface MeasureComparison {
  readonly name: string;
  readonly unit: string;
  readonly better: Direction | null;
  /** Means over the replications that are compared. */
  readonly base: number;
  readonly new: number;
  /** New less base, with its interval; infinite where there are too few replications to say. */
  readonly difference: Estimate;
  /** What may differ, in the measure's unit. */
  readonly tolerance: number;
  readonly verdict: Verdict;
}

/** Two runs side by side. */
export interface RunComparison {
  readonly pairing: Pairing;
  readonly level: number;
  /** Whether the digests of all their tables are equal. */
  readonly identical: boolean;
  /** Numbers of the replications that are compared: of both when paired, else of each. */
  readonly replications: { readonly base: readonly number[]; readonly new: readonly number[] };
  readonly measures: readonly MeasureComparison[];
  /** Measures that only one of the runs has, or has values of. */
  readonly onlyInBase: readonly string[];
  readonly onlyInNew: readonly string[];
}

/** Differences of rounding only, which are none. */
const rounding = 1e-9;

/** What a difference amounts to; see {@link Verdict}. */
export function verdictOf(
  difference: Estimate,
  tolerance: number,
  better: Direction | null,
  scale = 0,
): Verdict {
  const { mean, low, high } = difference;
  const least = rounding * scale;
  if (Math.abs(mean) <= least && (difference.n < 2 || (low >= -least && high <= least))) return 'same';
  if (low >= -tolerance && high <= tolerance) return 'same';
  if (Math.abs(mean) <= tolerance || (low <= 0 && high >= 0)) return 'unclear';
  if (better === null) return 'changed';
  return mean > 0 === (better === 'higher') ? 'better' : 'worse';
}

interface Sides {
  readonly base: number;
  readonly new: number;
  readonly difference: Estimate;
}

/** The difference by pairs of replications of the same number; undefined where there are none. */
function byPairs(a: MeasureSample, b: MeasureSample, level: number): Sides | undefined {
  const pairs = [...(a.values ?? [])].flatMap(([n, before]) => {
    const after = b.values?.get(n);
    return after === undefined ? [] : [{ before, after }];
  });
  if (pairs.length === 0) return undefined;
  const before = pairs.map((pair) => pair.before);
  const after = pairs.map((pair) => pair.after);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    base: sum(before) / pairs.length,
    new: sum(after) / pairs.length,
    difference: pairedDifference(after, before, level),
  };
}

function bySamples(a: MeasureSample, b: MeasureSample, level: number): Sides | undefined {
  if (a.n === 0 || b.n === 0) return undefined;
  return { base: a.mean, new: b.mean, difference: welchDifference(b, a, level) };
}

/**
 * Compares every measure of two runs: by pairs of replications where both had the same seeds and traffic, else as independent
 * samples (Welch).
 */
export function compareRuns(base: RunMeasures, next: RunMeasures, options: CompareOptions): RunComparison {
  const { level = 0.95, tolerances, better } = options;
  const pairing = pairingOf(base, next);
  const identical = base.digest !== undefined && base.digest === next.digest;
  const after = new Map(next.measures.map((measure) => [measure.name, measure]));
  const measures: MeasureComparison[] = [];
  const compared = new Set<string>();
  for (const before of base.measures) {
    const { name, unit } = before;
    const other = after.get(name);
    if (other === undefined) continue;
    const sides = pairing.paired ? byPairs(before, other, level) : bySamples(before, other, level);
    if (sides === undefined) continue;
    compared.add(name);
    const direction = better?.get(name) ?? other.better ?? before.better ?? 'none';
    const { amount, relative } = tolerances?.get(name) ?? options.tolerance;
    const tolerance = relative ? amount * Math.abs(sides.base) : amount;
    const which = direction === 'none' ? null : direction;
    const scale = Math.max(Math.abs(sides.base), Math.abs(sides.new));
    const verdict = identical ? 'same' : verdictOf(sides.difference, tolerance, which, scale);
    measures.push({ name, unit, better: which, ...sides, tolerance, verdict });
  }
  const rest = (run: RunMeasures): string[] =>
    run.measures.flatMap(({ name, n }) => (compared.has(name) || n === 0 ? [] : [name]));
  const common = base.replications.filter((n) => next.replications.includes(n));
  return {
    pairing,
    level,
    identical,
    replications: pairing.paired
      ? { base: common, new: common }
      : { base: base.replications, new: next.replications },
    measures,
    onlyInBase: rest(base),
    onlyInNew: rest(next),
  };
}
