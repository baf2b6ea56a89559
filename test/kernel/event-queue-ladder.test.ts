import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../src/kernel/index.js';

interface Entry {
  readonly time: number;
  readonly priority: number;
  readonly sequence: number;
}

/** What the ladder has to cope with: many entries, times of many scales, ties, outliers, entries before the last one taken. */
const time = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  { weight: 2, arbitrary: fc.nat(3) },
  { weight: 2, arbitrary: fc.integer({ min: -12, max: 12 }).map((exponent) => 10 ** exponent) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      0,
      -0,
      5e-324,
      1 - 2 ** -53,
      1 + 2 ** -52,
      Number.MAX_VALUE,
      -Number.MAX_VALUE,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ),
  },
);

/** A few hundred steps of one kind at a time, so that the queue swells and shrinks past every limit. */
const phase = fc.record({
  kind: fc.constantFrom('push', 'push', 'hold', 'pop', 'cancel'),
  count: fc.integer({ min: 1, max: 300 }),
  times: fc.array(time, { minLength: 1, maxLength: 40 }),
  isAbsolute: fc.boolean(),
  scale: fc.constantFrom(1, 1, 1e-9, 1e6),
});

describe('EventQueue with many entries', () => {
  it('orders like a sorted list while it swells, shrinks and is cancelled, whatever the times', () => {
    fc.assert(
      fc.property(fc.array(phase, { maxLength: 12 }), fc.nat(), (phases, seed) => {
        const queue = new EventQueue<Entry>();
        const waiting: Entry[] = [];
        const slots = new Map<Entry, number>();
        let now = 0;
        let step = seed;
        const push = (times: readonly number[], isAbsolute: boolean, scale: number): void => {
          step = (Math.imul(step, 1664525) + 1013904223) >>> 0;
          const drawn = times[step % times.length] * scale * (step % 3 === 0 ? 1 : step / 2 ** 32);
          const entry = {
            // Infinity less infinity is no time.
            time: isAbsolute || Number.isNaN(now + drawn) ? drawn : now + drawn,
            priority: (step >>> 8) % 3,
            sequence: queue.nextSequence,
          };
          slots.set(entry, queue.push(entry.time, entry.priority, entry));
          waiting.splice(placeOf(entry, waiting), 0, entry);
        };
        const pop = (): void => {
          const first = waiting.shift();
          const slot = queue.peek();
          if (first !== undefined) {
            expect([queue.timeOf(slot), queue.priorityOf(slot), queue.sequenceOf(slot)]).toEqual([
              first.time,
              first.priority,
              first.sequence,
            ]);
            now = first.time;
          }
          step = (Math.imul(step, 1664525) + 1013904223) >>> 0;
          // Taken and not settled, it leaves its place to the next push.
          const taken = slot >= 0 && step >>> 31 === 1 ? queue.take(slot) : queue.pop();
          if (taken !== first) expect.unreachable('another entry came first');
        };
        for (const { kind, count, times, isAbsolute, scale } of phases) {
          for (let i = 0; i < count; i++) {
            if (kind === 'push') {
              push(times, isAbsolute, scale);
            } else if (kind === 'hold') {
              pop();
              push(times, isAbsolute, scale);
            } else if (kind === 'pop') {
              pop();
            } else if (waiting.length > 0) {
              step = (Math.imul(step, 1664525) + 1013904223) >>> 0;
              const [entry] = waiting.splice(step % waiting.length, 1);
              queue.cancel(slots.get(entry) ?? -1);
            }
          }
          expect(queue.size).toBe(waiting.length);
        }
        while (waiting.length > 0) pop();
        expect(queue.pop()).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  const shapes: readonly (readonly [string, (i: number) => number])[] = [
    ['all at one time', () => 7],
    ['two times', (i) => i % 2],
    ['neighbouring doubles', (i) => 1 + ((i * 7919) % 1000) * Number.EPSILON],
    ['subnormal times', (i) => ((i * 7919) % 1000) * Number.MIN_VALUE],
    ['every scale from 1e-300 to 1e300', (i) => 10 ** (((i * 7919) % 601) - 300)],
    ['a cluster and one end far away', (i) => (i === 0 ? 1e300 : (i * 7919) % 5000)],
    ['a range beyond the largest double', (i) => (i % 2 === 0 ? -1 : 1) * (i / 5000) * Number.MAX_VALUE],
    ['falling', (i) => -i],
    ['far before the rest', (i) => (i % 7 === 6 ? -1e7 * i : ((i * 7919) % 5000) / 5000)],
    ['infinities among numbers', (i) => [Number.NEGATIVE_INFINITY, i, Number.POSITIVE_INFINITY][i % 3]],
  ];
  it.each(shapes)('keeps the order of %s, a third of them cancelled', (_, timeOf) => {
    const queue = new EventQueue<Entry>();
    const kept: Entry[] = [];
    const cancelled: number[] = [];
    for (let i = 0; i < 5000; i++) {
      const entry = { time: timeOf(i), priority: i % 5 === 0 ? -1 : 0, sequence: queue.nextSequence };
      const slot = queue.push(entry.time, entry.priority, entry);
      if (i % 3 === 0) cancelled.push(slot);
      else kept.push(entry);
    }
    const expected = kept.toSorted(inOrder);
    const taken: Entry[] = [];
    // Brings entries into the heap: cancelled ones then stand there and in the buckets.
    queue.peek();
    for (const slot of cancelled) queue.cancel(slot);
    for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) taken.push(entry);
    expect(taken).toEqual(expected);
    expect(queue.size).toBe(0);
  });

  it.each([100, 1000])('survives a sweep of %i entries between a take and the pushes after it', (count) => {
    const queue = new EventQueue<number>();
    const slots = Array.from({ length: count }, (_, i) => queue.push(i, 0, i));
    expect(queue.take(queue.peek())).toBe(0);
    for (const slot of slots.slice(1, -5)) queue.cancel(slot);
    for (const time of [0.5, count, 0.25]) queue.push(time, 0, time);
    const taken = Array.from({ length: 9 }, () => queue.pop());
    expect(taken).toEqual([0.25, 0.5, ...[5, 4, 3, 2, 1].map((k) => count - k), count, undefined]);
    expect(queue.size).toBe(0);
  });

  it('uses the slots of taken and of cancelled entries again', () => {
    const queue = new EventQueue<number>();
    let highest = 0;
    for (let round = 0; round < 200; round++) {
      const slots = Array.from({ length: 500 }, (_, i) => queue.push(round + ((i * 7919) % 500) / 100, 0, i));
      highest = Math.max(highest, ...slots);
      slots.forEach((slot, i) => {
        if (i % 2 === 0) queue.cancel(slot);
      });
      for (let i = 0; i < 250; i++) queue.pop();
    }
    expect(queue.size).toBe(0);
    expect(highest).toBeLessThan(5000);
  });
});

/** By comparison, since the difference of equal infinities is no number. */
function inOrder(a: Entry, b: Entry): number {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  return a.priority - b.priority || a.sequence - b.sequence;
}

/** Where an entry that comes after all its equals goes in a sorted list. */
function placeOf(entry: Entry, sorted: readonly Entry[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inOrder(sorted[middle], entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
