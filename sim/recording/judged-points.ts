import { dispersionIndex } from '../../src/freshness/index.js';
import { type ComparedPolicy, comparePolicies } from '../services/freshness/compared-policies.js';
import type { FreshnessOutcome, PointOutcome } from '../services/freshness/freshness-outcome.js';

/** A point of interest with what there is to say of it. */
export interface JudgedPoint {
  readonly point: PointOutcome;
  /** Arrivals by slot. */
  readonly counts: Float64Array;
  readonly dispersion: number;
  readonly policies: readonly ComparedPolicy[];
  /** Of them, the one that decided. */
  readonly decided: ComparedPolicy;
}

/** Plays all policies at every point and describes its arrivals. */
export function judgePoints(outcome: FreshnessOutcome): JudgedPoint[] {
  return outcome.points.map((point) => {
    const counts = Float64Array.from(point.course.arrivals, ({ length }) => length);
    const policies = comparePolicies(point, outcome);
    const decided = policies.find(({ policy }) => policy === outcome.policy);
    if (decided === undefined) throw new Error(`nobody played ${outcome.policy}`);
    return { point, counts, dispersion: dispersionIndex(counts), policies, decided };
  });
}
