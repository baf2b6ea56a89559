import { describe, expect, it } from 'vitest';
import { RoadsideUnit } from '../../../../sim/services/twin/roadside-unit.js';
import { TaskLife } from '../../../../sim/services/twin/task-life.js';
import { TwinLedger } from '../../../../sim/services/twin/twin-ledger.js';
import type { SimulationAward, TwinTask } from '../../../../sim/services/twin/twin-task.js';
import { Simulation, Tracer } from '../../../../src/kernel/index.js';
import { twinSettings, twinTask, twinVehicle } from './twin-fixture.js';

// 8 Mbit at 10 MHz x 2 bit/s/Hz: .4 s up; 5 Gcycles at 10 GHz: .5 s; back over 100 Mbit/s and .01 s: .09 s.
const settings = twinSettings({
  unit: {
    uplinkBandwidth: 10,
    downlinkBandwidth: 10,
    cpu: 10,
    gpu: 100,
    backhaulRate: 100,
    backhaulLatency: 0.01,
  },
});

// 4 simulations of 1 MB and 10 Gcycles/MB: .1 s on the GPU and 8 Mbit at 40 Mbit/s, .2 s, each.
const award: SimulationAward = { simulator: 1, count: 4, size: 1, work: 10, payment: 2, worth: 8 };

type Step = readonly [time: number, what: (task: TwinTask) => void];

/** One task's life at one unit that grants it at time 1. */
function life(change: Partial<TwinTask>, steps: readonly Step[] = []) {
  const tracer = new Tracer();
  const sim = new Simulation({ tracer });
  const unit = new RoadsideUnit(sim, { name: 'u', x: 0, y: 0 }, settings);
  const ledger = new TwinLedger(settings);
  const vehicle = twinVehicle(sim, 0, { value: 0.5 });
  const task = twinTask(sim, vehicle, { payment: 3, claim: { isCounted: false }, ...change });
  const ended: number[] = [];
  const listener = {
    synchronised: () => undefined,
    over: (one: TwinTask) => {
      ledger.over(one);
      ended.push(sim.now);
    },
  };
  sim.schedule(1, () => new TaskLife({ sim, units: [unit], settings, listener }, task, 0));
  for (const [time, what] of steps) sim.schedule(time, () => what(task));
  sim.run({ until: 20 });
  return { task, ledger, ended, unit, trace: tracer.entries.map(({ name }) => name) };
}

const stop = {
  late: (task: TwinTask) => task.life?.stop('deadline'),
  left: (task: TwinTask) => task.life?.stop('mobility'),
};

