import { describe, expect, it } from 'vitest';
import { MarketRound } from '../../../../sim/services/twin/market-round.js';
import { RoadsideUnit } from '../../../../sim/services/twin/roadside-unit.js';
import { TwinLedger } from '../../../../sim/services/twin/twin-ledger.js';
import { UnitMarket } from '../../../../sim/services/twin/unit-market.js';
import { Simulation } from '../../../../src/kernel/index.js';
import {
  checkMarket,
  epvisa,
  mtepvisa,
  observedQualities,
  onlineSlots,
  priceScalingFactor,
  pvisa,
  slotsOptimum,
} from '../../../../src/market/index.js';
import { RandomStream } from '../../../../src/random/index.js';
import { twinSettings, twinTask, twinVehicle } from './twin-fixture.js';

/** Twelve tasks of five vehicles at one unit at time 2, the tasks of a vehicle not together. */
function waiting(market: object = {}) {
  const settings = twinSettings({ market: { slots: 4, ...market } });
  const sim = new Simulation();
  const unit = new RoadsideUnit(sim, { name: 'u', x: 0, y: 0 }, settings);
  const random = new RandomStream('round');
  const vehicles = Array.from({ length: 5 }, (_, number) =>
    twinVehicle(sim, number, {
      value: random.uniform(0, 1),
      preferences: [0, 1, 2, 3].map(() => random.zipf(5, 2)),
      generativeScores: [0, 1, 2, 3].map(() => random.uniform(0.2, 0.8)),
      uplinkEfficiency: random.uniform(3, 7),
      downlinkEfficiency: random.uniform(3, 7),
    }),
  );
  const tasks = Array.from({ length: 12 }, (_, number) =>
    twinTask(sim, vehicles[(number * 3) % 5], {
      number,
      size: random.uniform(0.05, 0.3),
      work: random.uniform(2, 5),
      deadline: 2 + random.uniform(1, 2),
    }),
  );
  return { settings, sim, unit, tasks, round: new MarketRound(unit, tasks, settings, 1.3, 2) };
}

describe('a round of the market', () => {
  it('is a market of vehicles in order of their oldest tasks, with their shares of the band', () => {
    const { round, tasks, settings } = waiting();
    const { market } = round;
    checkMarket(market);
    expect(market.vehicles.map(({ value }) => value)).toEqual(
      [0, 3, 1, 4, 2].map((v) => tasks.find(({ vehicle }) => vehicle.number === v)?.vehicle.value),
    );
    expect(market.vehicles[0].tasks.map(({ size }) => size)).toEqual([0, 5, 10].map((n) => tasks[n].size));
    expect(market.vehicles[0].tasks[0].deadline).toBeCloseTo(tasks[0].deadline - 2, 12);
    // Four of them may be sent together.
    expect(market.vehicles[0].uplinkRate).toBeCloseTo(
      (settings.unit.uplinkBandwidth / 4) * tasks[0].vehicle.uplinkEfficiency,
      12,
    );
    expect(market.alpha).toBe(1.3);
  });

  it('grants what the slots of MTEPViSA grant, at their payments and surplus', () => {
    const { round, tasks } = waiting();
    const outcome = round.decide();
    const { winners, surplus, revenue } = onlineSlots(round.market, 4, 'coupled');
    const own = (vehicle: number) =>
      tasks.filter(({ vehicle: { value } }) => value === round.market.vehicles[vehicle].value);
    const expected = winners.flatMap(({ vehicle, simulatorPerTask }) =>
      own(vehicle).filter((_, n) => simulatorPerTask[n] !== null),
    );
    expect(outcome.grants).toHaveLength(4);
    expect(outcome.grants.map(({ task }) => task.number)).toEqual(expected.map(({ number }) => number));
    expect(outcome.surplus).toEqual(surplus);
    const sum = (of: (grant: (typeof outcome.grants)[number]) => number): number =>
      outcome.grants.reduce((total, grant) => total + of(grant), 0);
    expect(sum(({ payment }) => payment)).toBeCloseTo(revenue.online, 12);
    expect(sum(({ award }) => award?.worth ?? 0)).toBeCloseTo(surplus.traffic + surplus.driving, 12);
    expect(outcome.optimum).toBe(slotsOptimum(round.market, 4).surplus.total);
    expect(outcome.surplus.total).toBeLessThanOrEqual((outcome.optimum ?? 0) + 1e-12);
  });

  it.each([
    ['mtepvisa', mtepvisa],
    ['epvisa', epvisa],
    ['pvisa', pvisa],
  ] as const)('grants all feasible tasks of the winner of %s', (mechanism, hold) => {
    const { round } = waiting({ mechanism });
    const { grants, surplus, optimum } = round.decide();
    const expected = hold(round.market, { score: 'coupled', pricing: 'critical' });
    expect(new Set(grants.map(({ task }) => task.vehicle.value))).toEqual(
      new Set([round.market.vehicles[expected.vehicle ?? -1].value]),
    );
    expect(surplus).toEqual(expected.surplus);
    expect(grants.reduce((sum, { payment }) => sum + payment, 0)).toBeCloseTo(expected.vehiclePayment, 12);
    expect(surplus.total).toBeLessThanOrEqual((optimum ?? 0) + 1e-12);
  });

  it.each(['slots', 'mtepvisa', 'first-come'])(
    'has one claim for all tasks of a vehicle with %s',
    (mechanism) => {
      const { grants } = waiting({ mechanism, slots: 9 }).round.decide();
      const claims = new Map(grants.map(({ task, claim }) => [task.vehicle, claim]));
      expect(new Set(claims.values()).size).toBe(claims.size);
      expect(grants.length).toBeGreaterThan(claims.size);
      for (const { task, claim } of grants) expect(claim).toBe(claims.get(task.vehicle));
    },
  );

  it('serves the oldest tasks first where nobody bids, for nothing', () => {
    const { grants, surplus } = waiting({ mechanism: 'first-come' }).round.decide();
    expect(grants.map(({ task }) => task.number)).toEqual([0, 1, 2, 3]);
    expect(grants.every(({ payment, award }) => payment === 0 && award === undefined)).toBe(true);
    const values = new Map(grants.map(({ task: { vehicle } }) => [vehicle, vehicle.value]));
    expect(surplus.total).toBeCloseTo(0.9 * [...values.values()].reduce((a, b) => a + b, 0), 12);
  });
});

