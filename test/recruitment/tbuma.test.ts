import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuctionMarket, tbuma, type Valuation, type VehicleBid } from '../../src/recruitment/index.js';
import {
  bisectedCriticalBid,
  everyone,
  literalTbuma,
  literalValue,
  type Outcome,
  withBid,
} from './literal-reading.js';
import { anyMarket, generalMarket, overspending, randomMarket, tiedMarket, walkThrough } from './markets.js';

const valuations: readonly Valuation[] = ['paper', 'exact'];
const alphas = ['paper', 'two'] as const;

function expectSame(market: AuctionMarket, valuation: Valuation, alpha: 'paper' | 'two'): void {
  const expected: Outcome = literalTbuma(market, valuation, alpha);
  const result = tbuma(market, { valuation, alpha });
  expect(result.winners).toEqual(expected.winners);
  for (const [position, winner] of expected.winners.entries()) {
    const payment = expected.payments[position];
    expect(Math.abs(result.payments[winner] - payment)).toBeLessThanOrEqual(1e-9 * payment + 1e-12);
  }
}

describe('the walk-through of section 5.3', () => {
  const result = tbuma(walkThrough, { valuation: 'paper', alpha: 'paper', trace: true });
  const steps = result.trace?.selection ?? [];

  it('has the printed totals', () => {
    expect(result.valueOfAll).toBeCloseTo(3.099361, 6);
    expect(result.budgetLimited).toBe(true);
    expect(result.winners).toEqual([2, 0, 3]);
    expect(result.payments[0]).toBeCloseTo(0.882257, 6);
    expect(result.payments[2]).toBeCloseTo(0.610858, 6);
    expect(result.payments[3]).toBeCloseTo(0.55, 6);
    expect(result.paymentTotal).toBeCloseTo(2.043115, 6);
    expect(result.bidTotal).toBeCloseTo(1.8, 12);
    expect(result.withinBudget).toBe(true);
  });

  it('decides turn by turn as printed', () => {
    expect(steps.map((s) => s.candidate)).toEqual([2, 0, 3, 1]);
    expect(steps.map((s) => s.accepted)).toEqual([true, true, true, false]);
    expect(steps[3].reason).toBe('not-worth-bid');
    for (const [n, ratio] of [2, 1.375, 1.1, 0.5617].entries()) expect(steps[n].ratio).toBeCloseTo(ratio, 3);
    for (const [n, cap] of [2.9037, 1.5211, 0.6027].entries()) expect(steps[n].cap).toBeCloseTo(cap, 3);
  });

  it('prices vehicle 1 as printed', () => {
    const prices = result.trace?.payments[0] ?? [];
    expect(prices.map((p) => p.rival)).toEqual([2, 1, null]);
    for (const [n, price] of [0.7446, 0.8823, 0.7].entries()) expect(prices[n].price).toBeCloseTo(price, 3);
    expect(prices[0].marginalValue).toBeCloseTo(1.4891, 4);
    expect(prices[1].ratioPrice).toBeCloseTo((1.1 * 0.8) / 0.9974, 4);
  });
});

describe('the counterexample to Theorem 5', () => {
  it('overspends with alpha as printed', () => {
    const result = tbuma(overspending, { alpha: 'paper' });
    expect(result.winners).toEqual([0, 1]);
    expect(result.payments[0]).toBeCloseTo(80, 9);
    expect(result.payments[1]).toBeCloseTo(24.349, 3);
    expect(result.paymentTotal).toBeCloseTo(104.349, 3);
    expect(result.withinBudget).toBe(false);
  });

  it('keeps to the budget with alpha 2', () => {
    const result = tbuma(overspending);
    expect(result.paymentTotal).toBeLessThanOrEqual(100);
    expect(result.withinBudget).toBe(true);
  });
});

