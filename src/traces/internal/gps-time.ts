/** How times are written: `auto` takes a date with a time, seconds since 1970, or milliseconds where the number is that large. */
export const timeFormats = ['auto', 'datetime', 'seconds', 'milliseconds'] as const;
export type TimeFormat = (typeof timeFormats)[number];

const dateAndTime =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/;
/** Seconds since 1970 are below this until the year 5138; milliseconds are above it since 1973. */
const leastMilliseconds = 1e11;

/**
 * Reads a time as GPS data has it.
 * @param utcOffset hours to add to a time that is in UTC: seconds, milliseconds, or a date with its zone
 * @returns seconds since 1970-01-01 00:00 of the clock of the traffic; NaN when it is no time
 */
export function gpsTime(text: string, format: TimeFormat, utcOffset: number): number {
  const shift = utcOffset * 3600;
  if (format === 'auto' || format === 'datetime') {
    const match = dateAndTime.exec(text);
    if (match !== null) {
      const [year, month, day, hour, minute] = match.slice(1, 6).map(Number);
      const second = Number(match[6] ?? 0);
      const days = Date.UTC(year, month - 1, day);
      if (hour > 23 || minute > 59 || second >= 61 || new Date(days).getUTCMonth() !== month - 1)
        return Number.NaN;
      const time = days / 1000 + hour * 3600 + minute * 60 + second;
      return match[7] === undefined ? time : time - zoneOf(match[7]) + shift;
    }
    if (format === 'datetime') return Number.NaN;
  }
  if (text === '') return Number.NaN;
  const number = Number(text);
  const milliseconds =
    format === 'milliseconds' || (format === 'auto' && Math.abs(number) >= leastMilliseconds);
  return (milliseconds ? number / 1000 : number) + shift;
}

/** Seconds that a zone (`Z`, `+08:00`) is ahead of UTC. */
function zoneOf(zone: string): number {
  if (zone === 'Z') return 0;
  const digits = zone.replaceAll(/\D/g, '');
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
}
