import type { Chart } from '../figure.js';
import { chartWidth, vegaSvg } from '../internal/vega-svg.js';
import type { LegendEntry } from '../legend.js';
import { colour, type Tone } from '../theme.js';

/** A point of a time series with the band around it. */
export interface TimePoint {
  readonly time: number;
  readonly value: number;
  readonly low?: number | null;
  readonly high?: number | null;
}

/** One line of a time series chart. */
export interface TimeSeries {
  readonly name: string;
  readonly tone: Tone;
  readonly points: readonly TimePoint[];
}

/** Data of {@link timeSeriesChart}. */
export interface TimeSeriesData {
  readonly series: readonly TimeSeries[];
  /** Title of the time axis with its unit. */
  readonly timeTitle: string;
  /** Title of the axis of values with its unit. */
  readonly valueTitle: string;
  /** What the band is: `range of the replications`; absent without bands. */
  readonly band?: string;
}

/** Values over time as lines, with bands around them where the data has them. */
export async function timeSeriesChart({
  series,
  timeTitle,
  valueTitle,
  band,
}: TimeSeriesData): Promise<Chart> {
  const values = series.flatMap((s) =>
    s.points.map((p) => ({
      series: s.name,
      time: p.time,
      value: p.value,
      low: p.low ?? p.value,
      high: p.high ?? p.value,
    })),
  );
  const tone = {
    field: 'series',
    type: 'nominal' as const,
    legend: null,
    scale: { domain: series.map((s) => s.name), range: series.map((s) => colour(s.tone)) },
  };
  const x = { field: 'time', type: 'quantitative' as const, title: timeTitle, scale: { nice: false } };
  const svg = await vegaSvg(
    {
      width: chartWidth,
      height: 260,
      autosize: { type: 'fit', contains: 'padding' },
      data: { values },
      layer: [
        {
          mark: { type: 'area', fillOpacity: 0.2 },
          encoding: {
            x,
            y: { field: 'low', type: 'quantitative', title: valueTitle },
            y2: { field: 'high' },
            fill: tone,
          },
        },
        {
          mark: { type: 'line', strokeWidth: 2 },
          encoding: { x, y: { field: 'value', type: 'quantitative' }, stroke: tone },
        },
      ],
    },
    `${valueTitle} over ${timeTitle}, ${series.length} series`,
  );
  const lines = series.map((s): LegendEntry => ({ label: s.name, mark: 'line', tone: s.tone }));
  const first = series[0]?.tone ?? 'muted';
  return { svg, legend: band === undefined ? lines : [...lines, { label: band, mark: 'band', tone: first }] };
}
