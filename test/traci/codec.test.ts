import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StringInterner } from '../../src/traci/index.js';
import {
  color,
  doubleList,
  position2D,
  readNumber,
  shape,
  text,
  textList,
} from '../../src/traci/internal/codec.js';
import { FrameSplitter } from '../../src/traci/internal/frame-splitter.js';
import { GetterMessage } from '../../src/traci/internal/getter-message.js';
import { Malformed } from '../../src/traci/internal/malformed.js';
import { ReadCursor } from '../../src/traci/internal/read-cursor.js';
import { Unwritable, WriteBuffer } from '../../src/traci/internal/write-buffer.js';

function cursorOver(buffer: WriteBuffer): ReadCursor {
  const cursor = new ReadCursor();
  cursor.reset(buffer.bytes, 0, buffer.length);
  return cursor;
}

const number = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('values', () => {
  it('take the replacement character for what it is', () => {
    const buffer = new WriteBuffer(8);
    buffer.string('a\ufffdb');
    expect(text.read(cursorOver(buffer))).toBe('a\ufffdb');
  });

  it('are read as they were written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 600 }),
        fc.array(number),
        fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 0, max: 255 }))),
        (texts, points, numbers, rgba) => {
          const buffer = new WriteBuffer(8);
          buffer.stringList(texts);
          buffer.string(texts.join());
          buffer.polygon(points);
          buffer.doubleList(numbers);
          buffer.color(rgba);
          buffer.position2D(1.5, -2);
          buffer.int(-7);
          buffer.byte(-7);
          buffer.ubyte(200);
          buffer.double(0.25);
          const cursor = cursorOver(buffer);
          expect(textList.read(cursor)).toEqual(texts);
          expect(text.read(cursor)).toBe(texts.join());
          expect(shape.read(cursor)).toEqual(points);
          expect(doubleList.read(cursor)).toEqual(numbers);
          expect(color.read(cursor)).toEqual(rgba);
          expect(position2D.read(cursor)).toEqual([1.5, -2]);
          expect([1, 2, 3, 4].map(() => readNumber(cursor))).toEqual([-7, -7, 200, 0.25]);
          expect(cursor.remaining).toBe(0);
        },
      ),
    );
  });

  it('that cannot be written are refused', () => {
    const buffer = new WriteBuffer();
    for (const write of [
      () => buffer.int(2 ** 31),
      () => buffer.int(0.5),
      () => buffer.double(Number.POSITIVE_INFINITY),
      () => buffer.ubyte(256),
      () => buffer.byte(-129),
      () => buffer.polygon([]),
    ]) {
      expect(write).toThrow(Unwritable);
    }
  });

  it('that are not UTF-8 are read as Latin-1', () => {
    const cursor = new ReadCursor();
    cursor.reset(Buffer.from([0x0c, 0, 0, 0, 3, 0x67, 0xfc, 0x6e]), 0, 8);
    expect(text.read(cursor)).toBe('gün');
  });

  it('of shapes without corners are one byte in SUMO 1.15', () => {
    const cursor = new ReadCursor();
    cursor.reset(Buffer.from([0x06, 0]), 0, 2);
    expect(shape.read(cursor)).toEqual([]);
  });
});

describe('messages', () => {
  it('are cut out of the stream wherever it is broken', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 40 })),
        fc.array(fc.integer({ min: 1, max: 60 })),
        (bodies, cuts) => {
          const stream = Buffer.concat(
            bodies.map((body) => {
              const length = Buffer.alloc(4);
              length.writeInt32BE(body.length + 4);
              return Buffer.concat([length, body]);
            }),
          );
          const seen: Buffer[] = [];
          const splitter = new FrameSplitter(100, (bytes, start, end) =>
            seen.push(Buffer.from(bytes.subarray(start, end))),
          );
          const reused = Buffer.alloc(64);
          let at = 0;
          for (let i = 0; at < stream.length; i++) {
            const size = Math.min(cuts[i % Math.max(1, cuts.length)] ?? 7, stream.length - at);
            stream.copy(reused, 0, at, at + size);
            splitter.push(reused.subarray(0, size));
            at += size;
          }
          expect(seen.map((body) => [...body])).toEqual(bodies.map((body) => [...body]));
          expect(splitter.incomplete).toBe(false);
        },
      ),
    );
  });

  it('longer than allowed are refused before they are stored', () => {
    const splitter = new FrameSplitter(100, () => {});
    expect(() => splitter.push(Buffer.from([0, 0, 0, 101]))).toThrow(Malformed);
  });
});

describe('kept messages of getters', () => {
  it('are those written anew, whoever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(40), { maxLength: 20 }), { maxLength: 12 }), (lists) => {
        const kept = new GetterMessage(0xa4, [0x40, 0x50]);
        const name = (id: number): string => `vehicle-${'x'.repeat(id === 7 ? 260 : id % 5)}${id}`;
        for (const list of lists) {
          const wanted = new Set(list);
          kept.keep((id) => wanted.has(id));
          const inside = new Set(kept.ids.slice(0, kept.count));
          for (const id of wanted) if (!inside.has(id)) kept.add(id, name(id));
          const anew = new GetterMessage(0xa4, [0x40, 0x50]);
          for (const id of kept.ids.slice(0, kept.count)) anew.add(id, name(id));
          const all = kept.commands(0, kept.count);
          expect(all.equals(anew.commands(0, anew.count))).toBe(true);
          const middle = kept.count >> 1;
          const parts = [kept.commands(0, middle), kept.commands(middle, kept.count)];
          expect(Buffer.concat(parts).equals(all)).toBe(true);
          expect(new Set(kept.ids.slice(0, kept.count))).toEqual(wanted);
        }
      }),
    );
  });
});

describe('interned texts', () => {
  it('are numbered in the order of their appearance', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 3000 }), (texts) => {
        const interner = new StringInterner();
        const numbers = new Map<string, number>();
        for (const value of texts) {
          const given = interner.intern(value);
          expect(given).toBe(numbers.get(value) ?? numbers.size);
          numbers.set(value, given);
        }
        expect(interner.size).toBe(numbers.size);
        for (const [value, given] of numbers) {
          expect(interner.name(given)).toBe(value);
          expect(interner.find(value)).toBe(given);
        }
        expect(interner.find('nowhere to be found')).toBe(-1);
        expect(() => interner.name(numbers.size)).toThrow(RangeError);
      }),
      { numRuns: 30 },
    );
  });

  it('are forgotten when they are released, and their numbers given again', () => {
    const operation = fc.record({ text: fc.integer({ min: 0, max: 60 }), release: fc.boolean() });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 4000 }), (operations) => {
        const interner = new StringInterner();
        const known = new Map<string, number>();
        let most = 0;
        for (const { text, release } of operations) {
          // Long ones, so that the bytes are moved together from time to time.
          const value = `${text}`.repeat(1 + text * 20);
          const number = known.get(value);
          if (release && number !== undefined) {
            interner.release(number);
            known.delete(value);
            expect(() => interner.name(number)).toThrow(RangeError);
            expect(() => interner.release(number)).toThrow(RangeError);
          } else {
            const given = interner.intern(value);
            if (number === undefined) expect([...known.values()]).not.toContain(given);
            else expect(given).toBe(number);
            known.set(value, given);
            most = Math.max(most, known.size);
            expect(given).toBeLessThan(most);
          }
          expect(interner.size).toBe(known.size);
        }
        for (const [value, number] of known) {
          expect(interner.name(number)).toBe(value);
          expect(interner.find(value)).toBe(number);
        }
      }),
      { numRuns: 20 },
    );
  });
});
