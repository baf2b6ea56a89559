import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuctionMarket, buma, optimum, tbuma, type Valuation } from '../../src/recruitment/index.js';
import { literalBuma } from './literal-auctions.js';
import { withBid } from './literal-reading.js';
import { anyMarket, generalMarket, tiedMarket, toyExample } from './markets.js';

const valuation = fc.constantFrom<Valuation>('paper', 'exact');

function expectLiteral(market: AuctionMarket, chosen: Valuation): void {
  const result = buma(market, { valuation: chosen });
  const literal = literalBuma(market, chosen);
  expect(result.socialWelfare).toBeGreaterThanOrEqual(literal.objective - 1e-9);
  expect(result.socialWelfare).toBeLessThanOrEqual(
    Math.max(literal.objective, literal.bestSubsetOfFirst) + 1e-9,
  );
}

describe('the toy example of section 4', () => {
  it('selects vehicle 1 alone at its bid', () => {
    const result = buma(toyExample, { valuation: 'paper' });
    expect(result.winners).toEqual([0]);
    expect(result.payments).toEqual({ 0: 0.7 });
  });

  it('still does when vehicle 1 asks up to .285 more, and not beyond', () => {
    for (const gamma of [0.1, 0.2, 0.285]) {
      const result = buma(withBid(toyExample, 0, 0.7 + gamma), { valuation: 'paper' });
      expect(result.winners).toEqual([0]);
      expect(result.payments[0]).toBeCloseTo(0.7 + gamma, 12);
    }
    expect(buma(withBid(toyExample, 0, 0.7 + 0.286), { valuation: 'paper' }).winners).toEqual([1]);
  });
});

describe('Greedy_3 and the local search', () => {
  it('reach what a word-by-word reading reaches, in general position', () => {
    fc.assert(fc.property(generalMarket, valuation, expectLiteral), { numRuns: 600 });
  });

  it('reach what a word-by-word reading reaches, under ties', () => {
    fc.assert(fc.property(tiedMarket, valuation, expectLiteral), { numRuns: 600 });
  });

  it('lie between TBUMA and the optimum, within the budget', () => {
    fc.assert(
      fc.property(anyMarket, valuation, (market, chosen) => {
        const result = buma(market, { valuation: chosen });
        expect(result.socialWelfare).toBeGreaterThanOrEqual(
          tbuma(market, { valuation: chosen }).socialWelfare - 1e-9,
        );
        expect(result.socialWelfare).toBeLessThanOrEqual(
          optimum(market, { valuation: chosen }).socialWelfare + 1e-9,
        );
        expect(result.paymentTotal).toBe(result.bidTotal);
        expect(result.withinBudget).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('name the sets they chose among', () => {
    const sets = buma(toyExample, { valuation: 'paper', trace: true }).trace?.sets ?? [];
    expect(sets.map((s) => s.name)).toEqual(['S1', "S'1", 'S2']);
    expect(sets.map((s) => s.vehicles)).toEqual([[0], [0], [1]]);
  });
});
