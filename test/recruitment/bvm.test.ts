import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuctionMarket, bvm, type Valuation } from '../../src/recruitment/index.js';
import { bisectedCriticalBid, literalBvmWinners, withBid } from './literal-reading.js';
import { anyMarket, generalMarket } from './markets.js';

const options = fc.record({
  valuation: fc.constantFrom<Valuation>('paper', 'exact'),
  onViolation: fc.constantFrom<'stop' | 'continue'>('stop', 'continue'),
});

describe('budgeted valuation maximization', () => {
  it('selects as a word-by-word reading does', () => {
    fc.assert(
      fc.property(anyMarket, options, (market, chosen) => {
        expect(bvm(market, chosen).winners).toEqual(
          literalBvmWinners(market, chosen.valuation, chosen.onViolation),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('pays the supremum of the winning bids', () => {
    fc.assert(
      fc.property(generalMarket, options, (market, chosen) => {
        const result = bvm(market, chosen);
        for (const i of result.winners) {
          const wins = (bid: number): boolean => bvm(withBid(market, i, bid), chosen).winners.includes(i);
          const critical = bisectedCriticalBid(wins, market.vehicles[i].bid, 100);
          expect(Math.abs(result.payments[i] - critical)).toBeLessThanOrEqual(1e-9 * critical);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is individually rational and keeps to the budget', () => {
    fc.assert(
      fc.property(anyMarket, options, (market, chosen) => {
        const result = bvm(market, chosen);
        for (const i of result.winners)
          expect(result.payments[i]).toBeGreaterThanOrEqual(market.vehicles[i].bid);
        if (chosen.onViolation === 'stop') expect(result.withinBudget).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes vehicles that are not worth their bids', () => {
    const market = { budget: 10, tasks: [{ values: [1] }], vehicles: [{ bid: 2, completion: { 0: [0.5] } }] };
    const result = bvm(market, { trace: true });
    expect(result.winners).toEqual([0]);
    expect(result.payments[0]).toBe(5);
    expect(result.requesterUtility).toBe(-4.5);
    expect(result.trace?.selection[0].cap).toBe(5);
  });

  it('stops at the first refusal or goes on behind it', () => {
    const market: AuctionMarket = {
      budget: 4,
      tasks: [{ values: [10] }, { values: [1] }],
      vehicles: [
        { bid: 3, completion: { 0: [1] } },
        { bid: 0.4, completion: { 1: [1] } },
      ],
    };
    expect(bvm(market).winners).toEqual([]);
    expect(bvm(market, { onViolation: 'continue' }).winners).toEqual([1]);
  });
});
