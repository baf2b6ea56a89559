import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/random/index.js';
import { correlatedNormal } from '../../../src/twin/index.js';

describe('shadowing along a way', () => {
  it.each([
    [2, 10],
    [10, 10],
    [30, 13],
  ])('has variance 1 and correlation exp(-d/D) at steps of %d m', (moved, decorrelation) => {
    const random = new RandomStream('shadow');
    const n = 100_000;
    let value = correlatedNormal(undefined, 0, decorrelation, random);
    let squares = 0;
    let products = 0;
    for (let i = 0; i < n; i++) {
      const next = correlatedNormal(value, moved, decorrelation, random);
      squares += next * next;
      products += next * value;
      value = next;
    }
    expect(Math.abs(squares / n - 1)).toBeLessThan(0.04);
    expect(Math.abs(products / n - Math.exp(-moved / decorrelation))).toBeLessThan(0.04);
  });

  it('stands still with the vehicle', () => {
    expect(correlatedNormal(1.3, 0, 10, new RandomStream('still'))).toBe(1.3);
  });
});
