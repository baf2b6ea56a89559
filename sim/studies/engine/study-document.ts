import type { Estimate } from '../../../src/results/index.js';
import type { JudgedClaim } from './claim.js';
import type { StudyPlan } from './plan.js';
import type { StudyPoint } from './point.js';
import type { MadeReplications } from './replications.js';
import type { Spread, StudyResults } from './study-results.js';

/** A measure at a point, as JSON: `null` for what is not there or without end. */
export interface DocumentedEstimate {
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly sd: number | null;
  /** Replications that have the measure. */
  readonly n: number;
  /** Where the study's statistic is the median: the median, its interval, and the quartiles. */
  readonly median?: number | null;
  readonly medianLow?: number | null;
  readonly medianHigh?: number | null;
  readonly lowerQuartile?: number | null;
  readonly upperQuartile?: number | null;
}

/** What `bidlane study --json` prints and `study.json` holds. */
export interface StudyDocument {
  readonly study: string;
  readonly title: string;
  /** Paper and figure, in words; empty for a study of a user's own. */
  readonly source: string;
  readonly quick: boolean;
  readonly seed: number;
  /** Confidence level of the intervals. */
  readonly level: number;
  readonly measures: readonly {
    readonly name: string;
    readonly unit: string;
    readonly documentation: string;
  }[];
  readonly points: readonly {
    readonly point: StudyPoint;
    readonly replications: number;
    /** By series, by measure. */
    readonly series: Readonly<Record<string, Readonly<Record<string, DocumentedEstimate>>>>;
  }[];
  readonly claims: readonly JudgedClaim[];
  /** What a reader should know. */
  readonly notes: readonly string[];
  /** Over all parts: the same study and seed give the same, whoever worked and however often it was interrupted. */
  readonly digest: string;
}

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);

function documented({ mean, low, high, sd, n }: Estimate): DocumentedEstimate {
  return { mean: finite(mean), low: finite(low), high: finite(high), sd: finite(sd), n };
}

function documentedSpread(spread: Spread): Partial<DocumentedEstimate> {
  return {
    median: finite(spread.median),
    medianLow: finite(spread.low),
    medianHigh: finite(spread.high),
    lowerQuartile: finite(spread.lowerQuartile),
    upperQuartile: finite(spread.upperQuartile),
  };
}

/** The source of a study in words: `TBUMA paper, Fig. 8`. */
export function sourceText(plan: StudyPlan): string {
  const { source } = plan.study.definition;
  if (source === undefined) return '';
  return source.figure === undefined ? source.paper : `${source.paper}, ${source.figure}`;
}

/** The results of a study as one document. */
export function studyDocument(parts: {
  readonly plan: StudyPlan;
  readonly results: StudyResults;
  readonly claims: readonly JudgedClaim[];
  readonly made: MadeReplications;
  readonly digest: string;
}): StudyDocument {
  const { plan, results, claims, made, digest } = parts;
  const atPoint = (k: number, series: string, measure: string): DocumentedEstimate => ({
    ...documented(results.estimateAt(k, series, measure)),
    ...(results.statistic === 'median' ? documentedSpread(results.spreadAt(k, series, measure)) : {}),
  });
  const { name, title } = plan.study.definition;
  const notes = made.imprecise.map(
    (point) =>
      `Point ${JSON.stringify(plan.points[point])} ended at ${made.counts[point]} replications without the precision asked for.`,
  );
  return {
    study: name,
    title,
    source: sourceText(plan),
    quick: plan.quick,
    seed: plan.seed,
    level: results.level,
    measures: made.measures,
    points: plan.points.map((point, k) => ({
      point,
      replications: made.counts[k],
      series: Object.fromEntries(
        plan.series.map((series) => [
          series,
          Object.fromEntries(results.measures.map((measure) => [measure, atPoint(k, series, measure)])),
        ]),
      ),
    })),
    claims,
    notes,
    digest,
  };
}
