import { describe, expect, it } from 'vitest';
import { jainIndex, twinDelays, twinMeasures } from '../../../sim/recording/twin-measures.js';
import { twinPart } from '../../../sim/recording/twin-part.js';
import { twinRecord } from '../../../sim/recording/twin-record.js';
import { RoadsideUnit } from '../../../sim/services/twin/roadside-unit.js';
import { TwinLedger } from '../../../sim/services/twin/twin-ledger.js';
import type { TwinOutcome } from '../../../sim/services/twin/twin-outcome.js';
import { Simulation } from '../../../src/kernel/index.js';
import { twinSettings, twinTask, twinVehicle } from '../services/twin/twin-fixture.js';

/** Three tasks of two vehicles at one unit after 10 s: two done, one lost. */
function outcome(): TwinOutcome {
  const settings = twinSettings({ unit: { cpu: 10 } });
  const sim = new Simulation();
  const unit = new RoadsideUnit(sim, { name: 'u', x: 1, y: 2 }, settings);
  const ledger = new TwinLedger(settings);
  const vehicles = [
    twinVehicle(sim, 0, { created: 2, completed: 2, ageIntegral: 30, observed: 10, value: 0.4 }),
    twinVehicle(sim, 1, { created: 1, completed: 0, ageIntegral: 50, observed: 5 }),
  ];
  sim.run({ until: 10 });
  const award = { simulator: 2, count: 8, size: 1, work: 1, payment: 3, worth: 20 };
  const times = { unit: 0, granted: 1.2, promised: 0.7, uploaded: 1.5, computed: 2.3, synchronised: 2.3 };
  const tasks = [
    twinTask(sim, vehicles[0], { number: 0, created: 1, ...times, finished: 3, award, delivered: 0.5 }),
    twinTask(sim, vehicles[0], { number: 1, created: 1, ...times, finished: 2.3, payment: 2 }),
    twinTask(sim, vehicles[1], { number: 2, created: 4, cause: 'coverage', finished: 4 }),
  ];
  const claims = vehicles.map(() => ({ isCounted: false }));
  for (const task of tasks) {
    Object.assign(task, { claim: claims[task.vehicle.number] });
    ledger.created(task);
    ledger.over(task);
  }
  return { settings, units: [unit], vehicles, ledger };
}

describe('measures of digital twins', () => {
  it("have Jain's index between 1/n and 1", () => {
    expect(jainIndex([0.3, 0.3, 0.3])).toBeCloseTo(1, 12);
    expect(jainIndex([1, 0, 0, 0])).toBeCloseTo(0.25, 12);
    expect(jainIndex([1, 2])).toBeCloseTo(9 / 10, 12);
    expect(jainIndex([])).toBeNaN();
  });

  it('are delays from one time of a task to the next', () => {
    const delays = twinDelays(outcome());
    // 5 Gcycles at 10 GHz take .5 s; .8 s were spent at the CPU.
    const expected = { service: 1.3, bidding: 0.2, upload: 0.3, queue: 0.3, compute: 0.5, realised: 1.1 };
    for (const [name, seconds] of Object.entries(expected)) {
      const values = delays[name as keyof typeof expected];
      expect(values, name).toHaveLength(2);
      expect(values[0], name).toBeCloseTo(seconds, 12);
    }
    expect(Array.from(delays.simulation)).toEqual([expect.closeTo(0.7, 12)]);
  });

  it('are sums and means by hand', () => {
    const made = outcome();
    const of = new Map(twinMeasures(made, twinDelays(made)).map(({ name, value }) => [name, value]));
    const expected = {
      twin_vehicles: 2,
      twin_tasks: 3,
      twin_completion: 2 / 3,
      twin_failed_coverage: 1 / 3,
      twin_failed_deadline: 0,
      twin_promise_error: 0.4,
      twin_age: (30 / 10 + 50 / 5) / 2,
      twin_fairness: 0.5,
      twin_surplus_twin: 0.9 * 0.4,
      twin_surplus_traffic: 10,
      twin_surplus: 0.36 + 10,
      twin_revenue_online: 2,
      twin_revenue_offline: 1.5,
      twin_service_delay_p50: 1.3,
    };
    for (const [name, value] of Object.entries(expected)) expect(of.get(name), name).toBeCloseTo(value, 12);
  });

  it('have no value where there is nothing, and are written all the same', () => {
    const { settings, units } = outcome();
    const empty = { settings, units, vehicles: [], ledger: new TwinLedger(settings) };
    const { measures, tables, report } = twinRecord(empty, true);
    const of = new Map(measures.map(({ name, value }) => [name, value]));
    expect(of.get('twin_vehicles')).toBe(0);
    for (const name of ['twin_completion', 'twin_age', 'twin_fairness', 'twin_service_delay_p50'])
      expect(of.get(name), name).toBeNull();
    expect(tables.map(({ schema }) => schema.name)).toEqual(['twin_tasks', 'twin_units', 'twin_vehicles']);
    expect(twinPart.parse(report)).toMatchObject({ tasks: 0, age: null, promises: [] });
  });

  it('stand beside tables with the names of causes, units and simulators', () => {
    const { tables, report } = twinRecord(outcome(), true);
    const [tasks, units, vehicles] = tables.map(
      ({ columns }) => columns as Record<string, ArrayLike<unknown>>,
    );
    expect(tasks.failure).toEqual([null, null, 'coverage']);
    expect(tasks.unit).toEqual(['u', 'u', null]);
    expect(tasks.simulator).toEqual(['traffic-2', null, null]);
    expect(tasks.vehicle).toEqual(['v0', 'v0', 'v1']);
    expect(units.x).toEqual([1]);
    expect(vehicles.age).toEqual([3, 10]);
    const { promises } = twinPart.parse(report);
    expect(promises).toHaveLength(2);
    for (const { predicted, realised } of promises) {
      expect(predicted).toBe(0.7);
      expect(realised).toBeCloseTo(1.1, 12);
    }
  });
});
