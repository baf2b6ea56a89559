/**
 * Slots that come again: a time of day on a kind of day. For traces of many days, whose times are seconds since 1970-01-01 UTC.
 *
 * - `all`: every day is alike;
 * - `weekend`: Monday to Friday, and Saturday with Sunday;
 * - `week`: each day of the week by itself, from Monday.
 */
export interface Calendar {
  readonly days: 'all' | 'weekend' | 'week';
  /** What local time is ahead of UTC, s: 28800 for Beijing. */
  readonly utcOffset: number;
}

/** The kinds of days of {@link Calendar}. */
export const calendarDays = ['all', 'weekend', 'week'] as const satisfies readonly Calendar['days'][];

/** A day, s. */
export const dayLength = 86_400;

/** How time is cut into slots, numbered from 0. */
export interface SlotPlan {
  /** Simulation time at which slot 0 begins, s; of no meaning with a calendar. */
  readonly start: number;
  /** Length of a slot, s. */
  readonly slotLength: number;
  readonly slots: number;
  /** Slots by time of day and kind of day in place of consecutive ones. */
  readonly calendar?: Calendar;
}

const kinds = { all: 1, weekend: 2, week: 7 } as const;

/**
 * Slots of a calendar.
 * @throws RangeError when slots of that length do not fill a day
 */
export function calendarSlots(slotLength: number, calendar: Calendar): SlotPlan {
  const perDay = dayLength / slotLength;
  if (!(slotLength > 0 && Number.isInteger(perDay)))
    throw new RangeError(`slots of ${slotLength} s do not fill a day evenly`);
  return { start: 0, slotLength, slots: perDay * kinds[calendar.days], calendar };
}

/** Monday is 0. The first of January 1970 was a Thursday. */
function kindOfDay(day: number, days: Calendar['days']): number {
  const weekday = (((day + 3) % 7) + 7) % 7;
  if (days === 'all') return 0;
  return days === 'week' ? weekday : Number(weekday >= 5);
}

/** The slot of a time, s; -1 before the first and after the last of consecutive slots. */
export function slotAt({ start, slotLength, slots, calendar }: SlotPlan, time: number): number {
  if (calendar === undefined) {
    const slot = Math.floor((time - start) / slotLength);
    return slot >= 0 && slot < slots ? slot : -1;
  }
  const local = time + calendar.utcOffset;
  const day = Math.floor(local / dayLength);
  const ofDay = Math.floor((local - day * dayLength) / slotLength);
  return kindOfDay(day, calendar.days) * (dayLength / slotLength) + ofDay;
}

/** The slot `distance` after (before, where negative) a slot of the same kind of day; -1 where there is none. */
export function neighbourSlot(
  { slots, slotLength, calendar }: SlotPlan,
  slot: number,
  distance: number,
): number {
  if (calendar === undefined) {
    const other = slot + distance;
    return other >= 0 && other < slots ? other : -1;
  }
  const perDay = dayLength / slotLength;
  if (Math.abs(distance) >= perDay) return -1;
  const from = slot - (slot % perDay);
  return from + ((slot - from + distance + perDay) % perDay);
}
