import { describe, expect, it } from 'vitest';
import {
  fallbackLinks,
  type LinkTravelTimeModel,
  pathOfTable,
  pathThrough,
  tripPredictor,
} from '../../src/traveltime/index.js';

const model: LinkTravelTimeModel = {
  start: 120,
  slotLength: 60,
  slots: 2,
  links: 3,
  mean: Float64Array.of(10, 20, 30, 40, 50, 60),
  sd: Float64Array.of(1, 2, 3, 4, 5, 6),
  samples: new Int32Array(6),
  fallback: Uint8Array.of(1, 0, 1),
};

describe('pathThrough', () => {
  it('is the path of the links’ rows, without copying them', () => {
    const path = pathThrough(model, [2, 0], 0.5);
    expect(path.mean).toBe(model.mean);
    const table: [number, number][][] = [
      [
        [50, 5],
        [60, 6],
      ],
      [
        [10, 1],
        [20, 2],
      ],
    ];
    const a = tripPredictor(path).task(1, 0.5, 3, [60, 120]);
    expect(a).toEqual(tripPredictor(pathOfTable(table, 60, 0.5)).task(1, 0.5, 3, [60, 120]));
  });

  it('departs in the slot of the time: before the start in the first, after the end in the last', () => {
    const mean = (time: number): number => tripPredictor(pathThrough(model, [0], 1, time)).entryMean[1];
    expect([0, 120, 179, 180, 230, 900].map(mean)).toEqual([10, 10, 10, 20, 20, 20]);
  });

  it('refuses links that the model lacks', () => {
    expect(() => pathThrough(model, [0, 3])).toThrow(/link 3 is not one of the model's 3 links/);
    expect(() => pathThrough(model, [-1])).toThrow(RangeError);
    expect(() => pathThrough(model, [])).toThrow(/at least one link/);
    expect(() => pathThrough(model, [0], Number.NaN)).toThrow(/fraction/);
  });

  it('counts the links that fell back', () => {
    expect(fallbackLinks(model)).toBe(2);
  });
});
