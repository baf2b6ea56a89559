import { describe, expect, it } from 'vitest';
import { Tally, TimeWeighted } from '../../src/kernel/index.js';

describe('Tally', () => {
  it('gives moments, quantiles and shares, also between observations', () => {
    const tally = new Tally();
    expect([tally.mean, tally.max, tally.shareAbove(0)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    for (const x of [5, 1, 4]) tally.record(x);
    expect([tally.min, tally.quantile(0.5), tally.max]).toEqual([1, 4, 5]);
    for (const x of [2, 3]) tally.record(x);
    expect([tally.count, tally.mean, tally.variance]).toEqual([5, 3, 2.5]);
    expect([0, 0.25, 0.3, 1].map((p) => tally.quantile(p))).toEqual([1, 2, expect.closeTo(2.2, 12), 5]);
    expect([tally.shareAbove(0), tally.shareAbove(3), tally.shareAbove(4.5), tally.shareAbove(5)]).toEqual([
      1, 0.4, 0.2, 0,
    ]);
    tally.reset();
    expect(tally.count).toBe(0);
    expect(() => tally.record(Number.NaN)).toThrow(/value is NaN/);
    expect(() => tally.quantile(2)).toThrow(/probability is 2/);
  });

  it('keeps more observations than it began with room for', () => {
    const tally = new Tally();
    for (let i = 0; i < 1000; i++) tally.record((i * 7) % 1000);
    expect([tally.count, tally.quantile(0.5), tally.max, tally.mean]).toEqual([
      1000,
      499.5,
      999,
      expect.closeTo(499.5, 9),
    ]);
  });
});

describe('TimeWeighted', () => {
  it('weighs values by how long they held, from the last reset on', () => {
    const clock = { now: 2 };
    const level = new TimeWeighted(clock, 1);
    expect(level.mean).toBeNaN();
    clock.now = 4;
    level.set(5);
    clock.now = 5;
    level.add(-5);
    clock.now = 7;
    expect([level.mean, level.max, level.integral]).toEqual([(2 + 5) / 5, 5, 7]);
    level.reset();
    clock.now = 8;
    expect([level.mean, level.max, level.value]).toEqual([0, 0, 0]);
    expect(() => level.set(Number.NaN)).toThrow(/value is NaN/);
  });
});
