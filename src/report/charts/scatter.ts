import type { Chart } from '../figure.js';
import { chartWidth, vegaSvg } from '../internal/vega-svg.js';
import type { LegendEntry } from '../legend.js';
import { colour } from '../theme.js';

/** A prediction with its standard deviation, and what came. */
export interface PredictedRealised {
  readonly predicted: number;
  /** Standard deviation of the prediction; the bar spans one to each side. */
  readonly sd?: number;
  readonly realised: number;
}

/** Data of {@link scatterChart}. */
export interface ScatterData {
  readonly points: readonly PredictedRealised[];
  /** What is predicted, without its unit: `completion time`. */
  readonly quantity: string;
  readonly unit: string;
}

/** Predicted against realised values: on the diagonal where they agree, above it where reality took more. */
export async function scatterChart({ points, quantity, unit }: ScatterData): Promise<Chart> {
  const values = points.map(({ predicted, sd = 0, realised }) => ({
    predicted,
    realised,
    low: Math.max(0, predicted - sd),
    high: predicted + sd,
  }));
  const end = values.reduce((most, v) => Math.max(most, v.high, v.realised), 0) * 1.02 || 1;
  const scale = { domain: [0, end], nice: true };
  const opacity = Math.max(0.25, Math.min(0.8, 12 / Math.sqrt(points.length + 1)));
  const svg = await vegaSvg(
    {
      width: chartWidth,
      height: 340,
      autosize: { type: 'fit', contains: 'padding' },
      layer: [
        {
          data: { values: [{ x: 0 }, { x: end }] },
          mark: { type: 'line', stroke: colour('muted'), strokeDash: [5, 4], strokeWidth: 1.3 },
          encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'x', type: 'quantitative' } },
        },
        {
          data: { values },
          mark: { type: 'rule', stroke: colour('expected'), strokeWidth: 1.1, opacity: opacity * 0.45 },
          encoding: {
            x: { field: 'low', type: 'quantitative' },
            x2: { field: 'high' },
            y: { field: 'realised', type: 'quantitative' },
          },
        },
        {
          data: { values },
          mark: { type: 'point', filled: true, fill: colour('expected'), size: 26, opacity },
          encoding: {
            x: {
              field: 'predicted',
              type: 'quantitative',
              scale,
              title: `predicted ${quantity} [${unit}]`,
              axis: { grid: true },
            },
            y: { field: 'realised', type: 'quantitative', scale, title: `realised ${quantity} [${unit}]` },
          },
        },
      ],
    },
    `Scatter of ${points.length} predicted against realised ${quantity} values in ${unit}`,
  );
  const spread: LegendEntry[] = points.some(({ sd }) => sd !== undefined)
    ? [{ label: 'one standard deviation to each side', mark: 'whisker', tone: 'expected' }]
    : [];
  return {
    svg,
    legend: [
      { label: 'one prediction', mark: 'dot', tone: 'expected' },
      ...spread,
      { label: 'predicted = realised', mark: 'dashes', tone: 'muted' },
    ],
  };
}
