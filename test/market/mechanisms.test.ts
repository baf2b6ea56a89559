import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MarketDocument, marketDocument } from '../../src/market/index.js';
import { expectClose } from './close.js';
import { literalMarket } from './literal-market.js';
import { byHand, markets } from './markets.js';

const options = fc.record({
  score: fc.constantFrom('realised' as const, 'coupled' as const),
  pricing: fc.constantFrom('critical' as const, 'paper' as const),
});

describe.each(['pvisa', 'epvisa', 'mtepvisa'] as const)('%s', (mechanism) => {
  const seen = { infeasible: 0, alone: 0, traffic: 0, driving: 0, decided: 0 };
  const count = (result: MarketDocument, vehicles: number): void => {
    if (vehicles === 1) seen.alone++;
    if (vehicles > 1) seen.decided++;
    for (const simulator of result.simulatorPerTask) {
      if (simulator === null) seen.infeasible++;
      else if (simulator === 0) seen.driving++;
      else seen.traffic++;
    }
  };

  it('is what the definitions say, on random markets', () => {
    fc.assert(
      fc.property(markets({ vehicles: 5, simulators: 5, tasks: 4 }), options, (market, chosen) => {
        const result = marketDocument(mechanism, { ...market, ...chosen });
        count(result, market.vehicles.length);
        expectClose(result, literalMarket(mechanism, market, chosen));
      }),
      { numRuns: 600 },
    );
    for (const cases of Object.values(seen)) expect(cases).toBeGreaterThan(10);
  });

  it('pays nothing alone and gives nothing to nobody', () => {
    const alone = marketDocument(mechanism, { ...byHand, vehicles: byHand.vehicles.slice(0, 1) });
    expect(alone.vehicle).toBe(0);
    expect(alone.vehiclePayment).toBe(0);
    expect(marketDocument(mechanism, { ...byHand, vehicles: [] })).toEqual({
      vehicle: null,
      vehiclePayment: 0,
      simulatorPerTask: [],
      simulatorPayments: [],
      surplus: { twin: 0, traffic: 0, driving: 0, total: 0 },
      tasks: [],
    });
  });

  it('gives ties to the lowest index', () => {
    const twins = [byHand.vehicles[1], byHand.vehicles[1]];
    const result = marketDocument(mechanism, { ...byHand, vehicles: twins });
    expect(result.vehicle).toBe(0);
    // The winner of a tie pays all that it is worth.
    expect(result.vehiclePayment).toBeCloseTo(0.5, 12);
  });

  it('serves nothing of a vehicle without a link, and says so', () => {
    const vehicles = byHand.vehicles.slice(0, 1).map((vehicle) => ({ ...vehicle, gain: 0 }));
    const result = marketDocument(mechanism, { ...byHand, vehicles });
    expect(result.simulatorPerTask).toEqual([null, null]);
    expect(result.simulatorPayments).toEqual([0, 0]);
    expect(result.surplus.total).toBe(0);
    expect(result.tasks[0]).toMatchObject({ uplink: null, total: null, deadlineMet: false });
  });

  it('gives the driving simulator all tasks where there is no traffic simulator', () => {
    const vehicles = byHand.vehicles.map((vehicle) => ({
      ...vehicle,
      preferences: vehicle.preferences.slice(0, 1),
      generativeScores: vehicle.generativeScores.slice(0, 1),
    }));
    const result = marketDocument(mechanism, {
      ...byHand,
      simulators: byHand.simulators.slice(0, 1),
      vehicles,
    });
    expect(result.simulatorPerTask).toEqual(result.vehicle === 0 ? [0, null] : [0]);
    expect(result.surplus.traffic).toBe(0);
    const price = mechanism === 'pvisa' ? 0 : 0.4 * (result.tasks[0].total ?? 0);
    expect(result.simulatorPayments[0]).toBeCloseTo(price, 12);
  });
});

describe('numbers that come out by hand', () => {
  // Vehicle 0: T_DT = .5, half a second left; a simulation of 0 or 1 takes .25 + .25 s, one of 2 takes .5 s: Q = 1 each.
  // m = log2(2) h / .5 = 2 h: 2, 4, 2. Vehicle 1: 1.5 s left, Q = 3, m = 2 h / .5: 0, 0, 4, U = 2.
  const run = (mechanism: 'pvisa' | 'epvisa' | 'mtepvisa', more: object = {}) =>
    marketDocument(mechanism, { ...byHand, ...more, trace: true });

  it('PViSA', () => {
    const result = run('pvisa');
    expectClose(result.trace?.scores, [1, 0.5]);
    expect(result).toMatchObject({ vehicle: 0, vehiclePayment: 0.5, simulatorPerTask: [1, null] });
    expectClose(result.simulatorPayments, [2, 0]);
    expectClose(result.surplus, { twin: 0.5, traffic: 4, driving: 0, total: 4.5 });
    expectClose(result.tasks[0], {
      uplink: 0.25,
      compute: 0.25,
      simulations: 1,
      matchQuality: 4,
      simTransmission: 0.25,
      simComputation: 0.25,
      total: 1,
      deadlineMet: true,
    });
    expectClose(result.trace?.revenue, { online: 0.5, offline: 2, total: 2.5 });
  });

  it('MTEPViSA with the realised score', () => {
    // Vehicle 0: 4 > 1.5 x 2, so 1 + 1 x 4 = 5; vehicle 1: 2 > 1.5 x 0, so .5 + 2 x 2 = 4.5.
    const result = run('mtepvisa', { score: 'realised' });
    expectClose(result.trace?.scores, [5, 4.5]);
    expect(result.vehicle).toBe(0);
    expectClose(result.vehiclePayment, 0.5);
    expectClose(result.simulatorPayments, [3, 0]);
    expectClose(run('mtepvisa', { score: 'realised', pricing: 'paper' }).vehiclePayment, 0.5);
  });

  it('MTEPViSA with a higher scaling factor leaves the task to the driving simulator', () => {
    // 4 > 2 x 2 does not hold: vehicle 0 scores 1 + 1 x .4, vehicle 1 wins with 4.5 and pays 0.
    const result = run('mtepvisa', { score: 'realised', alpha: 2 });
    expectClose(result.trace?.scores, [1.4, 4.5]);
    expect(result).toMatchObject({
      vehicle: 1,
      vehiclePayment: 0,
      simulatorPerTask: [2],
      simulatorPayments: [0],
    });
    expectClose(result.surplus, { twin: 0.25, traffic: 4, driving: 0, total: 4.25 });
    const alone = run('mtepvisa', { alpha: 2, vehicles: byHand.vehicles.slice(0, 1) });
    expectClose(alone.surplus, { twin: 0.5, traffic: 0, driving: 2, total: 2.5 });
    expectClose(alone.simulatorPayments, [0.4, 0]);
  });

  it('MTEPViSA with the coupled score', () => {
    // h = 2, G = .5. Vehicle 0: 1 x 4 log2 1.5; vehicle 1: 2 x 4 log2 2.5.
    const x0 = 4 * Math.log2(1.5);
    const x1 = 8 * Math.log2(2.5);
    const result = run('mtepvisa');
    expectClose(result.trace?.scores, [1 + x0, 0.5 * (1 + x1)]);
    expect(result.vehicle).toBe(1);
    expectClose(result.vehiclePayment, (1 + x0) / (1 + x1));
    expectClose(run('mtepvisa', { pricing: 'paper' }).vehiclePayment, 1);
  });
});
