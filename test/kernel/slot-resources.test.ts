import { describe, expect, it } from 'vitest';
import { FifoResource, PriorityResource, Simulation } from '../../src/kernel/index.js';

describe('FifoResource', () => {
  it('gives its slots in the order of the requests', () => {
    const sim = new Simulation();
    const pump = new FifoResource(sim, { name: 'pump', capacity: 2 });
    const log: [number, string][] = [];
    for (const [name, duration] of [
      ['a', 5],
      ['b', 2],
      ['c', 2],
      ['d', 1],
    ] as const) {
      sim.process(name, function* () {
        const slot = yield* pump.acquire();
        log.push([sim.now, name]);
        yield duration;
        slot.release();
      });
    }
    sim.run();
    expect(log).toEqual([
      [0, 'a'],
      [0, 'b'],
      [2, 'c'],
      [4, 'd'],
    ]);
    const { statistics } = pump;
    expect(statistics.utilisation).toBeCloseTo((5 + 2 + 2 + 1) / (2 * 5), 12);
    expect(statistics.queueLength.mean).toBeCloseTo((2 * 2 + 2 * 1) / 5, 12);
    expect(statistics.inSystem.mean).toBeCloseTo((4 * 2 + 3 * 2 + 2 * 1) / 5, 12);
    expect([statistics.waits.mean, statistics.waits.max, statistics.sojourns.mean]).toEqual([
      1.5,
      4,
      (5 + 2 + 4 + 5) / 4,
    ]);
    expect([statistics.arrivals, statistics.departures, statistics.cancelled]).toEqual([4, 4, 0]);
  });

  it('a request that reneges leaves the line', () => {
    const sim = new Simulation();
    const desk = new FifoResource(sim, { name: 'desk' });
    sim.process('first', () => desk.use(10));
    const impatient = sim.process('impatient', function* () {
      const request = desk.request();
      const first = yield* sim.wait(sim.anyOf([request, sim.timeout(3)]));
      request.release();
      request.release();
      return first.index;
    });
    const last = sim.process('last', function* () {
      yield* desk.use(1);
      return sim.now;
    });
    sim.run();
    expect([impatient.value, last.value]).toEqual([1, 11]);
    expect([desk.statistics.cancelled, desk.statistics.departures, desk.queueLength, desk.inUse]).toEqual([
      1, 2, 0, 0,
    ]);
  });

  it('an interrupt releases what is held and withdraws what is asked for', () => {
    const sim = new Simulation();
    const desk = new FifoResource(sim, { name: 'desk' });
    const swallow = function* (body: Generator<never, void, unknown> | ReturnType<FifoResource['use']>) {
      try {
        yield* body;
      } catch {
        // interrupted
      }
    };
    const holder = sim.process('holder', () => swallow(desk.use(10)));
    const waiter = sim.process('waiter', function* () {
      try {
        yield* desk.acquire();
      } catch {
        return 'gave up';
      }
      return 'held';
    });
    const last = sim.process('last', function* () {
      yield* desk.use(1);
      return sim.now;
    });
    sim.schedule(2, () => waiter.interrupt());
    sim.schedule(4, () => holder.interrupt());
    sim.run();
    expect([waiter.value, last.value, desk.inUse, desk.queueLength]).toEqual(['gave up', 5, 0, 0]);
  });

  it('an interrupt between the grant and the waking gives the slot back', () => {
    const sim = new Simulation();
    const desk = new FifoResource(sim, { name: 'desk' });
    const held = desk.request();
    const waiter = sim.process('waiter', function* () {
      try {
        yield* desk.acquire();
      } catch {
        return;
      }
      expect.unreachable();
    });
    sim.schedule(1, () => {
      held.release();
      waiter.interrupt();
    });
    sim.run();
    expect(desk.inUse).toBe(0);
  });

  it('refuses a capacity that is none', () => {
    for (const capacity of [0, -1, 1.5, Number.NaN]) {
      expect(() => new FifoResource(new Simulation(), { name: 'x', capacity })).toThrow(
        /resource "x": capacity is/,
      );
    }
  });
});

describe('PriorityResource', () => {
  it('gives its slot to the lowest priority, then to the first, and preempts nobody', () => {
    const sim = new Simulation();
    const desk = new PriorityResource(sim, { name: 'desk' });
    const log: string[] = [];
    for (const [name, priority] of [
      ['a', 9],
      ['b', 2],
      ['c', 1],
      ['d', 2],
      ['e', 0],
    ] as const) {
      sim.process(name, function* () {
        yield* desk.use(priority, 1);
        log.push(name);
      });
    }
    sim.run();
    expect(log).toEqual(['a', 'e', 'c', 'b', 'd']);
    expect(() => desk.request(Number.NaN)).toThrow(/priority is NaN/);
  });
});
