import { type Estimate, meanInterval, medianInterval, quantiles } from '../../../src/results/index.js';
import type { Settings, StudyPoint } from './point.js';
import { resampledInterval } from './resampled-interval.js';
import type { Statistic } from './statistic.js';

/** Values of all replications: by point, series and measure; NaN where a replication does not have the measure. */
export type PointValues = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;

/** Which values are meant. What is left out must be the only one there is. */
export interface Selection {
  readonly series?: string;
  readonly measure?: string;
  /** Values of parameters that tell the point. */
  readonly at?: Settings;
}

/** How values lie: their median with its interval, which holds for every distribution, and the quartiles. */
export interface Spread {
  readonly median: number;
  /** Lower end of the interval of the median. */
  readonly low: number;
  readonly high: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  readonly n: number;
}

/** What stands for the replications, by the study's statistic: their mean or their median, with its interval. */
export interface Centre {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** A value along a swept parameter. */
export interface CurvePoint {
  readonly x: StudyPoint[string];
  readonly estimate: Estimate;
}

const ofMean = ({ mean, low, high, n }: Estimate): Centre => ({ value: mean, low, high, n });
const ofSpread = ({ median, low, high, n }: Spread): Centre => ({ value: median, low, high, n });

const matches = (point: StudyPoint, at: Settings): boolean =>
  Object.entries(at).every(([name, value]) => point[name] === value);

/**
 * The values of a study, to be asked by claims, charts and tables. Intervals are Student's t at the study's level, or those of
 * `resampledInterval` where replications after the first are bootstrap resamples.
 */
export class StudyResults {
  readonly points: readonly StudyPoint[];
  readonly series: readonly string[];
  readonly measures: readonly string[];
  readonly level: number;
  /** Whether the values come from a computation without random numbers, which has no intervals. */
  readonly exact: boolean;
  /** What `centre` and `centreOfDifference` give. */
  readonly statistic: Statistic;
  /** Whether replications after the first are bootstrap resamples of its data. */
  readonly resampled: boolean;
  readonly #values: readonly PointValues[];

  constructor(data: {
    readonly points: readonly StudyPoint[];
    readonly series: readonly string[];
    readonly measures: readonly string[];
    readonly values: readonly PointValues[];
    readonly level?: number;
    readonly exact?: boolean;
    readonly statistic?: Statistic;
    readonly resampled?: boolean;
  }) {
    this.points = data.points;
    this.series = data.series;
    this.measures = data.measures;
    this.level = data.level ?? 0.95;
    this.exact = data.exact ?? false;
    this.statistic = data.statistic ?? 'mean';
    this.resampled = data.resampled ?? false;
    this.#values = data.values;
  }

  /** The values of a parameter in the order of the points, each once. */
  valuesOf(parameter: string, at: Settings = {}): StudyPoint[string][] {
    return [...new Set(this.points.filter((p) => matches(p, at) && parameter in p).map((p) => p[parameter]))];
  }

  /**
   * The values of all replications, in order; NaN for those that do not have the measure.
   * @throws RangeError when the selection does not name one point, series and measure
   */
  values(selection: Selection): readonly number[] {
    const series = this.#one('series', this.series, selection.series);
    const measure = this.#one('measure', this.measures, selection.measure);
    const found = this.points.flatMap((p, k) => (matches(p, selection.at ?? {}) ? [k] : []));
    if (found.length !== 1)
      throw new RangeError(`${found.length} points have ${JSON.stringify(selection.at ?? {})}, not one`);
    return this.#values[found[0]].get(series)?.get(measure) ?? [];
  }

  /** Whether the selection names values that are there. */
  has(selection: Selection): boolean {
    return (
      this.points.some((p) => matches(p, selection.at ?? {})) && this.values(selection).some(Number.isFinite)
    );
  }

  /** The mean over the replications that have the measure, with its interval. @throws RangeError as `values` does */
  estimate(selection: Selection): Estimate {
    return this.interval(this.values(selection).filter((value) => !Number.isNaN(value)));
  }

