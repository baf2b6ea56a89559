import { describe, expect, it } from 'vitest';
import { DwellAdmission } from '../../../../sim/services/twin/dwell-admission.js';
import { MovementWatch } from '../../../../sim/services/twin/movement-watch.js';
import { RoadsideUnit } from '../../../../sim/services/twin/roadside-unit.js';
import { Simulation } from '../../../../src/kernel/index.js';
import { constantVelocity, dwellOfPoints } from '../../../../src/twin/prediction/index.js';
import { fleetOn, watchedAt } from './synthetic-traffic.js';
import { twinSettings, twinTask, twinVehicle } from './twin-fixture.js';

// 8 Mbit at 10 MHz x 2 bit/s/Hz: .4 s up; 5 Gcycles at 10 GHz: .5 s; .1 MB x 4 Gcycles/MB at 100 GHz and .8 Mbit at 40 Mbit/s: .024 s.
const unit = { range: 100, uplinkBandwidth: 10, downlinkBandwidth: 10, cpu: 10, gpu: 100 };

/** A vehicle that drives along the first axis at 10 m/s, at -50 m at time 0, past a unit at the origin: out of range at 15 s. */
function drive(admission: object = {}, change: object = {}) {
  const settings = twinSettings({ unit, admission: { dwell: 'constant-velocity', ...admission }, ...change });
  const sim = new Simulation();
  const units = [new RoadsideUnit(sim, { name: 'u', x: 0, y: 0 }, settings)];
  const watch = new MovementWatch();
  const gate = new DwellAdmission(sim, settings, units, watch, dwellOfPoints(constantVelocity));
  const vehicle = twinVehicle(sim, 0);
  const fleet = fleetOn([0]);
  const look = (time: number): void => {
    const watched = watchedAt([{ vehicle: 0, x: 10 * time - 50, y: 0 }]);
    watch.look(time, watched, fleet, () => true);
    gate.look(time, watched, () => true);
  };
  for (let time = 1; time <= 30; time++) sim.scheduleAt(time, () => look(time));
  let number = 0;
  const task = () => twinTask(sim, vehicle, { number: number++, deadline: 40 });
  /** Whether a new task is admitted at a time. */
  const admits = (time: number, one = task()): boolean => {
    sim.run({ until: time });
    return gate.admitted(0, [one]).length === 1;
  };
  return { sim, gate, vehicle, units, task, admits };
}

