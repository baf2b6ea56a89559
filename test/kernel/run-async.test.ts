import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/kernel/index.js';

/** Settles after some turns of the event loop. */
async function later<T>(value: T, turns = 3): Promise<T> {
  for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
  return value;
}

describe('runAsync', () => {
  it('awaits the promise of an action before the next event', async () => {
    const sim = new Simulation();
    const log: string[] = [];
    sim.schedule(1, async () => {
      log.push('step asked');
      await later(undefined, 5);
      log.push('step answered');
      sim.schedule(0, () => log.push('from the answer'), { priority: -1 });
    });
    sim.schedule(1, () => log.push('next'));
    expect(await sim.runAsync({ until: 3 })).toBe('exhausted');
    expect(log).toEqual(['step asked', 'step answered', 'from the answer', 'next']);
    expect(sim.now).toBe(3);
  });

  it('lets processes await the world outside, one after the other in the order of waking', async () => {
    const sim = new Simulation();
    const gate = sim.event();
    sim.schedule(2, () => gate.succeed());
    const log: string[] = [];
    for (const [name, turns] of [
      ['slow', 9],
      ['quick', 1],
    ] as const) {
      sim.process(name, function* () {
        yield gate;
        const answer = yield* sim.external(later(name, turns));
        log.push(`${answer} ${sim.now}`);
        try {
          yield* sim.external(Promise.reject(new Error(`refused ${name}`)));
        } catch (error) {
          log.push((error as Error).message);
        }
      });
    }
    await sim.runAsync();
    expect(log).toEqual(['slow 2', 'quick 2', 'refused slow', 'refused quick']);
  });

  it('does not yield the thread where nothing is to be awaited', async () => {
    const sim = new Simulation();
    let yielded = false;
    let seen = false;
    sim.schedule(1, () => undefined);
    sim.schedule(2, () => {
      seen = yielded;
    });
    const run = sim.runAsync();
    void Promise.resolve().then(() => {
      yielded = true;
    });
    await run;
    expect(seen).toBe(false);
  });

  it('rejections surface with time and name', async () => {
    const sim = new Simulation();
    sim.schedule(4, () => Promise.reject(new Error('SUMO is gone')), { name: 'traffic step' });
    await expect(sim.runAsync()).rejects.toMatchObject({ time: 4, event: 'traffic step' });
    sim.process('p', function* () {
      yield Promise.reject(new Error('no answer'));
    });
    await expect(sim.runAsync()).rejects.toMatchObject({ time: 4, process: 'p' });
  });

  it('ends by a signal between events and can be run on', async () => {
    const sim = new Simulation();
    const abort = new AbortController();
    sim.schedule(1, () => abort.abort(new Error('Ctrl-C')));
    sim.schedule(1, () => undefined);
    await expect(sim.runAsync({ signal: abort.signal })).rejects.toThrow('Ctrl-C');
    expect(sim.pending).toBe(1);
    expect(await sim.runAsync()).toBe('exhausted');
  });

  it('ends by a signal while awaiting what never comes', async () => {
    const sim = new Simulation();
    const abort = new AbortController();
    sim.schedule(1, () => new Promise(() => undefined));
    setImmediate(() => abort.abort(new Error('Ctrl-C')));
    await expect(sim.runAsync({ signal: abort.signal })).rejects.toThrow('Ctrl-C');
    expect(() => sim.run()).toThrow(/left in the middle of an event/);
  });

  it('a synchronous run refuses promises', () => {
    const sim = new Simulation();
    sim.schedule(1, () => later(1), { name: 'step' });
    expect(() => sim.run()).toThrow(/event "step": needs a promise to be awaited: use runAsync/);
  });
});
