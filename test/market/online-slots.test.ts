import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input/index.js';
import {
  allocateSlots,
  type NormalisedMarket,
  normalisedMarket,
  offerTable,
  onlineSlots,
  optimalSlots,
  optimum,
  type ScoreForm,
  slotsOptimum,
} from '../../src/market/index.js';
import { expectClose } from './close.js';
import { literalContribution, literalOptimum, literalSlots } from './literal-market.js';
import { byHand, markets } from './markets.js';

const forms = fc.constantFrom<ScoreForm>('realised', 'coupled');
const small = markets({ vehicles: 4, simulators: 3, tasks: 3 });

function withBid(market: NormalisedMarket, vehicle: number, bid: number): NormalisedMarket {
  return { ...market, vehicles: market.vehicles.map((v, i) => (i === vehicle ? { ...v, bid } : v)) };
}

describe('onlineSlots', () => {
  it('grants the feasible tasks with the largest sum of scores', () => {
    let several = 0;
    fc.assert(
      fc.property(small, fc.integer({ min: 0, max: 5 }), forms, (market, slots, form) => {
        const { winners } = onlineSlots(normalisedMarket(market), slots, form);
        let total = 0;
        let granted = 0;
        for (const { vehicle, simulatorPerTask } of winners) {
          const { value } = market.vehicles[vehicle];
          total += value;
          for (const [n, simulator] of simulatorPerTask.entries()) {
            if (simulator === null) continue;
            granted++;
            const external = literalContribution(market, vehicle, n, form);
            total += form === 'realised' ? external : value * external;
          }
        }
        if (winners.length > 1) several++;
        expect(granted).toBeLessThanOrEqual(slots);
        expectClose(
          total,
          literalSlots(
            market,
            slots,
            form,
            market.vehicles.map(({ value }) => value),
          ),
        );
      }),
      { numRuns: 300 },
    );
    expect(several).toBeGreaterThan(10);
  });

  it('charges each winner the bid below which it wins no slot', () => {
    let positive = 0;
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 4 }), forms, (market, slots, form) => {
        for (const { vehicle, payment } of onlineSlots(normalisedMarket(market), slots, form).winners) {
          const wins = (bid: number) =>
            onlineSlots(normalisedMarket(withBid(market, vehicle, bid)), slots, form).winners.some(
              (winner) => winner.vehicle === vehicle,
            );
          expect(payment).toBeLessThanOrEqual(market.vehicles[vehicle].value + 1e-9);
          expect(wins(payment + 1e-6)).toBe(true);
          if (payment > 1e-6) {
            positive++;
            expect(wins(payment - 1e-6)).toBe(false);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(positive).toBeGreaterThan(20);
  });

  it('by hand: one slot to each vehicle, then the surplus and the revenue of both', () => {
    const market = normalisedMarket(byHand);
    // Marginal scores, realised: 5 of vehicle 0, 4.5 of vehicle 1; the second task of vehicle 0 is infeasible.
    const one = onlineSlots(market, 1, 'realised');
    expect(one.winners.map(({ vehicle }) => vehicle)).toEqual([0]);
    expectClose(one.winners[0].payment, 0.5);
    const two = onlineSlots(market, 2, 'realised');
    expect(two.winners.map(({ vehicle }) => vehicle)).toEqual([0, 1]);
    expect(two.winners.map(({ payment }) => payment)).toEqual([0, 0]);
    expectClose(two.surplus, { twin: 0.75, traffic: 8, driving: 0, total: 8.75 });
    expectClose(two.revenue, { online: 0, offline: 3, total: 3 });
    expect(onlineSlots(market, 0).winners).toEqual([]);
    expect(onlineSlots(market, Infinity).winners).toHaveLength(2);
  });

  it('says which tasks of a winner are not granted', () => {
    const tasks = [0.75, 2, 1.5].map((deadline) => ({ size: 0.25, work: 2, deadline }));
    const market = normalisedMarket({ ...byHand, vehicles: [{ ...byHand.vehicles[0], tasks }] });
    const [winner] = onlineSlots(market, 2).winners;
    // The longer the deadline, the more simulations: the first task has to stand back.
    expect(winner.simulatorPerTask).toEqual([null, 1, 1]);
    expect(winner.simulatorPayments[0]).toBe(0);
    expect(winner.tasks.map(({ deadlineMet }) => deadlineMet)).toEqual([false, true, true]);
  });

  it('refuses a number of slots that is none', () => {
    for (const slots of [-1, 1.5, Number.NaN])
      expect(() => onlineSlots(normalisedMarket(byHand), slots)).toThrow(InputError);
  });
});

describe('the omniscient optimum', () => {
  it('is the largest surplus of all vehicles, tasks and simulators', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: 0, max: 4 }), (market, slots) => {
        const service = normalisedMarket(market);
        const best = optimum(service);
        expectClose(best.surplus.total, literalOptimum(market, 1, Infinity));
        expect(best.revenue.total).toBe(0);
        expectClose(
          slotsOptimum(service, slots).surplus.total,
          literalOptimum(market, market.vehicles.length, slots),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('is reckoned from the offers as from their market, and its surplus alone as with the rest', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: 0, max: 5 }), forms, (market, slots, form) => {
        const round = normalisedMarket(market);
        const table = offerTable(round);
        expect(slotsOptimum(table, slots)).toEqual(slotsOptimum(round, slots));
        expect(optimalSlots(table, slots).surplus).toEqual(slotsOptimum(round, slots).surplus);
        expect(allocateSlots(table, slots, form).surplus).toEqual(onlineSlots(round, slots, form).surplus);
        expect(onlineSlots(table, slots, form)).toEqual(onlineSlots(round, slots, form));
        expect(() => optimalSlots(round, -1)).toThrow(InputError);
        expect(() => allocateSlots(round, 0.5)).toThrow(InputError);
      }),
      { numRuns: 100 },
    );
  });

  it('bounds what the slots bring', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: 0, max: 6 }), forms, (market, slots, form) => {
        const service = normalisedMarket(market);
        const best = slotsOptimum(service, slots).surplus.total;
        expect(onlineSlots(service, slots, form).surplus.total).toBeLessThanOrEqual(best + 1e-9);
      }),
    );
  });
});
