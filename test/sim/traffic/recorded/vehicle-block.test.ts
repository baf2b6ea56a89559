import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blockBytes,
  decodeBlock,
  encodeBlock,
  sizesOf,
} from '../../../../sim/traffic/recorded/vehicle-block.js';
import { anyBlock, routeLengths, vehicles } from './sample-block.js';

describe('a block of vehicles', () => {
  it('comes back to the last bit, and leaves what it was given alone', () => {
    fc.assert(
      fc.property(anyBlock, (block) => {
        const before = structuredClone(block);
        const bytes = encodeBlock(block);
        expect(block).toEqual(before);
        expect(bytes).toHaveLength(blockBytes(sizesOf(block)));
        expect(decodeBlock(bytes, sizesOf(block), vehicles, routeLengths)).toEqual(block);
      }),
    );
  });

  it('from any bytes is either in order or refused', () => {
    fc.assert(
      fc.property(
        anyBlock,
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 }),
        (block, changes) => {
          const bytes = encodeBlock(block);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          let read: typeof block;
          try {
            read = decodeBlock(bytes, sizesOf(block), vehicles, routeLengths);
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
            return;
          }
          expect(read.vehicle.every((vehicle) => vehicle >= 0 && vehicle < vehicles)).toBe(true);
          expect(read.length.reduce((sum, length) => sum + length, 0)).toBe(block.place.length);
          let row = 0;
          for (const [run, length] of read.length.entries())
            for (const end = row + length; row < end; row++)
              expect(read.place[row] >> 1).toBeLessThan(routeLengths[read.route[run]]);
        },
      ),
    );
  });
});
