import { describe, expect, expectTypeOf, it } from 'vitest';
import { Interrupt, KernelError, type Process, Simulation } from '../../src/kernel/index.js';

describe('processes', () => {
  it('wait by timeouts, by delays and for each other, with typed results', () => {
    const sim = new Simulation();
    const child = sim.process('child', function* () {
      yield sim.timeout(3);
      yield 0.5;
      return sim.now;
    });
    const parent = sim.process('parent', function* () {
      const end = yield* sim.wait(child);
      expectTypeOf(end).toEqualTypeOf<number>();
      const word = yield* sim.wait(sim.timeout(1, 'word'));
      expectTypeOf(word).toEqualTypeOf<string>();
      return `${word} ${end}`;
    });
    expectTypeOf(parent).toEqualTypeOf<Process<string>>();
    expect(parent.alive).toBe(true);
    sim.run();
    expect([parent.value, parent.alive, sim.now]).toEqual(['word 3.5', false, 4.5]);
  });

  it('take a generator as well as a generator function', () => {
    const sim = new Simulation();
    const ends: number[] = [];
    function* trip(duration: number) {
      yield duration;
      ends.push(sim.now);
    }
    sim.process('a', trip(2));
    sim.process('b', () => trip(1));
    sim.run();
    expect(ends).toEqual([1, 2]);
  });

  it('start before everything else at their time, and go on at once with what has happened', () => {
    const sim = new Simulation();
    const log: string[] = [];
    const past = sim.event<string>();
    past.succeed('past');
    sim.schedule(0, () => log.push('action'));
    sim.process('p', function* () {
      log.push('start');
      yield 1;
      log.push(yield* sim.wait(past));
    });
    sim.run();
    expect(log).toEqual(['start', 'action', 'past']);
  });

  it('wake in the order in which they began to wait', () => {
    const sim = new Simulation();
    const gate = sim.event('gate');
    const log: number[] = [];
    for (const i of [0, 1, 2, 3]) {
      sim.process(`p${i}`, function* () {
        yield gate;
        log.push(i);
      });
    }
    sim.schedule(1, () => gate.succeed());
    sim.run();
    expect(log).toEqual([0, 1, 2, 3]);
    expect(() => gate.succeed()).toThrow(/already been triggered/);
  });

  it('an error surfaces with the time and the name of the process that threw it, also through those that joined it', () => {
    const sim = new Simulation();
    const cause = new Error('out of charge');
    const vehicle = sim.process('vehicle 7', function* () {
      yield 2.5;
      throw cause;
    });
    sim.process('fleet', function* () {
      yield vehicle;
    });
    let caught: unknown;
    try {
      sim.run();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(KernelError);
    expect(caught).toMatchObject({ time: 2.5, process: 'vehicle 7', cause });
    expect(String(caught)).toContain('at time 2.5, process "vehicle 7": out of charge');
  });

  it('can catch the failures of what they wait for', () => {
    const sim = new Simulation();
    const failing = sim.process('failing', function* () {
      yield 1;
      throw new Error('e1');
    });
    const event = sim.event<number>('answer');
    sim.schedule(2, () => event.fail(new Error('e2')));
    const messages = sim.process('catching', function* () {
      const got: string[] = [];
      for (const source of [failing, event]) {
        try {
          yield source;
        } catch (error) {
          got.push((error as Error).message);
        }
      }
      return got;
    });
    sim.run();
    expect(messages.value).toEqual(['e1', 'e2']);
    expect(failing.failed).toBe(true);
    expect(() => failing.value).toThrow('e1');
  });

  it('are interrupted where they wait, before everything else at that time', () => {
    const sim = new Simulation();
    const log: unknown[] = [];
    const waitOn = [() => sim.timeout(10), () => 10, () => sim.event('never')];
    for (const wait of waitOn) {
      const sleeper = sim.process('sleeper', function* () {
        try {
          yield wait();
          expect.unreachable();
        } catch (error) {
          expect(error).toBeInstanceOf(Interrupt);
          log.push([sim.now, (error as Interrupt).reason]);
        }
        yield 1;
        log.push(sim.now);
      });
      sim.schedule(4, () => sleeper.interrupt('alarm'));
    }
    sim.run();
    expect(log).toEqual([[4, 'alarm'], [4, 'alarm'], [4, 'alarm'], 5, 5, 5]);
  });

  it('an interrupt nobody catches ends the run; one for an ended process is refused, one that comes late is dropped', () => {
    const sim = new Simulation();
    const p = sim.process('p', function* () {
      yield 5;
    });
    sim.schedule(1, () => p.interrupt('why'));
    expect(() => sim.run()).toThrow(/time 1, process "p": interrupted: why/);
    expect(() => p.interrupt()).toThrow(/has ended/);
    const self = sim.process('self', function* () {
      yield 1;
      self.interrupt();
    });
    expect(() => sim.run()).toThrow(/would interrupt itself/);
    const q = sim.process('q', function* () {
      try {
        yield 1;
      } catch {
        // ends at the first interrupt
      }
    });
    sim.schedule(0, () => {
      q.interrupt();
      q.interrupt();
    });
    sim.run();
    expect(q.alive).toBe(false);
  });

  it('refuse to wait for what cannot happen to them', () => {
    const other = new Simulation();
    const sim = new Simulation();
    const bad: [string, () => never][] = [
      ['yield: got -1: must be a delay', () => -1 as never],
      ['yield: got undefined', () => undefined as never],
      ['belongs to another simulation', () => other.event() as never],
    ];
    for (const [message, what] of bad) {
      const p = sim.process('p', function* () {
        try {
          yield what();
          return 'went on';
        } catch (error) {
          return (error as Error).message;
        }
      });
      sim.run();
      expect(p.value).toContain(message);
    }
    const narcissus: Process<void> = sim.process('narcissus', function* () {
      yield narcissus;
    });
    expect(() => sim.run()).toThrow(/would wait for itself/);
  });
});