describe('the market of a unit', () => {
  it('has the price scaling factor of past rounds, and counts them', () => {
    const { settings, sim, unit, tasks } = waiting({ yardstick: false });
    const ledger = new TwinLedger(settings);
    // Nothing is sent, so that the second round has the whole band too.
    new UnitMarket(sim, settings, [unit], ledger, (granted, unit) => {
      for (const task of granted) Object.assign(task, { phase: 'uploading', unit });
    }).begin();
    const granted: number[] = [];
    let promised = 0;
    const expectOf = (round: MarketRound): void => {
      const { grants, surplus } = round.decide();
      for (const { task } of grants) granted.push(task.number);
      promised += surplus.total;
    };
    sim.schedule(2.1, () => {
      for (const task of tasks.slice(0, 8)) unit.waiting.add(task);
    });
    let first: MarketRound | undefined;
    sim.schedule(2.2, () => {
      first = new MarketRound(unit, unit.waiting.list(), settings, 1, 2.25);
      expectOf(first);
    });
    sim.schedule(2.3, () => {
      if (first === undefined) throw new Error('no round');
      const { market } = first;
      const alpha = priceScalingFactor(
        observedQualities({ ...market, vehicles: [market.vehicles[0]] }, 0),
        settings.market.gamma,
      );
      expectOf(new MarketRound(unit, unit.waiting.list(), settings, alpha, 2.5));
    });
    sim.run({ until: 2.6 });
    expect(unit).toMatchObject({ rounds: 2, granted: 8 });
    expect(ledger.rounds).toBe(2);
    const { twin, traffic, driving } = ledger.promised;
    expect(twin + traffic + driving).toBeCloseTo(promised, 12);
    expect(ledger.optimum).toBeUndefined();
    expect(tasks.filter(({ phase }) => phase === 'uploading').map(({ number }) => number)).toEqual(
      granted.sort((a, b) => a - b),
    );
    expect(unit.waiting.size).toBe(0);
  });

  it('counts the value of a vehicle once a round, however many of its tasks are synchronised', () => {
    const { settings, tasks } = waiting();
    const ledger = new TwinLedger(settings);
    const [claim, another] = [{ isCounted: false }, { isCounted: false }];
    for (const [task, shared] of [
      [tasks[0], claim],
      [tasks[5], claim],
      [tasks[1], another],
    ] as const) {
      Object.assign(task, { synchronised: 1, claim: shared });
      ledger.over(task);
    }
    expect(ledger.completed).toBe(3);
    expect(ledger.realised.twin).toBeCloseTo(0.9 * (tasks[0].vehicle.value + tasks[1].vehicle.value), 12);
  });
});