  /** The mean of a series' measure at the point of that number, with its interval. */
  estimateAt(point: number, series: string, measure: string): Estimate {
    const values = this.#values[point].get(series)?.get(measure) ?? [];
    return this.interval(values.filter((value) => !Number.isNaN(value)));
  }

  /** How the replications that have the measure lie. @throws RangeError as `values` does */
  spread(selection: Selection): Spread {
    return this.spreadOf(this.values(selection));
  }

  /** The same of a series' measure at the point of that number. */
  spreadAt(point: number, series: string, measure: string): Spread {
    return this.spreadOf(this.#values[point].get(series)?.get(measure) ?? []);
  }

  /** How the differences a - b lie, replication by replication. @throws RangeError as `values` does */
  spreadOfDifference(a: Selection, b: Selection): Spread {
    const [left, right] = this.#pairs(a, b);
    return this.spreadOf(left.map((value, i) => value - right[i]));
  }

  /** How values lie that a claim has computed itself, at the level of the study; NaN is left out. */
  spreadOf(all: readonly number[]): Spread {
    const values = all.filter((value) => !Number.isNaN(value));
    const [lowerQuartile, median, upperQuartile] = quantiles(values, [0.25, 0.5, 0.75]);
    const { low, high } = this.exact ? { low: median, high: median } : medianInterval(values, this.level);
    return { median, low, high, lowerQuartile, upperQuartile, n: values.length };
  }

  /** What stands for the replications by the study's statistic. @throws RangeError as `values` does */
  centre(selection: Selection): Centre {
    return this.statistic === 'median' ? ofSpread(this.spread(selection)) : ofMean(this.estimate(selection));
  }

  /** What stands for the differences a - b by the study's statistic. @throws RangeError as `values` does */
  centreOfDifference(a: Selection, b: Selection): Centre {
    if (this.statistic === 'median') return ofSpread(this.spreadOfDifference(a, b));
    return ofMean(this.difference(a, b));
  }

  /**
   * The mean of the differences a - b, replication by replication, with its interval. Replications that lack one are left out.
   * @throws RangeError as `values` does
   */
  difference(a: Selection, b: Selection): Estimate {
    const [left, right] = this.#pairs(a, b);
    return this.interval(left.map((value, i) => value - right[i]));
  }

  /** Estimates along a parameter, for the points that `at` selects. @throws RangeError as `values` does */
  curve(selection: Selection & { readonly along: string }): CurvePoint[] {
    const { along, at = {}, ...rest } = selection;
    return this.valuesOf(along, at).map((x) => ({
      x,
      estimate: this.estimate({ ...rest, at: { ...at, [along]: x } }),
    }));
  }

  /** The values of the replications that have both. */
  #pairs(a: Selection, b: Selection): readonly [number[], number[]] {
    const [left, right] = [this.values(a), this.values(b)];
    const n = Math.min(left.length, right.length);
    const both = Array.from({ length: n }, (_, i) => i).filter(
      (i) => !Number.isNaN(left[i]) && !Number.isNaN(right[i]),
    );
    return [both.map((i) => left[i]), both.map((i) => right[i])];
  }

  /** The interval of a value of every replication, as the study makes intervals. */
  interval(values: readonly number[]): Estimate {
    const estimate = (this.resampled ? resampledInterval : meanInterval)(values, this.level);
    return this.exact && values.length > 0
      ? { ...estimate, low: estimate.mean, high: estimate.mean }
      : estimate;
  }

  #one(kind: string, known: readonly string[], name: string | undefined): string {
    const chosen = name ?? (known.length === 1 ? known[0] : undefined);
    if (chosen === undefined || !known.includes(chosen))
      throw new RangeError(`no ${kind} ${name ?? '(none named)'}; there are ${known.join(', ')}`);
    return chosen;
  }
}
