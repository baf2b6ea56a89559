import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optimum, type Valuation } from '../../src/recruitment/index.js';
import { literalOptimum } from './literal-auctions.js';
import { anyMarket, overspending } from './markets.js';

describe('the exact optimum', () => {
  it('equals the best of all sets', () => {
    fc.assert(
      fc.property(anyMarket, fc.constantFrom<Valuation>('paper', 'exact'), (market, valuation) => {
        const result = optimum(market, { valuation });
        expect(result.socialWelfare).toBeCloseTo(literalOptimum(market, valuation), 9);
        expect(result.bidTotal).toBeLessThanOrEqual(market.budget * (1 + 1e-9));
      }),
      { numRuns: 1500 },
    );
  });

  it('finds the set by hand', () => {
    const result = optimum(overspending);
    expect(result.winners).toEqual([0, 1]);
    expect(result.value).toBeCloseTo(111, 12);
    expect(result.socialWelfare).toBeCloseTo(37, 12);
  });

  it('affords decimal bids that meet the budget exactly', () => {
    const vehicles = [0, 1, 2].map((task) => ({ bid: 0.1, completion: { [task]: [1] } }));
    const tasks = vehicles.map(() => ({ values: [1] }));
    expect(optimum({ budget: 0.3, tasks, vehicles }).winners).toEqual([0, 1, 2]);
  });
});
