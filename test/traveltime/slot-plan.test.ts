import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarSlots, neighbourSlot, type SlotPlan, slotAt } from '../../src/traveltime/index.js';

const utc = (text: string): number => Date.parse(`${text}Z`) / 1000;

describe('slotAt', () => {
  it('numbers consecutive slots from their start, and none outside', () => {
    const plan: SlotPlan = { start: 300, slotLength: 60, slots: 3 };
    expect([299.9, 300, 359.9, 360, 479.9, 480].map((t) => slotAt(plan, t))).toEqual([-1, 0, 0, 1, 2, -1]);
  });

  it('knows the days of the week as the calendar does', () => {
    const week = calendarSlots(3600, { days: 'week', utcOffset: 0 });
    const weekend = calendarSlots(3600, { days: 'weekend', utcOffset: 0 });
    const all = calendarSlots(3600, { days: 'all', utcOffset: 0 });
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 9), max: 4 * 10 ** 9 }), (time) => {
        const date = new Date(time * 1000);
        const weekday = (date.getUTCDay() + 6) % 7;
        const hour = date.getUTCHours();
        expect(slotAt(week, time)).toBe(weekday * 24 + hour);
        expect(slotAt(weekend, time)).toBe((weekday >= 5 ? 24 : 0) + hour);
        expect(slotAt(all, time)).toBe(hour);
      }),
    );
  });

  it('takes the local time: Friday 20:00 UTC is Saturday 04:00 in Beijing', () => {
    const beijing = calendarSlots(3600, { days: 'weekend', utcOffset: 28_800 });
    expect(slotAt(beijing, utc('2008-02-08T20:00:00'))).toBe(24 + 4);
    expect(slotAt(beijing, utc('2008-02-08T15:00:00'))).toBe(23);
  });

  it('refuses slots that do not fill a day', () => {
    expect(() => calendarSlots(7000, { days: 'all', utcOffset: 0 })).toThrow(/do not fill a day/);
  });
});

describe('neighbourSlot', () => {
  it('ends with consecutive slots, and goes round midnight within a kind of day', () => {
    const plan: SlotPlan = { start: 0, slotLength: 60, slots: 3 };
    expect([-1, 1, 2, 3].map((d) => neighbourSlot(plan, 0, d))).toEqual([-1, 1, 2, -1]);
    const weekend = calendarSlots(3600, { days: 'weekend', utcOffset: 0 });
    expect([-1, 1].map((d) => neighbourSlot(weekend, 24, d))).toEqual([47, 25]);
    expect([-1, 1].map((d) => neighbourSlot(weekend, 23, d))).toEqual([22, 0]);
  });
});
