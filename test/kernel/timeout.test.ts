import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/kernel/index.js';

describe('Timeout', () => {
  it('has happened for those who ask or wait again, and not before', () => {
    const sim = new Simulation();
    const p = sim.process('p', function* () {
      const kept = sim.timeout(3);
      const unheeded = sim.timeout(4);
      const log: unknown[] = [kept.processed, unheeded.processed];
      yield kept;
      log.push(kept.processed, unheeded.processed);
      yield kept;
      log.push(sim.now);
      yield unheeded;
      log.push(sim.now);
      yield 2;
      yield unheeded;
      log.push(sim.now, unheeded.processed, unheeded.value);
      return log;
    });
    sim.run();
    expect(p.value).toEqual([false, false, true, false, 3, 4, 6, true, undefined]);
  });

  it('keeps the place in the order that it had when it was made', () => {
    const sim = new Simulation();
    const log: string[] = [];
    const early = sim.timeout(2);
    sim.schedule(2, () => log.push('action'));
    const late = sim.timeout(2);
    const urgent = sim.timeout(2, undefined, -1);
    for (const [name, timeout] of [
      ['late', late],
      ['early', early],
      ['urgent', urgent],
    ] as const) {
      sim.process(name, function* () {
        yield timeout;
        log.push(name);
      });
    }
    sim.run();
    expect(log).toEqual(['urgent', 'early', 'action', 'late']);
  });

  it('wakes all who share it in the order in which they came, before what was made later', () => {
    const sim = new Simulation();
    const log: string[] = [];
    const shared = sim.timeout(2);
    sim.schedule(2, () => log.push('action'));
    for (const name of ['a', 'b', 'c']) {
      sim.process(name, function* () {
        yield name === 'b' ? sim.anyOf([shared, sim.timeout(9)]) : shared;
        log.push(name);
      });
    }
    sim.run({ until: 3 });
    expect(log).toEqual(['a', 'c', 'action', 'b']);
  });

  it('cancelled, it never happens, whether a process sleeps in its place or others wait', () => {
    const sim = new Simulation();
    const [slept, listened, early] = [sim.timeout(5), sim.timeout(5, 'value'), sim.timeout(5)];
    for (const timeout of [slept, listened, early]) {
      sim.process('p', function* () {
        yield timeout;
        expect.unreachable();
      });
    }
    early.cancel();
    sim.schedule(1, () => {
      slept.cancel();
      slept.cancel();
      listened.cancel();
    });
    expect(sim.run()).toBe('exhausted');
    expect([sim.now, slept.processed, listened.processed, early.processed]).toEqual([1, false, false, false]);
  });

  it('does not wake a process that was interrupted away from it, and can be waited for again', () => {
    const sim = new Simulation();
    const timeout = sim.timeout(5);
    const p = sim.process('p', function* () {
      try {
        yield timeout;
      } catch {
        yield timeout;
      }
      return sim.now;
    });
    const q = sim.process('q', function* () {
      try {
        yield sim.timeout(5);
      } catch {
        yield 7;
      }
      return sim.now;
    });
    sim.schedule(2, () => {
      p.interrupt();
      q.interrupt();
    });
    sim.run();
    expect([p.value, q.value]).toEqual([5, 9]);
    timeout.cancel();
    expect(timeout.processed).toBe(true);
  });

  it('a cancelled timeout does not take back a later delay of the process that slept in its place', () => {
    const sim = new Simulation();
    const timeout = sim.timeout(5);
    const p = sim.process('p', function* () {
      try {
        yield timeout;
      } catch {
        yield 1;
        timeout.cancel();
        yield 10;
      }
      return sim.now;
    });
    sim.schedule(2, () => p.interrupt());
    sim.run();
    expect(p.value).toBe(13);
  });

  it('has happened exactly when an action in its place has, whoever asks and whatever the priorities', () => {
    const entry = fc.record({
      time: fc.nat(3),
      priority: fc.integer({ min: -1, max: 1 }),
      nested: fc.option(fc.nat(1), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 20 }), (entries) => {
        const sim = new Simulation();
        const twins: { happened: boolean; processed: () => boolean }[] = [];
        const ask = (): void => {
          for (const twin of twins) expect(twin.processed()).toBe(twin.happened);
        };
        const make = (delay: number, priority: number, nested: number | undefined): void => {
          const timeout = sim.timeout(delay, undefined, priority);
          const twin = { happened: false, processed: () => timeout.processed };
          const act = (): void => {
            twin.happened = true;
            ask();
            if (nested !== undefined) make(nested, -priority, undefined);
            ask();
          };
          sim.schedule(delay, act, { priority });
          twins.push(twin);
        };
        for (const { time, priority, nested } of entries) make(time, priority, nested);
        sim.run({ until: 2 });
        ask();
        sim.run();
        ask();
      }),
      { numRuns: 300 },
    );
  });
});
