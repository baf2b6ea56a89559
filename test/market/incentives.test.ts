import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  epvisa,
  type MarketMechanism,
  type MarketOptions,
  mtepvisa,
  type NormalisedMarket,
  normalisedMarket,
  optimum,
  pvisa,
} from '../../src/market/index.js';
import { byHand, markets } from './markets.js';

const mechanisms = { pvisa, epvisa, mtepvisa };
const names = fc.constantFrom<keyof typeof mechanisms>('pvisa', 'epvisa', 'mtepvisa');
const forms = fc.constantFrom('realised' as const, 'coupled' as const);
const shape = markets({ vehicles: 4, simulators: 4, tasks: 3 });

function utility(
  mechanism: MarketMechanism,
  market: NormalisedMarket,
  options: MarketOptions,
  i: number,
  bid: number,
) {
  const vehicles = market.vehicles.map((vehicle, j) => (j === i ? { ...vehicle, bid } : vehicle));
  const outcome = mechanism(normalisedMarket({ ...market, vehicles }), options);
  return outcome.vehicle === i ? market.vehicles[i].value - outcome.vehiclePayment : 0;
}

/** What the traffic simulators gain from a task of the winner: T U minus the payment, by simulator. */
function simulatorGains(mechanism: MarketMechanism, market: NormalisedMarket, options: MarketOptions) {
  const service = normalisedMarket(market);
  const outcome = mechanism(service, options);
  const gains = market.simulators.map(() => 0);
  for (const [n, k] of outcome.simulatorPerTask.entries()) {
    if (k === null || outcome.vehicle === null) continue;
    const { total, matchQuality } = outcome.tasks[n];
    gains[k] += total * market.vehicles[outcome.vehicle].value * matchQuality - outcome.simulatorPayments[n];
  }
  return { outcome, gains };
}

describe('vehicles', () => {
  it('never gain by another bid, and never lose by their true one, under critical pricing', () => {
    let winning = 0;
    fc.assert(
      fc.property(
        shape,
        names,
        forms,
        fc.nat(3),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (market, name, score, pick, bid) => {
          if (market.vehicles.length === 0) return;
          const i = pick % market.vehicles.length;
          const options = { score, pricing: 'critical' as const };
          const honest = utility(mechanisms[name], market, options, i, market.vehicles[i].value);
          if (honest > 0) winning++;
          expect(honest).toBeGreaterThanOrEqual(-1e-9);
          expect(utility(mechanisms[name], market, options, i, bid)).toBeLessThanOrEqual(honest + 1e-9);
        },
      ),
      { numRuns: 600 },
    );
    expect(winning).toBeGreaterThan(20);
  });

  it('can lose, and gain by a lie, under the payment as printed', () => {
    const run = (bid: number) => utility(mtepvisa, byHand, { score: 'coupled', pricing: 'paper' }, 1, bid);
    // Vehicle 1 wins with a value of .5 and pays the runner-up's bid of 1; losing would be better.
    expect(run(0.5)).toBeCloseTo(-0.5, 12);
    expect(run(0)).toBe(0);
  });
});

describe('traffic simulators', () => {
  it('never gain by other bids for the winner under the coupled score and a fixed scaling factor', () => {
    let changed = 0;
    fc.assert(
      fc.property(shape, fc.nat(3), fc.double({ min: 0, max: 3, noNaN: true }), (market, pick, factor) => {
        const traffic = market.simulators.length - 1;
        if (traffic === 0) return;
        const k = 1 + (pick % traffic);
        const honest = simulatorGains(mtepvisa, market, { score: 'coupled' });
        const winner = honest.outcome.vehicle;
        if (winner === null) return;
        const service = normalisedMarket(market);
        const vehicles = service.vehicles.map((vehicle) => ({ ...vehicle, simulatorBids: [] as number[][] }));
        // Bids of the winner's tasks, those of simulator k times the factor; other vehicles do not matter to this score.
        for (const [i, vehicle] of vehicles.entries())
          vehicle.simulatorBids = vehicle.tasks.map((_, n) =>
            Array.from({ length: traffic }, (_, other) =>
              i === winner ? worth(market, winner, n, other + 1) * (other + 1 === k ? factor : 1) : 0,
            ),
          );
        const lie = mtepvisa({ ...service, vehicles }, { score: 'coupled' });
        expect(lie.vehicle).toBe(winner);
        let gain = 0;
        for (const [n, simulator] of lie.simulatorPerTask.entries())
          if (simulator === k)
            gain += lie.tasks[n].total * worth(market, winner, n, k) - lie.simulatorPayments[n];
        if (lie.simulatorPerTask.some((simulator, n) => simulator !== honest.outcome.simulatorPerTask[n]))
          changed++;
        expect(gain).toBeLessThanOrEqual(honest.gains[k] + 1e-9);
      }),
      { numRuns: 400 },
    );
    expect(changed).toBeGreaterThan(0);
  });

  it('steer the winner through a realised score, but not through the coupled one', () => {
    const service = normalisedMarket(byHand);
    const simulatorBids = [[0, 9]];
    const vehicles = [service.vehicles[0], { ...service.vehicles[1], simulatorBids }];
    expect(mtepvisa(service, { score: 'realised' }).vehicle).toBe(0);
    expect(mtepvisa({ ...service, vehicles }, { score: 'realised' }).vehicle).toBe(1);
    const { vehicle } = mtepvisa(service, { score: 'coupled' });
    expect(mtepvisa({ ...service, vehicles }, { score: 'coupled' }).vehicle).toBe(vehicle);
  });
});

/** U of a simulator: what it would bid in a market where it is the only traffic simulator that bids. */
function worth(market: NormalisedMarket, i: number, n: number, k: number): number {
  const alone = {
    ...market,
    alpha: 1,
    simulators: [market.simulators[0], market.simulators[k]],
    vehicles: [
      {
        ...market.vehicles[i],
        preferences: [market.vehicles[i].preferences[0], market.vehicles[i].preferences[k]],
        generativeScores: [market.vehicles[i].generativeScores[0], market.vehicles[i].generativeScores[k]],
      },
    ],
  };
  const { simulatorPerTask, tasks } = mtepvisa(normalisedMarket(alone));
  return simulatorPerTask[n] === 1 ? market.vehicles[i].value * tasks[n].matchQuality : 0;
}

describe('surplus', () => {
  it('is never above the optimum, and never below what everyone pays but the driving simulator', () => {
    fc.assert(
      fc.property(shape, names, forms, (market, name, score) => {
        const service = normalisedMarket(market);
        const outcome = mechanisms[name](service, { score });
        const { twin, traffic, driving, total } = outcome.surplus;
        expect(total).toBeCloseTo(twin + traffic + driving, 9);
        expect(total).toBeLessThanOrEqual(optimum(service).surplus.total + 1e-9);
        const paid = outcome.simulatorPayments.filter((_, n) => (outcome.simulatorPerTask[n] ?? 0) > 0);
        expect(paid.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(traffic + 1e-9);
      }),
      { numRuns: 300 },
    );
  });
});
