import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BidMarket, type TaskValue, type TimedBid, wbs } from '../../src/recruitment/index.js';
import { literalBidValue, literalCriticalPrice, literalWbs } from './literal-auctions.js';
import { bisectedCriticalBid } from './literal-reading.js';

function markets(
  maxBids: number,
  price: fc.Arbitrary<number>,
  time: fc.Arbitrary<number>,
  task: fc.Arbitrary<TaskValue>,
): fc.Arbitrary<BidMarket> {
  return fc.integer({ min: 1, max: 4 }).chain((tasks) => {
    const bid: fc.Arbitrary<TimedBid> = fc
      .tuple(
        price,
        fc.subarray(Array.from({ length: tasks }, (_, j) => j)),
        fc.array(time, { minLength: 4, maxLength: 4 }),
      )
      .map(([p, bundle, times]) => ({ price: p, etc: Object.fromEntries(bundle.map((j) => [j, times[j]])) }));
    return fc.record({
      tasks: fc.array(task, { minLength: tasks, maxLength: tasks }),
      vehicles: fc.array(fc.record({ bids: fc.array(bid, { minLength: 0, maxLength: maxBids }) }), {
        minLength: 1,
        maxLength: 5,
      }),
    });
  });
}

const real = fc.noBias(fc.integer({ min: 1, max: 10 ** 9 }));
const exponential: TaskValue = { start: 2, end: 0.25, rate: 0.05, deadline: 300 };
const stepped: TaskValue = {
  steps: [
    [60, 2],
    [120, 1],
    [240, 0.5],
  ],
};
const level: TaskValue = { steps: [[300, 1]] };

const general = (bids: number): fc.Arbitrary<BidMarket> =>
  markets(
    bids,
    real.map((x) => (1.5 * x) / 1e9),
    real.map((x) => (350 * x) / 1e9),
    fc.constantFrom(exponential, stepped),
  );
/** All sums are exact in floating point, so that ties are ties however they are computed. */
const tied = (bids: number): fc.Arbitrary<BidMarket> =>
  markets(
    bids,
    fc.constantFrom(0, 0.5, 1),
    fc.constantFrom(0, 60, 120, 300, 400),
    fc.constantFrom(stepped, level),
  );

function withPrice(market: BidMarket, vehicle: number, price: number): BidMarket {
  const replace = (bids: readonly TimedBid[]): TimedBid[] => bids.map((b) => ({ ...b, price }));
  return {
    ...market,
    vehicles: market.vehicles.map((v, i) => (i === vehicle ? { bids: replace(v.bids) } : v)),
  };
}

