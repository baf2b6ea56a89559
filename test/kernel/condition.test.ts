import { describe, expect, expectTypeOf, it } from 'vitest';
import { Simulation } from '../../src/kernel/index.js';

describe('conditions', () => {
  it('anyOf gives the first, typed by its index', () => {
    const sim = new Simulation();
    const answer = sim.event<number>('answer');
    const p = sim.process('p', function* () {
      const patience = sim.timeout(5, 'late');
      const first = yield* sim.wait(sim.anyOf([answer, patience]));
      if (first.index === 0) {
        expectTypeOf(first.value).toEqualTypeOf<number>();
        patience.cancel();
      } else {
        expectTypeOf(first.value).toEqualTypeOf<string>();
      }
      return first.value;
    });
    sim.schedule(3, () => answer.succeed(42));
    sim.run();
    expect([p.value, sim.now]).toEqual([42, 3]);
  });

  it('allOf gives all values in the order of the list', () => {
    const sim = new Simulation();
    const p = sim.process('p', function* () {
      const values = yield* sim.wait(sim.allOf([sim.timeout(3, 'a'), sim.timeout(1, 7)]));
      expectTypeOf(values).toEqualTypeOf<[string, number]>();
      return [sim.now, ...values];
    });
    sim.run();
    expect(p.value).toEqual([3, 'a', 7]);
  });

  it('count what has happened already; an empty allOf happens at once, an empty anyOf is refused', () => {
    const sim = new Simulation();
    const past = sim.timeout(1, 'past');
    sim.run();
    const any = sim.anyOf([sim.event(), past]);
    const all = sim.allOf([past, past]);
    const none = sim.allOf([]);
    sim.run();
    expect([any.value.index, all.value, none.value, sim.now]).toEqual([1, ['past', 'past'], [], 1]);
    expect(() => sim.anyOf([])).toThrow(/list is empty/);
    expect(() => new Simulation().anyOf([past])).toThrow(/another simulation/);
  });

  it('fail with the first failure; a failure after the decision is not swallowed', () => {
    const sim = new Simulation();
    const [a, b] = [sim.event('a'), sim.event('b')];
    const p = sim.process('p', function* () {
      try {
        yield sim.allOf([a, b]);
        return 'fine';
      } catch (error) {
        return (error as Error).message;
      }
    });
    sim.schedule(1, () => a.fail(new Error('first')));
    sim.schedule(2, () => b.fail(new Error('second')));
    expect(() => sim.run()).toThrow(/time 2, event "b": second/);
    expect(p.value).toBe('first');
  });

  it('nest', () => {
    const sim = new Simulation();
    const all = sim.allOf([sim.anyOf([sim.timeout(4), sim.timeout(2)]), sim.timeout(1)]);
    expect(sim.run({ until: all })).toBe('until');
    expect(sim.now).toBe(2);
  });
});
