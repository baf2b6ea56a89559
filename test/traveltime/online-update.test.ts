import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkTravelTimeModel, OnlineTravelTimes } from '../../src/traveltime/index.js';

const base: LinkTravelTimeModel = {
  start: 600,
  slotLength: 60,
  slots: 4,
  links: 2,
  mean: Float64Array.of(20, 22, 24, 26, 30, 30, 30, 30),
  sd: new Float64Array(8).fill(5),
  samples: new Int32Array(8).fill(50),
  fallback: new Uint8Array(2),
};
const rule = { halfLife: 120, prior: 5 };

describe('OnlineTravelTimes', () => {
  it('is the fitted model where nothing was seen', () => {
    expect(new OnlineTravelTimes(base, rule).at(700)).toEqual(base);
  });

  it('follows its rule, term by term', () => {
    const online = new OnlineTravelTimes(base, rule);
    const seen: [entry: number, exit: number][] = [
      [590, 620],
      [610, 636],
      [655, 690],
      [665, 690],
    ];
    for (const [entry, exit] of seen) online.observe(0, entry, exit);
    const now = 700;
    let sum = 0;
    let weights = 0;
    for (const [entry, exit] of seen) {
      const mean = entry < 660 ? 20 : 22;
      const w = 0.5 ** ((now - exit) / 120);
      sum += w * (exit - entry - mean);
      weights += w;
    }
    const deviation = sum / (5 + weights);
    expect(online.deviation(0, now)).toBeCloseTo(deviation, 12);
    const { mean, sd } = online.at(now);
    // The first slot is over, the second one runs, the others lie ahead.
    const middles = [630, 690, 750, 810];
    for (const [slot, middle] of middles.entries()) {
      const part = 0.5 ** (Math.max(0, middle - now) / 120);
      expect(mean[slot]).toBeCloseTo(base.mean[slot] + deviation * part, 12);
    }
    expect([...mean.subarray(4)]).toEqual([30, 30, 30, 30]);
    expect(sd).toEqual(base.sd);
    expect(online.observations).toBe(4);
  });

  it('comes to what is observed again and again, forgets it, and never believes a single vehicle far', () => {
    const online = new OnlineTravelTimes(base, rule);
    for (let i = 0; i < 400; i++) online.observe(1, 600 + i / 2 - 40, 600 + i / 2);
    expect(online.deviation(1, 800)).toBeGreaterThan(9);
    expect(online.deviation(1, 800)).toBeLessThan(10);
    expect(online.deviation(1, 800 + 3600)).toBeLessThan(0.01);
    const once = new OnlineTravelTimes(base, rule);
    once.observe(0, 600, 2000);
    expect(once.deviation(0, 2000)).toBeCloseTo(25 / 6, 9);
  });

  it('never makes a link faster than a third of its fitted time', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 40, noNaN: true }), { maxLength: 60 }), (times) => {
        const online = new OnlineTravelTimes(base, { halfLife: 1e6, prior: 0.1 });
        for (const [i, time] of times.entries()) online.observe(0, 600 + i, 600 + i + time);
        const { mean } = online.at(700);
        for (let slot = 0; slot < 4; slot++)
          expect(mean[slot]).toBeGreaterThanOrEqual(base.mean[slot] / 3 - 1e-9);
      }),
    );
  });

  it('moves an empirical shape with its mean', () => {
    const points = Float32Array.from(
      { length: 16 },
      (_, i) => base.mean[Math.floor(i / 2)] + (i % 2 === 0 ? -5 : 5),
    );
    const online = new OnlineTravelTimes({ ...base, family: 'empirical', points }, rule);
    online.observe(0, 605, 635);
    const moved = online.at(640);
    for (let cell = 0; cell < 8; cell++) {
      const [low, high] = moved.points?.subarray(2 * cell, 2 * cell + 2) ?? [];
      expect((low + high) / 2).toBeCloseTo(moved.mean[cell], 4);
      expect(high - low).toBeCloseTo(10, 4);
    }
  });
});
