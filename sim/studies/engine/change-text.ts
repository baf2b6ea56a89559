import { shownNumber } from './claim.js';
import type { Spread } from './study-results.js';

/** A change in per cent, for people: `+12.3 %`. */
export function percent(change: number): string {
  if (!Number.isFinite(change)) return shownNumber(change);
  // Adding 0 makes -0 the number 0.
  const shown = Number((100 * change).toFixed(1)) + 0;
  return `${shown > 0 ? '+' : ''}${shown.toFixed(1)} %`;
}

/** Median and quartiles of changes in per cent. */
export function percentSpread({ median, lowerQuartile, upperQuartile }: Spread): string {
  return `median ${percent(median)} (quartiles ${percent(lowerQuartile)}, ${percent(upperQuartile)})`;
}
