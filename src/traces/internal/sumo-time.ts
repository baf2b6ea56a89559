/**
 * Reads a time as SUMO writes it: seconds (`12.50`), or with `--human-readable-time` `[days:]hh:mm:ss[.fraction]`.
 * @returns seconds, or NaN when it is neither
 */
export function sumoTime(text: string): number {
  if (!text.includes(':')) return text.trim() === '' ? Number.NaN : Number(text);
  const match = /^(-?)(?:(\d+):)?(\d{1,2}):(\d{2}):(\d{2}(?:\.\d+)?)$/.exec(text);
  if (match === null) return Number.NaN;
  const [, sign, days = '0', hours, minutes, seconds] = match;
  const value = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return sign === '-' ? -value : value;
}
