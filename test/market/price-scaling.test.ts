import { describe, expect, it } from 'vitest';
import { normalisedMarket, observedQualities, priceScalingFactor } from '../../src/market/index.js';
import { expectClose } from './close.js';
import { byHand } from './markets.js';

describe('priceScalingFactor', () => {
  const past = [
    { driving: 3, traffic: [1, 5, 2] },
    { driving: 5, traffic: [2, 2] },
  ];

  it('is gamma E[m_0] / E[m_(2)], at least 1', () => {
    expect(priceScalingFactor(past, 1)).toBe(2);
    expect(priceScalingFactor(past, 0.75)).toBe(1.5);
    expect(priceScalingFactor(past, 0.25)).toBe(1);
  });

  it('is 1 where there is no ratio', () => {
    expect(priceScalingFactor([], 1)).toBe(1);
    expect(priceScalingFactor([{ driving: 3, traffic: [7] }], 1)).toBe(1);
    expect(priceScalingFactor([{ driving: 0, traffic: [] }], 1)).toBe(1);
  });

  it('takes what feasible tasks of a round showed', () => {
    const observed = observedQualities(normalisedMarket(byHand), 0);
    expectClose(observed, [{ driving: 2, traffic: [4, 2] }]);
    expectClose(priceScalingFactor(observed, 3), 3);
    expectClose(observedQualities(normalisedMarket(byHand), 1), [{ driving: 0, traffic: [0, 4] }]);
  });
});
