import type { Chart } from '../figure.js';
import { chartWidth, vegaSvg } from '../internal/vega-svg.js';
import { colour } from '../theme.js';

/** Data of {@link transformChart}. */
export interface TransformData {
  /** Counts of probability integral transforms in equal bins of [0, 1]. */
  readonly counts: readonly number[];
  /** What was foretold: `trip time`. */
  readonly quantity: string;
}

/**
 * The histogram of probability integral transforms: where in its forecast distribution each observed value lay. Flat where forecasts are
 * calibrated; high at both ends where they are too sure, in the middle where they are not sure enough.
 */
export async function transformChart({ counts, quantity }: TransformData): Promise<Chart> {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const bars = counts.map((count, i) => ({
    from: i / counts.length,
    to: (i + 1) / counts.length,
    density: total === 0 ? 0 : (count / total) * counts.length,
  }));
  const svg = await vegaSvg(
    {
      width: chartWidth,
      height: 220,
      autosize: { type: 'fit', contains: 'padding' },
      layer: [
        {
          data: { values: bars },
          mark: { type: 'bar', fill: colour('realised'), fillOpacity: 0.42, binSpacing: 1 },
          encoding: {
            x: {
              field: 'from',
              type: 'quantitative',
              bin: { binned: true },
              scale: { domain: [0, 1] },
              title: `place of the observed ${quantity} in its forecast, 0 to 1`,
            },
            x2: { field: 'to' },
            y: {
              field: 'density',
              type: 'quantitative',
              title: 'relative frequency',
              axis: { tickCount: 4 },
            },
          },
        },
        {
          data: { values: [{ y: 1 }] },
          mark: { type: 'rule', stroke: colour('expected'), strokeWidth: 1.8, strokeDash: [5, 4] },
          encoding: { y: { field: 'y', type: 'quantitative' } },
        },
      ],
    },
    `Histogram of the places of ${total} observed values of ${quantity} in their forecasts, ${counts.length} bins`,
  );
  return {
    svg,
    legend: [
      { label: 'observed', mark: 'bar', tone: 'realised' },
      { label: 'calibrated forecasts', mark: 'dashes', tone: 'expected' },
    ],
  };
}