describe('the life of a task', () => {
  it('is bidding, upload, computing, simulations, in this order and at the times by hand', () => {
    const { task, ledger, ended } = life({ award });
    expect(task).toMatchObject({ phase: 'over', granted: 1, cause: undefined });
    expect(task.uploaded).toBeCloseTo(1.4, 12);
    expect(task.computed).toBeCloseTo(1.9, 12);
    expect(task.synchronised).toBe(task.computed);
    expect(task.finished).toBeCloseTo(1.9 + 4 * 0.3, 12);
    expect(task.delivered).toBeCloseTo(1, 12);
    expect(ended).toEqual([task.finished]);
    expect(ledger.completed).toBe(1);
    expect(ledger.realised).toMatchObject({ online: 3, driving: 0 });
    expect(ledger.realised.offline).toBeCloseTo(2, 12);
    expect(ledger.realised.traffic).toBeCloseTo(8, 12);
    expect(ledger.realised.twin).toBeCloseTo(0.9 * 0.5, 12);
  });

  it('pays and counts simulations in proportion when the time is over', () => {
    // Two are whole at 2.5; of the third half is sent at 2.7.
    const { task, ledger } = life({ award: { ...award, simulator: 0 } }, [[2.7, stop.late]]);
    expect(task.cause).toBeUndefined();
    expect(task.finished).toBeCloseTo(2.7, 12);
    expect(task.delivered).toBeCloseTo(2.5 / 4, 9);
    expect(ledger.realised.offline).toBeCloseTo((2 * 2.5) / 4, 9);
    expect(ledger.realised.driving).toBeCloseTo((8 * 2.5) / 4, 9);
    expect(ledger.realised.online).toBe(3);
    expect(ledger.failures.deadline).toBe(0);
  });

  it.each([
    ['before it is uploaded', 1.2],
    ['at the CPU', 1.6],
  ] as const)('fails when it misses its deadline %s, and nobody pays', (_, at) => {
    const { task, ledger, unit } = life({ payment: 3, award }, [[at, stop.late]]);
    expect(task).toMatchObject({ cause: 'deadline', finished: at, synchronised: undefined });
    expect(ledger.failures.deadline).toBe(1);
    expect(ledger.realised).toEqual({ twin: 0, traffic: 0, driving: 0, online: 0, offline: 0 });
    expect(unit.uplink.active).toBe(0);
    expect(unit.cpu.statistics.busy.value).toBe(0);
    expect(ledger.columns.payment.values).toEqual(Float64Array.of(0));
  });

  it('is told by the kernel, event by event, in traces too', () => {
    const steps = ['end at uplink of u', 'end of job at CPU of u'];
    const part = ['end of job at GPU of u', 'end at downlink of u'];
    const { trace } = life({ award: { ...award, count: 2 } });
    expect(trace.filter((name) => name.startsWith('end '))).toEqual([...steps, ...part, ...part]);
  });

  it('is the same with a CPU that takes one after the other, whose slot is free again however a task ends', () => {
    const fifo = { ...settings, unit: { ...settings.unit, queue: 'fifo' as const } };
    const sim = new Simulation();
    const unit = new RoadsideUnit(sim, { name: 'u', x: 0, y: 0 }, fifo);
    const vehicle = twinVehicle(sim, 0, { uplinkEfficiency: 4 });
    const listener = { synchronised: () => undefined, over: () => undefined };
    const [first, second, third] = [0, 1, 2].map((number) => {
      const task = twinTask(sim, vehicle, { number });
      sim.schedule(
        0.01 * number,
        () => new TaskLife({ sim, units: [unit], settings: fifo, listener }, task, 0),
      );
      return task;
    });
    // Each takes .5 s at the CPU; the second one is stopped in the middle of it, the third one has waited since before.
    sim.schedule(1.3, () => second.life?.stop('mobility'));
    sim.run({ until: 20 });
    expect(first.computed).toBeCloseTo((first.uploaded ?? 0) + 0.5, 12);
    expect(second).toMatchObject({ cause: 'mobility', computed: undefined });
    expect(third.computed).toBeCloseTo(1.3 + 0.5, 12);
    expect(unit.cpu.statistics.inSystem.value).toBe(0);
  });

  it('fails for capacity where the CPU cannot keep its deadline', () => {
    const { task, ledger } = life({ deadline: 1.8 });
    expect(task).toMatchObject({ cause: 'capacity', computed: undefined });
    expect(task.finished).toBeCloseTo(1.4, 12);
    expect(ledger.failures.capacity).toBe(1);
  });

  it('is forwarded when its vehicle was handed over while it was computed, and simulations are lost', () => {
    const handedOver: Step = [
      1.6,
      (task) => {
        task.forward = true;
      },
    ];
    const { task, ledger } = life({ award }, [handedOver]);
    expect(task.synchronised).toBeCloseTo(1.9 + 0.01 + 0.08, 12);
    expect(task.finished).toBe(task.synchronised);
    expect(ledger.realised).toMatchObject({ offline: 0, traffic: 0, online: 3 });
    const { task: gone } = life({ award }, [handedOver, [1.95, stop.left]]);
    expect(gone).toMatchObject({ cause: 'mobility', synchronised: undefined });
  });
});