describe('winning bid selection', () => {
  for (const [name, arbitrary] of [
    ['general position', general(3)],
    ['ties', tied(3)],
  ] as const) {
    it(`agrees with a word-by-word reading (${name})`, () => {
      fc.assert(
        fc.property(arbitrary, (market) => {
          const result = wbs(market);
          const expected = literalWbs(market);
          expect(result.winners).toEqual(expected.winners);
          for (const [n, { vehicle }] of expected.winners.entries())
            expect(result.payments[vehicle]).toBeCloseTo(expected.payments[n], 10);
          expect(result.value).toBeCloseTo(literalBidValue(market, result.winners), 10);
          expect(result.socialWelfare).toBeCloseTo(result.value - result.priceTotal, 12);
        }),
        { numRuns: 2000 },
      );
    });
  }

  it('with one bid each pays the critical value, is individually rational and profitable', () => {
    fc.assert(
      fc.property(general(1), (market) => {
        const result = wbs(market);
        expect(result.requesterUtility).toBeGreaterThanOrEqual(-1e-9);
        for (const { vehicle, bid } of result.winners) {
          const { price } = market.vehicles[vehicle].bids[bid];
          expect(result.payments[vehicle]).toBeGreaterThanOrEqual(price);
          const wins = (p: number): boolean =>
            wbs(withPrice(market, vehicle, p)).winners.some((w) => w.vehicle === vehicle);
          expect(result.payments[vehicle]).toBeCloseTo(bisectedCriticalBid(wins, price, 100), 9);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('the payment rule as printed', () => {
  it('takes marginal values once the rival is added, which invites lies', () => {
    // Vehicle 0 is alone in task 0; vehicle 1 brings task 1, worth 10, for 6.
    const market = (price: number): BidMarket => ({
      tasks: [{ steps: [[60, 10]] }, { steps: [[60, 10]] }],
      vehicles: [{ bids: [{ price, etc: { 0: 0 } }] }, { bids: [{ price: 6, etc: { 1: 0 } }] }],
    });
    expect(wbs(market(1)).payments).toEqual({ 0: 10, 1: 10 });
    // Line 7 with the rival among the winners: its marginal value is 0, so 10 - (0 - 6).
    const { payments, trace } = wbs(market(1), { payment: 'printed', trace: true });
    expect(payments).toEqual({ 0: 16, 1: 11 });
    expect(trace?.payments[0].map(({ price }) => price)).toEqual([16, 10]);
    // With a cost of 12 vehicle 0 rightly loses, and by asking 9 it is paid 16.
    expect(wbs(market(12), { payment: 'printed' }).payments[0]).toBeUndefined();
    expect(wbs(market(9), { payment: 'printed' }).payments[0]).toBe(16);
  });
});

describe('several bids per vehicle', () => {
  const tasks = [{ steps: [[100, 10]] as const }, { steps: [[100, 10]] as const }];
  const first = { price: 5, etc: { 0: 1 } };
  const second = { price: 5.5, etc: { 1: 1 } };
  const rival = { bids: [{ price: 6, etc: { 0: 1 } }] };
  const honest: BidMarket = { tasks, vehicles: [{ bids: [first, second] }, rival] };

  it('can make it pay to withhold a bid (the counterexample to Theorem 1)', () => {
    const told = wbs(honest);
    expect(told.winners[0]).toEqual({ vehicle: 0, bid: 0 });
    expect(told.payments[0] - first.price).toBeCloseTo(1, 12);
    const withheld = wbs({ tasks, vehicles: [{ bids: [second] }, rival] });
    expect(withheld.payments[0] - second.price).toBeCloseTo(4.5, 12);
  });

  it('give the vehicle its best bid under `menu`', () => {
    const told = wbs(honest, { payment: 'menu' });
    expect(told.winners).toEqual([{ vehicle: 0, bid: 1 }]);
    expect(told.payments[0] - second.price).toBeCloseTo(4.5, 12);
  });

  it('under `menu` take each winner to its argmax of price less cost', () => {
    fc.assert(
      fc.property(general(3), (market) => {
        const result = wbs(market, { payment: 'menu' });
        expect(result.winners.map((w) => w.vehicle)).toEqual(wbs(market).winners.map((w) => w.vehicle));
        for (const { vehicle, bid } of result.winners) {
          const { bids } = market.vehicles[vehicle];
          const utilities = bids.map((b, k) => literalCriticalPrice(market, { vehicle, bid: k }) - b.price);
          expect(result.payments[vehicle] - bids[bid].price).toBeCloseTo(Math.max(...utilities), 9);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('under `menu` never make it pay to withhold a bid', () => {
    fc.assert(
      fc.property(general(3), fc.nat(), (market, which) => {
        const result = wbs(market, { payment: 'menu' });
        const utility = (r: typeof result, bids: readonly TimedBid[]): number => {
          const won = r.winners.find((w) => w.vehicle === 0);
          return won === undefined ? 0 : r.payments[0] - bids[won.bid].price;
        };
        const { bids } = market.vehicles[0];
        const fewer = bids.filter((_, k) => k !== which % Math.max(1, bids.length));
        const [, ...others] = market.vehicles;
        const withheld = wbs({ ...market, vehicles: [{ bids: fewer }, ...others] }, { payment: 'menu' });
        expect(utility(withheld, fewer)).toBeLessThanOrEqual(utility(result, bids) + 1e-9);
      }),
      { numRuns: 1000 },
    );
  });

  it('are told apart in the trace', () => {
    const trace = wbs(honest, { trace: true }).trace;
    expect(trace?.selection.map(({ vehicle, bid }) => [vehicle, bid])).toEqual([[0, 0]]);
    expect(trace?.payments[0].map((step) => step.price)).toEqual([6, 0]);
    expect(trace?.payments[0][0].rival).toEqual({ vehicle: 1, bid: 0 });
  });
});
