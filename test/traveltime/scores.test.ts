import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coverage,
  empiricalCrps,
  normalCdfOf,
  normalCrps,
  probabilityTransform,
  transformHistogram,
} from '../../src/traveltime/index.js';
import { normals } from './simulated-trips.js';

describe('continuous ranked probability score', () => {
  it('of a normal prediction is the integral of (F - 1{x >= y})^2', () => {
    for (const [y, mean, sd] of [
      [10, 12, 3],
      [30, 12, 3],
      [12, 12, 3],
      [5, 9, 0.7],
    ]) {
      let integral = 0;
      const h = 0.001;
      for (let x = -40; x < 80; x += h)
        integral += (normalCdfOf(x + h / 2, mean, sd) - Number(x + h / 2 >= y)) ** 2 * h;
      expect(normalCrps(y, mean, sd)).toBeCloseTo(integral, 3);
    }
    expect(normalCrps(10, 12.5, 0)).toBe(2.5);
  });

  it('of a sample is E|X - y| - E|X - X|/2 over all pairs', () => {
    const times = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(times, fc.double({ min: -20, max: 120, noNaN: true }), (sample, y) => {
        const n = sample.length;
        const distance = sample.reduce((a, x) => a + Math.abs(x - y), 0) / n;
        const pairs =
          sample.flatMap((x) => sample.map((z) => Math.abs(x - z))).reduce((a, b) => a + b) / (n * n);
        expect(empiricalCrps(y, sample)).toBeCloseTo(distance - pairs / 2, 9);
      }),
    );
    expect(() => empiricalCrps(1, [])).toThrow(RangeError);
  });

  it('of a large normal sample is that of the normal, and truth scores best', () => {
    const normal = normals('crps');
    const sample = Float64Array.from({ length: 50_000 }, () => 60 + 9 * normal());
    expect(empiricalCrps(70, sample)).toBeCloseTo(normalCrps(70, 60, 9), 1);
    const mean = (m: number, s: number): number =>
      sample.reduce((a, y) => a + normalCrps(y, m, s), 0) / sample.length;
    for (const [m, s] of [
      [63, 9],
      [60, 6],
      [60, 13],
    ]) {
      expect(mean(60, 9)).toBeLessThan(mean(m, s));
    }
  });
});

describe('calibration of predicted times', () => {
  const normal = normals('pit');
  const honest = Array.from({ length: 20_000 }, (_, i) => {
    const mean = 50 + (i % 30);
    return { mean, sd: 5, observed: mean + 5 * normal() };
  });

  it('covers what it promises, and less when it is too sure', () => {
    for (const p of [0.5, 0.8, 0.95]) {
      expect(Math.abs(coverage(honest, p) - p)).toBeLessThan(0.012);
      expect(
        coverage(
          honest.map((h) => ({ ...h, sd: 2.5 })),
          p,
        ),
      ).toBeLessThan(p - 0.1);
    }
    expect(coverage([], 0.8)).toBeNaN();
    expect(coverage([{ mean: 1, sd: 0, observed: 1 }], 0.5)).toBe(1);
  });

  it('has a flat histogram of transforms, and a sloping one when it is biased', () => {
    const counts = transformHistogram(honest);
    expect(counts.reduce((a, b) => a + b)).toBe(20_000);
    for (const c of counts) expect(Math.abs(c - 2000)).toBeLessThan(200);
    const late = transformHistogram(honest.map((h) => ({ ...h, mean: h.mean - 5 })));
    expect(late[9]).toBeGreaterThan(3 * late[0]);
    expect(probabilityTransform({ mean: 10, sd: 2, observed: 10 })).toBe(0.5);
  });
});
