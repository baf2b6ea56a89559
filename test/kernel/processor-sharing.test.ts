import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ProcessorSharing,
  type SharingJob,
  type SharingRequest,
  Simulation,
} from '../../src/kernel/index.js';

function server(rate = 1): { sim: Simulation; cpu: ProcessorSharing } {
  const sim = new Simulation();
  return { sim, cpu: new ProcessorSharing(sim, { name: 'cpu', rate }) };
}

describe('ProcessorSharing', () => {
  it('works the ends out anew at arrivals and departures', () => {
    const { sim, cpu } = server();
    const jobs: SharingJob[] = [];
    for (const [at, work] of [
      [0, 3],
      [1, 1],
      [2, 4],
    ] as const) {
      sim.schedule(at, () => jobs.push(cpu.submit({ work })));
    }
    sim.run();
    // [0,1): a alone; [1,2): a, b; [2,3.5): a, b, c until b ends; then a, c until a ends at 5.5; then c alone.
    expect(jobs.map((job) => job.finishedAt)).toEqual([5.5, 3.5, 8]);
    expect(cpu.statistics.utilisation).toBe(1);
    expect(cpu.statistics.waits.mean).toBeCloseTo((2.5 + 1.5 + 2) / 3, 12);
    expect(cpu.statistics.inSystem.mean).toBeCloseTo((5.5 + 2.5 + 6) / 8, 12);
  });

  it('tells the work left between two events', () => {
    const { sim, cpu } = server(2);
    const left: number[][] = [];
    cpu.submit({ work: 6 });
    cpu.submit({ work: 3 });
    for (const at of [0, 1, 2.5, 3.5])
      sim.schedule(at, () => left.push(cpu.jobs.map((job) => cpu.workLeft(job))));
    sim.run();
    expect(left).toEqual([[6, 3], [5, 2], [3.5, 0.5], [2]]);
  });

  it('wakes whoever waits for a prompt job within the event of its end, when the others have been turned to', () => {
    const { sim, cpu } = server();
    const woken: [number, number, number][] = [];
    for (const [i, work] of [2, 2, 5].entries()) {
      const job = cpu.submit({ work, prompt: true });
      job.attach({ name: 'waiter', wake: () => woken.push([i, sim.now, cpu.jobs.length]) });
    }
    const before = sim.executed;
    sim.run();
    // Two end together at 6; the third is alone then.
    expect(woken).toEqual([
      [0, 6, 1],
      [1, 6, 1],
      [2, 9, 0],
    ]);
    expect(sim.executed - before).toBe(2);
  });

  it('is the same for prompt jobs, and for one job again and again, as for others', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: 1, maxLength: 4 }), {
          minLength: 1,
          maxLength: 5,
        }),
        (lines) => {
          const ends = (again: boolean): [number, number][] => {
            const { sim, cpu } = server(2);
            const at: [number, number][] = [];
            for (const [line, works] of lines.entries()) {
              let next = 0;
              let job: SharingJob | undefined;
              const waiter = {
                name: 'line',
                wake: (): void => {
                  at.push([line, sim.now]);
                  begin();
                },
              };
              const begin = (): void => {
                if (next === works.length) return;
                const work = works[next++];
                if (again && job !== undefined) cpu.resubmit(job, work);
                else job = cpu.submit({ work, prompt: again });
                job.attach(waiter);
              };
              sim.schedule(line / 3, begin);
            }
            sim.run();
            return at.sort(([a, x], [b, y]) => a - b || x - y);
          };
          const [once, renewed] = [ends(false), ends(true)];
          expect(renewed.map(([line]) => line)).toEqual(once.map(([line]) => line));
          for (const [i, [, time]] of once.entries()) expect(renewed[i][1]).toBeCloseTo(time, 9);
        },
      ),
    );
  });

  it('takes only jobs again that are done', () => {
    const { sim, cpu } = server();
    const job = cpu.submit({ work: 1, prompt: true });
    expect(() => cpu.resubmit(job, 1)).toThrow('is not over yet');
    sim.run();
    expect(() => cpu.resubmit(job, -1)).toThrow('work is -1');
    cpu.resubmit(job, 3);
    expect(job).toMatchObject({ work: 3, arrivedAt: 1, finishedAt: undefined, processed: false });
    sim.run();
    expect(job).toMatchObject({ finishedAt: 4, processed: true });
    expect(cpu.statistics.departures).toBe(2);
  });

  it('divides by weight and gives on what caps leave', () => {
    const { cpu } = server(10);
    const job = (request: Partial<SharingRequest>): SharingJob => cpu.submit({ work: 100, ...request });
    const [a, b] = [job({ weight: 1 }), job({ weight: 3 })];
    expect([a.rate, b.rate]).toEqual([2.5, 7.5]);
    const c = job({ weight: 6, rateCap: 2 });
    expect([a.rate, b.rate, c.rate]).toEqual([2, 6, 2]);
    const d = job({ weight: 2, rateCap: 2.4 });
    expect([a.rate, b.rate, c.rate, d.rate]).toEqual(
      [1.4, 4.2, 2, 2.4].map((x): unknown => expect.closeTo(x, 12)),
    );
    c.cancel();
    c.cancel();
    expect(cpu.statistics.cancelled).toBe(1);
    expect(cpu.jobs).toEqual([a, b, d]);
  });

  it('leaves rate unused when all caps bind', () => {
    const { sim, cpu } = server(10);
    cpu.submit({ work: 8, rateCap: 2 });
    cpu.submit({ work: 4, rateCap: 1 });
    sim.run();
    expect([sim.now, cpu.statistics.utilisation]).toEqual([4, expect.closeTo(0.3, 12)]);
    expect(cpu.statistics.waits.mean).toBe(0);
  });

  it('follows changes of its rate, also to nothing and back', () => {
    const { sim, cpu } = server(2);
    const job = cpu.submit({ work: 10 });
    sim.schedule(1, () => cpu.setRate(4));
    sim.schedule(2, () => cpu.setRate(0));
    sim.schedule(7, () => cpu.setRate(1));
    sim.run();
    expect(job.finishedAt).toBe(11);
  });

  it('withdraws the job of an interrupted process', () => {
    const { sim, cpu } = server();
    const doomed = sim.process('doomed', function* () {
      try {
        yield* cpu.serve({ work: 5 });
      } catch {
        return sim.now;
      }
      return -1;
    });
    const other = cpu.submit({ work: 2 });
    sim.schedule(2, () => doomed.interrupt());
    sim.run();
    expect([doomed.value, other.finishedAt]).toEqual([2, 3]);
  });

  it('is work-conserving: whatever comes and goes, the work done is the integral of the rate in use', () => {
    const step = fc.record({
      gap: fc.double({ min: 0, max: 3, noNaN: true }),
      work: fc.double({ min: 0, max: 5, noNaN: true }),
      weight: fc.double({ min: 0.1, max: 4, noNaN: true }),
      rateCap: fc.option(fc.double({ min: 0.05, max: 2, noNaN: true }), { nil: undefined }),
      cancel: fc.boolean(),
      rate: fc.option(fc.double({ min: 0.1, max: 3, noNaN: true }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        const { sim, cpu } = server();
        const jobs: SharingJob[] = [];
        let done = 0;
        let offered = 0;
        let used = 0;
        let at = sim.now;
        let inUse = 0;
        const note = (): void => {
          used += inUse * (sim.now - at);
          at = sim.now;
          inUse = cpu.jobs.reduce((sum, job) => sum + job.rate, 0);
          expect(inUse).toBeLessThanOrEqual(cpu.rate * (1 + 1e-12));
          for (const job of cpu.jobs) expect(job.rate).toBeLessThanOrEqual(job.rateCap);
        };
        sim.process('steps', function* () {
          for (const { gap, work, weight, rateCap, cancel, rate } of steps) {
            yield gap;
            if (rate !== undefined) cpu.setRate(rate);
            const job = cpu.submit({ work, weight, rateCap });
            jobs.push(job);
            offered += work;
            note();
            sim.process('watch', function* () {
              yield job;
              done += work;
              note();
            });
            const oldest = cpu.jobs.at(0);
            if (cancel && oldest !== undefined) {
              cpu.setRate(cpu.rate);
              done += oldest.work - oldest.remaining;
              offered -= oldest.remaining;
              oldest.cancel();
              note();
            }
          }
        });
        sim.run();
        expect(cpu.jobs).toEqual([]);
        expect(done).toBeCloseTo(offered, 6);
        expect(used).toBeCloseTo(offered, 6);
      }),
      { numRuns: 200 },
    );
  });

  it('refuses what is out of range', () => {
    const { cpu } = server();
    expect(() => cpu.submit({ work: Number.NaN })).toThrow(/server "cpu": work is NaN/);
    expect(() => cpu.submit({ work: 1, weight: 0 })).toThrow(/weight is 0/);
    expect(() => cpu.submit({ work: 1, rateCap: 0 })).toThrow(/rateCap is 0/);
    expect(() => cpu.setRate(-1)).toThrow(/rate is -1/);
    expect(() => server(Number.POSITIVE_INFINITY)).toThrow(/rate is Infinity/);
  });
});
