const narrowSpace = '\u202f';
const minus = '\u2212';

/**
 * A number for people: `digits` decimals, thousands apart by a narrow space from 10 000 on, a real minus sign, an en dash
 * for what is missing, an infinity sign for what is infinite.
 */
export function formatNumber(value: number | null | undefined, digits = 0): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`;
  const text = Math.abs(value).toFixed(digits);
  const sign = value < 0 && Number(text) !== 0 ? minus : '';
  const [whole = '', decimals] = text.split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, narrowSpace) : whole;
  return sign + grouped + (decimals === undefined ? '' : `.${decimals}`);
}

/** The number of decimals that shows about three significant digits of values of this size, at most 4. */
export function fittingDigits(values: readonly (number | null | undefined)[]): number {
  let largest = 0;
  let whole = true;
  for (const value of values) {
    if (value === null || value === undefined || !Number.isFinite(value)) continue;
    largest = Math.max(largest, Math.abs(value));
    whole &&= Number.isInteger(value);
  }
  if (whole || largest >= 1000) return 0;
  if (largest >= 100) return 1;
  return largest >= 1 ? 2 : largest >= 0.1 ? 3 : 4;
}
