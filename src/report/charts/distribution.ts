import type { Chart } from '../figure.js';
import { chartWidth, vegaSvg } from '../internal/vega-svg.js';
import { colour } from '../theme.js';

/** Data of {@link distributionChart}. */
export interface DistributionData {
  /** What was observed. */
  readonly values: ArrayLike<number>;
  /** The fitted normal distribution. */
  readonly mean: number;
  readonly sd: number;
  /** What the values are, without the unit: `travel time`. */
  readonly quantity: string;
  readonly unit: string;
}

interface Bar {
  readonly from: number;
  readonly to: number;
  readonly density: number;
}

/**
 * Bars of equal, round width (1, 2 or 5 times a power of ten): the smaller of Freedman and Diaconis' width, which a
 * distribution of two humps makes too large, and of range / sqrt(n); at most about 50 bars.
 */
function histogram(values: Float64Array): Bar[] {
  const sorted = values.slice().sort();
  const n = sorted.length;
  if (n === 0) return [];
  const range = sorted[n - 1] - sorted[0];
  const spread = sorted[Math.floor(0.75 * (n - 1))] - sorted[Math.floor(0.25 * (n - 1))];
  const rule = Math.min((2 * spread) / Math.cbrt(n), range / Math.sqrt(n));
  const wished = Math.max(rule, range / 25, Math.abs(sorted[0]) * 1e-3, 1e-6);
  // The round width nearest below a third more than wished: 1, 2 or 5 times a power of ten.
  const most = 1.3 * wished;
  const power = 10 ** Math.floor(Math.log10(most));
  const width = power * ([5, 2].find((step) => step * power <= most) ?? 1);
  const first = Math.floor(sorted[0] / width);
  const counts = new Float64Array(Math.floor(sorted[n - 1] / width) - first + 1);
  for (const value of sorted) counts[Math.floor(value / width) - first]++;
  return Array.from(counts, (count, i) => ({
    from: (first + i) * width,
    to: (first + i + 1) * width,
    density: count / (n * width),
  }));
}

/** What was observed as a histogram of densities, and the normal distribution fitted to it as a curve. */
export async function distributionChart({
  values,
  mean,
  sd,
  quantity,
  unit,
}: DistributionData): Promise<Chart> {
  const bars = histogram(Float64Array.from(values));
  const steps = 120;
  const low = Math.min(bars[0]?.from ?? mean, Math.max(0, mean - 3.2 * sd));
  const high = Math.max(bars.at(-1)?.to ?? mean, mean + 3.2 * sd);
  const curve =
    sd > 0
      ? Array.from({ length: steps + 1 }, (_, i) => {
          const x = low + ((high - low) * i) / steps;
          return { x, density: Math.exp(-0.5 * ((x - mean) / sd) ** 2) / (sd * Math.sqrt(2 * Math.PI)) };
        })
      : [];
  const svg = await vegaSvg(
    {
      width: chartWidth,
      height: 240,
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
              scale: { domain: [low, high], nice: false, zero: false },
              title: `${quantity} [${unit}]`,
            },
            x2: { field: 'to' },
            y: {
              field: 'density',
              type: 'quantitative',
              title: `density [1/${unit}]`,
              axis: { tickCount: 4 },
            },
          },
        },
        {
          data: { values: curve },
          mark: { type: 'line', stroke: colour('expected'), strokeWidth: 2.2 },
          encoding: {
            x: { field: 'x', type: 'quantitative' },
            y: { field: 'density', type: 'quantitative' },
          },
        },
      ],
    },
    `Histogram of ${values.length} ${quantity} values in ${unit} with a fitted normal density, mean ${mean.toFixed(2)}, standard deviation ${sd.toFixed(2)}`,
  );
  return {
    svg,
    legend: [
      { label: 'observed', mark: 'bar', tone: 'realised' },
      { label: 'fitted normal', mark: 'line', tone: 'expected' },
    ],
  };
}
