import { describe, expect, it } from 'vitest';
import { FifoResource, Simulation, Tracer, type TraceWindow } from '../../src/kernel/index.js';
import { RandomStreams } from '../../src/random/index.js';

/** A small shop with customers that wait, give up and are interrupted. */
function shopTrace(seed: number, window?: TraceWindow): Tracer {
  const tracer = new Tracer(window);
  const sim = new Simulation({ tracer });
  const random = new RandomStreams(seed);
  const till = new FifoResource(sim, { name: 'till' });
  sim.process('source', function* () {
    for (let i = 0; i < 40; i++) {
      yield random.stream('gaps').exponential(1);
      const customer = sim.process(`customer ${i}`, function* () {
        const request = till.request();
        const patience = sim.timeout(2);
        try {
          const first = yield* sim.wait(sim.anyOf([request, patience]));
          if (first.index === 0) yield sim.timeout(random.stream('service').exponential(0.8));
        } catch {
          // thrown out
        } finally {
          patience.cancel();
          request.release();
        }
      });
      if (i % 7 === 0) sim.schedule(1, () => customer.alive && customer.interrupt('closing'));
    }
  });
  sim.run();
  return tracer;
}

describe('Tracer', () => {
  it('the same model and seed give the same trace, another seed another', () => {
    const trace = shopTrace(1);
    expect(trace.entries.length).toBeGreaterThan(200);
    expect(shopTrace(1).entries).toEqual(trace.entries);
    expect(shopTrace(2).entries).not.toEqual(trace.entries);
  });

  it('a traced run does not differ from an untraced window of it, and its events are in total order', () => {
    const whole = shopTrace(3).entries;
    const window = shopTrace(3, { from: 10, to: 20 }).entries;
    expect(window).toEqual(whole.filter((e) => e.time >= 10 && e.time < 20));
    for (let i = 1; i < whole.length; i++) expect(whole[i].time).toBeGreaterThanOrEqual(whole[i - 1].time);
  });

  it('names events by what they are and whom they wake', () => {
    const tracer = new Tracer();
    const sim = new Simulation({ tracer });
    const ready = sim.event('ready');
    const bus = sim.process('bus', function* () {
      yield sim.timeout(1);
      yield 1;
      ready.succeed();
    });
    sim.process('stop', function* () {
      yield sim.allOf([ready, bus]);
      bus.processed || bus.interrupt();
    });
    sim.schedule(2, () => undefined, { name: 'traffic step', priority: 1 });
    sim.run();
    expect(tracer.entries.map((e) => [e.time, e.name])).toEqual([
      [0, 'start > bus'],
      [0, 'start > stop'],
      [1, 'timeout > bus'],
      [2, 'timeout > bus'],
      [2, 'ready > all of'],
      [2, 'end of bus > all of'],
      [2, 'all of > stop'],
      [2, 'end of stop'],
      [2, 'traffic step'],
    ]);
    expect(tracer.toString().split('\n')[8]).toMatch(/^2\t1\t\d+\ttraffic step$/);
  });

  it('keeps to its limit and counts the rest', () => {
    const tracer = shopTrace(1, { limit: 5 });
    expect(tracer.entries).toHaveLength(5);
    expect(tracer.omitted).toBe(shopTrace(1).entries.length - 5);
    expect(tracer.toString()).toMatch(/more events\)$/);
    expect(() => new Tracer({ from: Number.NaN })).toThrow(/must be numbers/);
  });
});
