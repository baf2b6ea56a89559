import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventOrder, URGENT } from '../../../src/kernel/internal/event-order.js';

const entry = fc.record({
  /** Steps from the present: many entries are for the present itself. */
  after: fc.constantFrom(0, 0, 0, 1, 2),
  priority: fc.constantFrom(0, 0, URGENT, URGENT, -1, 1),
  /** Whether its place is reserved before the others of its event are entered. */
  reserved: fc.boolean(),
  /** Which entry of those that wait is cancelled afterwards, if one is. */
  cancels: fc.option(fc.nat(), { freq: 3 }),
});
/** What each event enters when it happens. */
const model = fc.array(fc.array(entry, { maxLength: 5 }), { minLength: 1, maxLength: 40 });

interface Waiting {
  readonly time: number;
  readonly priority: number;
  readonly sequence: number;
  readonly name: number;
  readonly slot: number;
}

const isBefore = (a: Waiting, b: Waiting): boolean =>
  a.time !== b.time
    ? a.time < b.time
    : a.priority !== b.priority
      ? a.priority < b.priority
      : a.sequence < b.sequence;

describe('the order of events', () => {
  it('is that of time, priority and sequence, whichever entries are for the present time', () => {
    fc.assert(
      fc.property(model, (events) => {
        const order = new EventOrder<number>(0);
        const waiting: Waiting[] = [];
        let names = 0;
        for (let step = 0; step < events.length || waiting.length > 0; step++) {
          const entries = events[step] ?? [];
          const places = entries.map(({ reserved }) => (reserved ? order.reserve() : undefined));
          for (const [i, { after, priority, cancels }] of entries.entries()) {
            const sequence = places[i] ?? order.nextSequence;
            const time = order.now + after;
            const slot = order.push(time, priority, names, places[i]);
            waiting.push({ time, priority, sequence, name: names++, slot });
            if (cancels === null) continue;
            const [{ slot: cancelled }] = waiting.splice(cancels % waiting.length, 1);
            order.cancel(cancelled);
          }
          expect(order.size).toBe(waiting.length);
          const slot = order.peek();
          if (waiting.length === 0) {
            expect(slot).toBe(-1);
            continue;
          }
          const first = waiting.reduce((least, one) => (isBefore(one, least) ? one : least));
          waiting.splice(waiting.indexOf(first), 1);
          expect([order.timeOf(slot), order.priorityOf(slot), order.sequenceOf(slot)]).toEqual([
            first.time,
            first.priority,
            first.sequence,
          ]);
          order.now = order.timeOf(slot);
          expect(order.take(slot)).toBe(first.name);
        }
        expect(order.peek()).toBe(-1);
      }),
      { numRuns: 300 },
    );
  });
});
