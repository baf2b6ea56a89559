import type { ReportedMean } from '../markets-report-data.js';
import { formatNumber } from '../number-format.js';

/**
 * A mean with its interval in one cell: `1.20 (0.90 to 1.50)`.
 * @param scale factor of all three: 100 for percent
 * @returns null without a mean
 */
export function withInterval({ mean, low, high }: ReportedMean, digits = 2, scale = 1): string | null {
  if (mean === null) return null;
  const isKnown =
    typeof low === 'number' && typeof high === 'number' && Number.isFinite(low) && Number.isFinite(high);
  const shown = (value: number): string => formatNumber(scale * value, digits);
  return isKnown ? `${shown(mean)} (${shown(low)} to ${shown(high)})` : shown(mean);
}
