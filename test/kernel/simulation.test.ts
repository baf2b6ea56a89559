import { describe, expect, it } from 'vitest';
import { KernelError, Simulation } from '../../src/kernel/index.js';

describe('Simulation', () => {
  it('carries out actions by time, then priority, then order of scheduling', () => {
    const sim = new Simulation();
    const log: string[] = [];
    sim.schedule(2, () => log.push('c'));
    sim.schedule(1, () => log.push('b'), { priority: 1 });
    sim.schedule(1, () => log.push('a'), { priority: -1 });
    sim.schedule(2, () => log.push('d'));
    sim.scheduleAt(2, () => log.push('first of 2'), { priority: -5 });
    expect(sim.nextTime).toBe(1);
    expect(sim.run()).toBe('exhausted');
    expect(log).toEqual(['a', 'b', 'first of 2', 'c', 'd']);
    expect(sim.now).toBe(2);
    expect(sim.executed).toBe(5);
  });

  it('runs up to a time without what is due on it, and goes on from there', () => {
    const sim = new Simulation({ startTime: 10 });
    const times: number[] = [];
    for (const t of [10, 11, 12]) sim.scheduleAt(t, () => times.push(sim.now));
    expect(sim.run({ until: 12 })).toBe('until');
    expect(times).toEqual([10, 11]);
    expect(sim.now).toBe(12);
    expect(sim.run({ until: 20 })).toBe('exhausted');
    expect([times.at(-1), sim.now]).toEqual([12, 20]);
  });

  it('runs until something has happened and throws its failure', () => {
    const sim = new Simulation();
    const done = sim.event<string>('done');
    sim.schedule(3, () => done.succeed('x'));
    sim.schedule(4, () => undefined);
    expect(sim.run({ until: done })).toBe('until');
    expect([sim.now, done.value]).toEqual([3, 'x']);
    expect(sim.run({ until: done })).toBe('until');
    const broken = sim.event('broken');
    sim.schedule(5, () => broken.fail(new Error('no')));
    expect(() => sim.run({ until: broken })).toThrow(/time 8, event "broken": no/);
  });

  it('stops after the event in progress', () => {
    const sim = new Simulation();
    sim.schedule(1, () => sim.stop());
    sim.schedule(1, () => undefined);
    expect(sim.run({ until: 5 })).toBe('stopped');
    expect([sim.now, sim.pending]).toEqual([1, 1]);
  });

  it('does not carry out cancelled events', () => {
    const sim = new Simulation();
    const log: number[] = [];
    const events = [1, 2, 3].map((t) => sim.schedule(t, () => log.push(t)));
    sim.schedule(1.5, () => expect(events[1].cancel()).toBe(true));
    sim.run();
    expect(log).toEqual([1, 3]);
    expect(events.map((e) => [e.pending, e.cancel()])).toEqual([
      [false, false],
      [false, false],
      [false, false],
    ]);
  });

  it('puts an event off, and schedules it again when it has happened, behind what is due then', () => {
    const sim = new Simulation();
    const log: [string, number][] = [];
    const again = sim.schedule(1, () => log.push(['again', sim.now]));
    sim.schedule(5, () => log.push(['other', sim.now]));
    again.reschedule(5);
    expect([again.time, again.pending, sim.pending]).toEqual([5, true, 2]);
    sim.run({ until: 6 });
    expect(log.splice(0)).toEqual([
      ['other', 5],
      ['again', 5],
    ]);
    expect(again.pending).toBe(false);
    again.reschedule(2);
    sim.run({ until: 9 });
    expect(log).toEqual([['again', 8]]);
    again.reschedule(1);
    expect(again.cancel()).toBe(true);
    expect(sim.run()).toBe('exhausted');
    expect(() => again.reschedule(-1)).toThrow(/reschedule: delay is -1: must be/);
    again.rescheduleAt(20);
    sim.run();
    expect(log.at(-1)).toEqual(['again', 20]);
    expect(() => again.rescheduleAt(19)).toThrow(/rescheduleAt: time is 19: must be a number of at least 20/);
  });

  it('an event at infinity never happens', () => {
    const sim = new Simulation();
    sim.schedule(Number.POSITIVE_INFINITY, () => expect.unreachable());
    expect(sim.run()).toBe('exhausted');
    expect(sim.now).toBe(0);
  });

  it('refuses the past, NaN and nested runs', () => {
    const sim = new Simulation({ startTime: 5 });
    const refused: [() => unknown, RegExp][] = [
      [() => sim.schedule(-1, () => undefined), /schedule: delay is -1: must be/],
      [() => sim.schedule(Number.NaN, () => undefined), /delay is NaN/],
      [() => sim.scheduleAt(4, () => undefined), /scheduleAt: time is 4: must be a number of at least 5/],
      [() => sim.scheduleAt(Number.NaN, () => undefined), /time is NaN/],
      [() => sim.schedule(1, () => undefined, { priority: Number.NaN }), /priority is NaN/],
      [() => sim.timeout(-2), /timeout: delay is -2/],
      [() => sim.run({ until: 4 }), /until is 4/],
      [() => sim.run({ until: Number.NaN }), /until is NaN/],
      [() => new Simulation({ startTime: Number.NaN }), /startTime is NaN/],
    ];
    for (const [call, message] of refused) {
      expect(call).toThrow(KernelError);
      expect(call).toThrow(message);
    }
    sim.schedule(0, () => sim.run());
    expect(() => sim.run()).toThrow(/a run is in progress/);
  });

  it('a failing action ends the run with time, name and cause, and the rest can still be run', () => {
    const sim = new Simulation();
    const cause = new Error('boom');
    let later = false;
    sim.schedule(
      2,
      () => {
        throw cause;
      },
      { name: 'traffic step' },
    );
    sim.schedule(3, () => {
      later = true;
    });
    let caught: unknown;
    try {
      sim.run();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(KernelError);
    expect(caught).toMatchObject({
      time: 2,
      event: 'traffic step',
      cause,
      message: 'at time 2, event "traffic step": boom',
    });
    expect(sim.run()).toBe('exhausted');
    expect(later).toBe(true);
  });
});
