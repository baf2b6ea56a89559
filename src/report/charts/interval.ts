import type { Chart } from '../figure.js';
import { chartWidth, vegaSvg } from '../internal/vega-svg.js';
import type { LegendEntry } from '../legend.js';
import { colour, type Tone } from '../theme.js';

/** A series of an interval chart, in the order in which it stands within a category. */
export interface IntervalSeries {
  readonly name: string;
  readonly tone: Tone;
}

/** A point with its interval; without `low` and `high` only the point is drawn. */
export interface IntervalPoint {
  readonly category: string;
  /** Name of the series. */
  readonly series: string;
  readonly value: number;
  readonly low?: number | null;
  readonly high?: number | null;
}

/** Data of {@link intervalChart}. */
export interface IntervalData {
  readonly points: readonly IntervalPoint[];
  readonly series: readonly IntervalSeries[];
  /** Title of the axis of values with its unit. */
  readonly title: string;
  /** What the categories are: `replication`, `mechanism`. */
  readonly categories: string;
}

/** Points with intervals, one line per category, series side by side in it. */
export async function intervalChart({ points, series, title, categories }: IntervalData): Promise<Chart> {
  const names = [...new Set(points.map((p) => p.category))];
  const values = points.map((p) => ({
    ...p,
    low: p.low !== undefined && p.low !== null && Number.isFinite(p.low) ? p.low : p.value,
    high: p.high !== undefined && p.high !== null && Number.isFinite(p.high) ? p.high : p.value,
  }));
  const intervals = values.some((v) => v.low < v.high);
  // Without intervals the series of a category share its line, joined by a thin rule.
  const joined = names.map((category) => {
    const own = values.filter((v) => v.category === category).map((v) => v.value);
    return { category, low: Math.min(...own), high: Math.max(...own) };
  });
  const step = names.length > 20 || !intervals ? 19 : 30;
  const order = series.map((s) => s.name);
  const y = {
    field: 'category',
    type: 'nominal' as const,
    sort: names,
    title: categories,
    axis: { grid: true },
  };
  const yOffset = intervals ? { yOffset: { field: 'series', type: 'nominal' as const, sort: order } } : {};
  const tone = {
    field: 'series',
    type: 'nominal' as const,
    legend: null,
    scale: { domain: order, range: series.map((s) => colour(s.tone)) },
  };
  const svg = await vegaSvg(
    {
      width: chartWidth,
      height: names.length * step + 60,
      autosize: { type: 'fit', contains: 'padding' },
      data: { values },
      layer: [
        {
          data: { values: intervals ? values : joined },
          mark: { type: 'rule', strokeWidth: intervals ? 1.8 : 1.4 },
          encoding: {
            x: { field: 'low', type: 'quantitative', scale: { zero: false, padding: 10 }, title },
            x2: { field: 'high' },
            y,
            ...yOffset,
            stroke: intervals ? tone : { value: colour('muted') },
          },
        },
        {
          mark: { type: 'point', filled: true, size: 48, opacity: 1 },
          encoding: { x: { field: 'value', type: 'quantitative' }, y, ...yOffset, fill: tone },
        },
      ],
    },
    `${title} for ${names.length} values of ${categories}, each with its interval`,
  );
  return { svg, legend: series.map((s): LegendEntry => ({ label: s.name, mark: 'dot', tone: s.tone })) };
}
