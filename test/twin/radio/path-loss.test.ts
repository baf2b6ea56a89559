import { describe, expect, it } from 'vitest';
import {
  lineOfSightProbability,
  logDistancePathLoss,
  noisePower,
  spectralEfficiency,
  urbanPathLoss,
} from '../../../src/twin/index.js';

describe('path loss', () => {
  it('is that of the urban street by hand', () => {
    // 100 m and 10 GHz: lg d = 2, lg f = 1.
    expect(urbanPathLoss(100, 10, 'los')).toBeCloseTo(38.77 + 33.4 + 18.2, 12);
    expect(urbanPathLoss(100, 10, 'nlos')).toBeCloseTo(36.85 + 60 + 18.9, 12);
    expect(urbanPathLoss(0, 10, 'los')).toBe(urbanPathLoss(1, 10, 'los'));
  });

  it('is that of free space with exponent 2', () => {
    const c = 299_792_458;
    for (const [d, f] of [
      [1, 5.9],
      [80, 5.9],
      [300, 2.4],
    ])
      expect(logDistancePathLoss(d, f, 2)).toBeCloseTo(20 * Math.log10((4 * Math.PI * d * f * 1e9) / c), 1);
    expect(logDistancePathLoss(100, 5.9, 3.5) - logDistancePathLoss(10, 5.9, 3.5)).toBeCloseTo(35, 10);
  });

  it('is mostly in sight near by only', () => {
    expect(lineOfSightProbability(0)).toBe(1);
    expect(lineOfSightProbability(100)).toBeCloseTo(1.05 * Math.exp(-1.14), 12);
    expect(lineOfSightProbability(300)).toBeLessThan(0.04);
  });
});

describe('the rate of a link', () => {
  it('is the capacity at its signal-to-noise ratio, up to a cap', () => {
    expect(spectralEfficiency(0)).toBeCloseTo(1, 12);
    expect(spectralEfficiency(10 * Math.log10(7))).toBeCloseTo(3, 12);
    expect(spectralEfficiency(60)).toBe(7.4);
    expect(spectralEfficiency(Number.NEGATIVE_INFINITY)).toBe(0);
  });

  it('has noise that grows with the band', () => {
    expect(noisePower(1)).toBeCloseTo(-174 + 60 + 9, 12);
    expect(noisePower(100) - noisePower(10)).toBeCloseTo(10, 12);
  });
});