describe('admission by predicted dwell time', () => {
  it('admits what is over before a vehicle leaves that drives straight out at constant speed', () => {
    const { admits, gate } = drive();
    const times = [2.3, 14.07, 14.08, 14.9];
    expect(times.map((time) => admits(time))).toEqual([true, true, false, false]);
    const { needed, predicted } = gate.log.columns;
    for (const [row, time] of times.entries()) {
      expect(needed[row]).toBeCloseTo(0.924, 12);
      expect(predicted[row]).toBeCloseTo(15 - time, 9);
    }
    expect(gate.log.columns.admitted).toEqual([1, 1, 0, 0]);
  });

  it('can leave the simulation out, and ask for a margin', () => {
    // .9 s without a simulation.
    const twin = drive({ until: 'synchronised' });
    expect([14.05, 14.09, 14.11].map((time) => twin.admits(time))).toEqual([true, true, false]);
    const careful = drive({ until: 'synchronised', margin: 1 });
    expect([13.09, 13.11].map((time) => careful.admits(time))).toEqual([true, false]);
    const unsold = drive({}, { market: { mechanism: 'first-come' } });
    expect([14.09, 14.11].map((time) => unsold.admits(time))).toEqual([true, false]);
  });

  it('counts what waits at the CPU, and who shares the band', () => {
    const { admits, units, sim, task, gate } = drive();
    // 20 Gcycles that are due earlier: 2 s, of which 1.3 s are left at 12.3 s: computing ends 1.8 s from then.
    sim.scheduleAt(11.6, () => units[0].cpu.submit(20, 14));
    expect(admits(12.3)).toBe(true);
    expect(gate.log.columns.needed[0]).toBeCloseTo(1.824, 9);
    // Two tasks halve the band: .8 s up, .5 s, .044 s.
    expect(gate.admitted(0, [task(), task()])).toHaveLength(2);
    expect(gate.log.columns.needed[1]).toBeCloseTo(1.3 + 0.5 + 0.044, 9);
  });

  it('writes down when the vehicle really left, between two looks too', () => {
    const { admits, gate, sim } = drive();
    for (const time of [2.3, 9, 14.8]) admits(time);
    expect(gate.log.columns.realised).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    sim.run({ until: 20 });
    for (const [row, time] of [2.3, 9, 14.8].entries())
      expect(gate.log.columns.realised[row]).toBeCloseTo(15 - time, 9);
  });

  it('judges a task anew in each round, writes it down once, and says that it was withheld', () => {
    const { admits, task, gate } = drive();
    const one = task();
    expect([admits(14.5, one), one.withheld]).toEqual([false, true]);
    expect(admits(14.6, one)).toBe(false);
    const early = drive();
    const other = early.task();
    expect([early.admits(3, other), other.withheld]).toEqual([true, false]);
    expect(early.admits(14.9, other)).toBe(false);
    expect(other.withheld).toBe(true);
    expect(gate.log.columns.task.length).toBe(1);
    expect(early.gate.log.columns.task.length).toBe(1);
  });

  it('does not tell longer stays apart than its horizon', () => {
    const { admits, gate, sim } = drive({ horizon: 3 });
    admits(2);
    expect(gate.log.columns.realised[0]).toBeNaN();
    admits(13);
    gate.log.settle(sim.now);
    expect(gate.log.columns.realised[0]).toBe(3);
    expect(gate.log.columns.predicted).toEqual([3, expect.closeTo(2, 9)]);
    sim.run({ until: 20 });
    expect(gate.log.columns.realised).toEqual([3, expect.closeTo(2, 9)]);
    // What needs longer than anybody looks ahead is no ground to turn it away.
    const slow = drive({ horizon: 0.5 });
    expect(slow.admits(3)).toBe(true);
  });

  it('knows nothing of a vehicle without a position, and admits its tasks', () => {
    const { gate, sim, task } = drive();
    sim.run({ until: 0.5 });
    expect(gate.admitted(0, [task()])).toHaveLength(1);
    expect(gate.log.columns.task.length).toBe(0);
  });

  it('foresees where the signal ends from what it is now', () => {
    // Log-distance with exponent 2: 20 dB a decade. At 20 m the link carries 3 bit/s/Hz, 8.45 dB; 0 dB are left after 52.9 m.
    const radio = { model: 'log-distance', exponent: 2, leastSnr: 0 };
    const { sim, gate, vehicle, task } = drive({ coverage: 'signal' }, { radio });
    vehicle.uplinkEfficiency = 3;
    sim.run({ until: 7.5 });
    gate.admitted(0, [task()]);
    const reach = 20 * 10 ** ((10 * Math.log10(7)) / 20);
    expect(reach).toBeCloseTo(52.9, 1);
    expect(gate.log.columns.predicted[0]).toBeCloseTo((reach - 20) / 10 - 0.5, 9);
    // It leaves when the unit serves it no more, not when it is out of range.
    sim.run({ until: 25 });
    expect(gate.log.columns.realised[0]).toBeNaN();
    gate.moved(vehicle, 0);
    expect(gate.log.columns.realised[0]).toBeCloseTo(17.5, 9);
  });

  it('ends a stay with the trip', () => {
    const { sim, gate, admits } = drive();
    admits(5);
    sim.run({ until: 8 });
    gate.look(8, watchedAt([], [0]), () => true);
    expect(gate.log.columns.realised[0]).toBe(3);
    expect(gate.log.units(0)).toEqual([]);
  });
});