describe('against the word-by-word reading', () => {
  for (const valuation of valuations) {
    for (const alpha of alphas) {
      it(`agrees in general position (${valuation}, alpha ${alpha})`, () => {
        fc.assert(
          fc.property(generalMarket, (market) => expectSame(market, valuation, alpha)),
          { numRuns: 1000 },
        );
      });

      it(`agrees under ties (${valuation}, alpha ${alpha})`, () => {
        fc.assert(
          fc.property(tiedMarket, (market) => expectSame(market, valuation, alpha)),
          { numRuns: 1000 },
        );
      });
    }

    it(`agrees at B = V(I) and B = 0 (${valuation})`, () => {
      fc.assert(
        fc.property(anyMarket, fc.constantFrom(...alphas), (market, alpha) => {
          const all = literalValue(market, everyone(market), valuation);
          // Eq. (11) itself loses digits when all probabilities are tiny.
          fc.pre(all === 0 || all > 1e-3);
          const equal = { ...market, budget: all };
          expectSame(equal, valuation, alpha);
          expect(tbuma(equal, { valuation, alpha }).budgetLimited).toBe(false);
          expectSame({ ...market, budget: 0 }, valuation, alpha);
        }),
        { numRuns: 300 },
      );
    });
  }
});

describe('what TBUMA promises', () => {
  const options = fc.record({
    valuation: fc.constantFrom(...valuations),
    alpha: fc.constantFrom(...alphas),
  });

  it('is individually rational and profitable', () => {
    fc.assert(
      fc.property(anyMarket, options, (market, chosen) => {
        const result = tbuma(market, chosen);
        for (const i of result.winners)
          expect(result.payments[i]).toBeGreaterThanOrEqual(market.vehicles[i].bid);
        expect(result.requesterUtility).toBeGreaterThanOrEqual(-1e-9);
        expect(result.value).toBeLessThanOrEqual(result.valueOfAll + 1e-9);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps to the budget with alpha 2', () => {
    fc.assert(
      fc.property(anyMarket, fc.constantFrom(...valuations), (market, valuation) => {
        const result = tbuma(market, { valuation });
        expect(result.paymentTotal).toBeLessThanOrEqual(market.budget * (1 + 1e-9));
        expect(result.withinBudget).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps a winner that lowers its bid, at the same payment', () => {
    fc.assert(
      fc.property(anyMarket, options, fc.double({ min: 0, max: 1, noNaN: true }), (market, chosen, share) => {
        const result = tbuma(market, chosen);
        for (const i of result.winners) {
          const lower = tbuma(withBid(market, i, market.vehicles[i].bid * share), chosen);
          expect(lower.winners).toContain(i);
          expect(lower.payments[i]).toBeCloseTo(result.payments[i], 9);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('pays the critical value', () => {
    fc.assert(
      fc.property(generalMarket, options, (market, chosen) => {
        const result = tbuma(market, chosen);
        for (const i of result.winners) {
          const wins = (bid: number): boolean => tbuma(withBid(market, i, bid), chosen).winners.includes(i);
          const critical = bisectedCriticalBid(wins, market.vehicles[i].bid, 100);
          expect(Math.abs(result.payments[i] - critical)).toBeLessThanOrEqual(1e-9 * critical);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('larger markets', () => {
  const large = fc.record({
    seed: fc.nat(),
    cost: fc.constantFrom(0.1, 0.3, 0.6),
    share: fc.constantFrom(0.05, 0.2, 0.4, 0.7, 9),
  });
  const marketOf = ({ seed, cost, share }: { seed: number; cost: number; share: number }): AuctionMarket =>
    randomMarket({ vehicles: 90, tasks: 30 }, 30 * share, cost, seed);

  it('are priced as their payment runs from the start say', () => {
    fc.assert(
      fc.property(large, fc.constantFrom(...alphas), (parameters, alpha) => {
        const market = marketOf(parameters);
        const result = tbuma(market, { alpha, trace: true });
        if (parameters.share > 1) expect(result.winners.length).toBeGreaterThan(0);
        for (const i of result.winners) {
          const highest = Math.max(...(result.trace?.payments[i] ?? []).map((step) => step.price));
          expect(result.payments[i]).toBeCloseTo(highest, 12);
        }
        expect(tbuma(market, { alpha })).toEqual({ ...result, trace: undefined });
      }),
      { numRuns: 150 },
    );
  });

  it('are priced alike in whatever order tasks come', () => {
    fc.assert(
      fc.property(large, (parameters) => {
        const market = marketOf(parameters);
        const last = market.tasks.length - 1;
        const turned = {
          ...market,
          vehicles: market.vehicles.map((v) => ({
            ...v,
            completion: Object.fromEntries(
              Object.entries(v.completion).map(([j, q]) => [last - Number(j), q]),
            ),
          })),
        };
        const [one, other] = [tbuma(market), tbuma(turned)];
        expect(other.winners).toEqual(one.winners);
        for (const i of one.winners) expect(other.payments[i]).toBeCloseTo(one.payments[i], 12);
      }),
      { numRuns: 50 },
    );
  });
});

describe('corners', () => {
  const task = { values: [2] };

  it('takes a zero bid that adds value even without a budget, and pays nothing', () => {
    const market = { budget: 0, tasks: [task], vehicles: [{ bid: 0, completion: { 0: [0.5] } }] };
    const result = tbuma(market);
    expect(result.winners).toEqual([0]);
    expect(result.paymentTotal).toBe(0);
    expect(result.withinBudget).toBe(true);
  });

  it('takes neither an empty bundle nor a bid of exactly its value', () => {
    const vehicles: VehicleBid[] = [
      { bid: 0, completion: {} },
      { bid: 1, completion: { 0: [0.5] } },
    ];
    expect(tbuma({ budget: 10, tasks: [task], vehicles }).winners).toEqual([]);
  });

  it('has nothing to do without vehicles or tasks', () => {
    expect(tbuma({ budget: 1, tasks: [], vehicles: [] }).winners).toEqual([]);
    expect(tbuma({ budget: 1, tasks: [task], vehicles: [] }).valueOfAll).toBe(0);
  });

  it('selects thousands of equal bids in order of number', () => {
    const count = 4000;
    const vehicles = Array.from({ length: count }, (_, i) => ({ bid: 1, completion: { [i]: [0.7] } }));
    const tasks = Array.from({ length: count }, () => task);
    const result = tbuma({ budget: 1e6, tasks, vehicles });
    expect(result.winners).toEqual(Array.from({ length: count }, (_, i) => i));
    for (const i of [0, 1, count - 1]) expect(result.payments[i]).toBeCloseTo(1.4, 12);
    const limited = tbuma({ budget: 100, tasks, vehicles });
    expect(limited.winners).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  it('says where a market is wrong', () => {
    const run = (market: AuctionMarket) => () => tbuma(market);
    expect(run({ budget: -1, tasks: [], vehicles: [] })).toThrow('$.budget: is -1: a number of at least 0');
    expect(run({ budget: 1, tasks: [{ values: [1, 2] }], vehicles: [] })).toThrow('$.tasks[0].values[1]');
    const unknown = { budget: 1, tasks: [task], vehicles: [{ bid: 1, completion: { 1: [0.5] } }] };
    expect(run(unknown)).toThrow('$.vehicles[0].completion["1"]: unknown task: a task from 0 to 0');
    const tooLong = { budget: 1, tasks: [task], vehicles: [{ bid: 1, completion: { 0: [0.5, 0.5] } }] };
    expect(run(tooLong)).toThrow('has 2 probabilities');
    const improbable = { budget: 1, tasks: [task], vehicles: [{ bid: 1, completion: { 0: [1.5] } }] };
    expect(run(improbable)).toThrow('$.vehicles[0].completion["0"][0]: is 1.5: a probability from 0 to 1');
  });
});
