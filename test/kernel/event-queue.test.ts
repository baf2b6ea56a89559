import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../src/kernel/index.js';

interface Entry {
  readonly time: number;
  readonly priority: number;
  readonly sequence: number;
}

const byOrder = (a: Entry, b: Entry): number =>
  a.time - b.time || a.priority - b.priority || a.sequence - b.sequence;

/** Few distinct values, so that ties in time and priority are common. */
const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('push'),
      time: fc.nat(9),
      priority: fc.integer({ min: -2, max: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('take') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pop') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('cancel'), which: fc.nat() }) },
);

describe('EventQueue', () => {
  it('orders by time, priority and sequence like a sorted list, whatever is pushed, taken and cancelled', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 400 }), (commands) => {
        const queue = new EventQueue<Entry>();
        let waiting: Entry[] = [];
        const slots = new Map<Entry, number>();
        let now = 0;
        const expectFirst = (taken: Entry | undefined): void => {
          const [first, ...rest] = waiting.toSorted(byOrder);
          expect(taken).toBe(first);
          waiting = rest;
          now = first?.time ?? now;
        };
        for (const c of commands) {
          if (c.kind === 'push' && 'time' in c) {
            const entry = { time: now + c.time, priority: c.priority, sequence: queue.nextSequence };
            slots.set(entry, queue.push(entry.time, entry.priority, entry));
            waiting.push(entry);
          } else if (c.kind === 'cancel' && 'which' in c && waiting.length > 0) {
            const [entry] = waiting.splice(c.which % waiting.length, 1);
            queue.cancel(slots.get(entry) ?? -1);
          } else if (c.kind === 'pop') {
            expectFirst(queue.pop());
          } else if (c.kind === 'take') {
            const slot = queue.peek();
            expectFirst(slot < 0 ? undefined : queue.take(slot));
          }
          expect(queue.size).toBe(waiting.length);
        }
        while (waiting.length > 0) expectFirst(queue.pop());
        expect(queue.pop()).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it('sweeps cancelled entries out and keeps the order of the rest', () => {
    const queue = new EventQueue<number>();
    const slots = Array.from({ length: 5000 }, (_, i) => queue.push((i * 7919) % 5000, 0, (i * 7919) % 5000));
    slots.forEach((slot, i) => {
      if (i % 10 !== 0) queue.cancel(slot);
    });
    expect(queue.size).toBe(500);
    const kept = Array.from({ length: 500 }, (_, i) => (i * 10 * 7919) % 5000).toSorted((a, b) => a - b);
    expect(Array.from({ length: 500 }, () => queue.pop())).toEqual(kept);
  });

  it('survives a sweep between a take and the push that replaces it', () => {
    const queue = new EventQueue<string>();
    const slots = Array.from({ length: 300 }, (_, i) => queue.push(i, 0, `e${i}`));
    expect(queue.take(queue.peek())).toBe('e0');
    for (let i = 1; i < 290; i++) queue.cancel(slots[i]);
    queue.push(295.5, 0, 'new');
    const rest: (string | undefined)[] = [];
    while (queue.size > 0) rest.push(queue.pop());
    expect(rest).toEqual([
      'e290',
      'e291',
      'e292',
      'e293',
      'e294',
      'e295',
      'new',
      'e296',
      'e297',
      'e298',
      'e299',
    ]);
  });
});
