import type { Chart } from '../figure.js';
import { chartWidth, vegaSvg } from '../internal/vega-svg.js';
import { colour } from '../theme.js';

/** One bin of predicted probabilities, as `calibration` of the results room gives them. */
export interface ReliabilityPoint {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean predicted probability of the bin. */
  readonly predicted: number;
  /** Share that came true. */
  readonly observed: number;
  /** Interval of that share. */
  readonly low: number;
  readonly high: number;
}

/** Data of {@link reliabilityChart}. */
export interface ReliabilityData {
  readonly bins: readonly ReliabilityPoint[];
  /** What is predicted: `completion in a subinterval`. */
  readonly event: string;
}

/** A reliability diagram with intervals, and below it how many predictions each bin holds. */
export async function reliabilityChart({ bins, event }: ReliabilityData): Promise<Chart> {
  const filled = bins.filter((b) => b.count > 0).map((b) => ({ ...b }));
  const counts = bins.map((b) => ({ ...b }));
  const unit = { domain: [0, 1] };
  const inner = chartWidth - 101;
  const extent = { minExtent: 34, maxExtent: 34 };
  const svg = await vegaSvg(
    {
      spacing: 12,
      vconcat: [
        {
          width: inner,
          height: 238,
          layer: [
            {
              data: { values: [{ x: 0 }, { x: 1 }] },
              mark: { type: 'line', stroke: colour('muted'), strokeDash: [5, 4], strokeWidth: 1.3 },
              encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'x', type: 'quantitative' } },
            },
            {
              data: { values: filled },
              mark: { type: 'rule', stroke: colour('realised'), strokeWidth: 1.6 },
              encoding: {
                x: { field: 'predicted', type: 'quantitative' },
                y: { field: 'low', type: 'quantitative' },
                y2: { field: 'high' },
              },
            },
            {
              data: { values: filled },
              mark: { type: 'line', stroke: colour('realised'), strokeWidth: 1.5, opacity: 0.55 },
              encoding: {
                x: { field: 'predicted', type: 'quantitative' },
                y: { field: 'observed', type: 'quantitative' },
              },
            },
            {
              data: { values: filled },
              mark: { type: 'point', filled: true, fill: colour('realised'), size: 62, opacity: 1 },
              encoding: {
                x: {
                  field: 'predicted',
                  type: 'quantitative',
                  scale: unit,
                  title: null,
                  axis: { labels: false, ticks: false, domain: false, grid: true },
                },
                y: {
                  field: 'observed',
                  type: 'quantitative',
                  scale: unit,
                  title: 'share that came true',
                  axis: extent,
                },
              },
            },
          ],
        },
        {
          width: inner,
          height: 62,
          data: { values: counts },
          mark: { type: 'bar', fill: colour('expected'), fillOpacity: 0.55 },
          encoding: {
            x: {
              field: 'from',
              type: 'quantitative',
              bin: { binned: true },
              scale: unit,
              title: `predicted probability of ${event}`,
              axis: { tickCount: 5 },
            },
            x2: { field: 'to' },
            y: {
              field: 'count',
              type: 'quantitative',
              title: 'count',
              axis: { tickCount: 2, ...extent, format: '~s' },
            },
          },
        },
      ],
    },
    `Reliability diagram of the predicted probability of ${event} in ${bins.length} bins`,
  );
  return {
    svg,
    legend: [
      { label: 'observed share, 95 % Wilson interval', mark: 'dot', tone: 'realised' },
      { label: 'perfect calibration', mark: 'dashes', tone: 'muted' },
      { label: 'predictions per bin', mark: 'bar', tone: 'expected' },
    ],
  };
}
