import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EdfJob, type EdfRequest, EdfServer, Simulation } from '../../src/kernel/index.js';

interface Arrival extends EdfRequest {
  readonly at: number;
}

interface Run {
  readonly server: EdfServer;
  readonly jobs: (EdfJob | undefined)[];
}

function serveAll(
  arrivals: readonly Arrival[],
  options: { preemptive?: boolean; admission?: 'test' | 'all' } = {},
): Run {
  const sim = new Simulation();
  const server = new EdfServer(sim, { name: 'cpu', rate: 1, ...options });
  const jobs: (EdfJob | undefined)[] = [];
  for (const [i, arrival] of arrivals.entries()) {
    sim.schedule(arrival.at, () => {
      const admission = server.submit(arrival);
      jobs[i] = admission.kind === 'admitted' ? admission.job : undefined;
    });
  }
  sim.run();
  return { server, jobs };
}

/**
 * Whether some preemptive schedule keeps all deadlines: in every interval from an arrival to a deadline, the work that must be done
 * wholly within it fits (the processor-demand criterion).
 */
function feasible(arrivals: readonly Arrival[]): boolean {
  for (const from of arrivals.map((a) => a.at)) {
    for (const to of arrivals.map((a) => a.deadline)) {
      let demand = 0;
      for (const a of arrivals) if (a.at >= from && a.deadline <= to) demand += a.work;
      if (demand > to - from && to > from) return false;
    }
  }
  return true;
}

const arrivals = fc.array(
  fc
    .record({ at: fc.nat(12), work: fc.integer({ min: 1, max: 4 }), slack: fc.nat(12) })
    .map(({ at, work, slack }) => ({
      at,
      work,
      deadline: at + work + slack,
    })),
  { minLength: 1, maxLength: 9 },
);

describe('EdfServer', () => {
  it('tells the work left between two events', () => {
    const sim = new Simulation();
    const server = new EdfServer(sim, { name: 'cpu', rate: 2 });
    const left: number[][] = [];
    server.submit({ work: 6, deadline: 10 });
    server.submit({ work: 3, deadline: 20 });
    for (const at of [0, 1, 2.5, 3.5, 4])
      sim.schedule(at, () => left.push(server.jobs.map((job) => server.workLeft(job))));
    sim.run();
    expect(left).toEqual([[6, 3], [4, 3], [1, 3], [2], [1]]);
  });

  it('serves by deadline and lets an earlier one in between', () => {
    const { server, jobs } = serveAll([
      { at: 0, work: 4, deadline: 20 },
      { at: 1, work: 2, deadline: 5 },
      { at: 1, work: 1, deadline: 30 },
    ]);
    expect(jobs.map((job) => job?.finishedAt)).toEqual([6, 3, 7]);
    expect(jobs.map((job) => job?.lateness)).toEqual([-14, -2, -23]);
    expect(server.statistics.waits.mean).toBeCloseTo((2 + 0 + 5) / 3, 12);
    expect(server.statistics.utilisation).toBe(1);
  });

  it('without preemption ends what it has begun', () => {
    const { jobs } = serveAll(
      [
        { at: 0, work: 4, deadline: 20 },
        { at: 1, work: 2, deadline: 7 },
      ],
      { preemptive: false },
    );
    expect(jobs.map((job) => job?.finishedAt)).toEqual([4, 6]);
  });

  it('keeps every deadline of every set whose deadlines can be kept, and misses one of every other', () => {
    fc.assert(
      fc.property(arrivals, (set) => {
        const { server } = serveAll(set, { admission: 'all' });
        expect(server.missed === 0).toBe(feasible(set));
        expect(server.statistics.departures).toBe(set.length);
      }),
      { numRuns: 500 },
    );
  });

  it('what the admission test takes in is never late, and what it refuses could not be kept', () => {
    fc.assert(
      fc.property(arrivals, fc.boolean(), (set, preemptive) => {
        const order = set.toSorted((a, b) => a.at - b.at);
        const { server, jobs } = serveAll(order, { preemptive });
        expect(server.missed).toBe(0);
        expect(server.statistics.refused).toBe(jobs.filter((job) => job === undefined).length);
        if (!preemptive) return;
        const taken: Arrival[] = [];
        for (const [i, arrival] of order.entries()) {
          expect(feasible([...taken, arrival])).toBe(jobs[i] !== undefined);
          if (jobs[i] !== undefined) taken.push(arrival);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('says whose deadline would be missed', () => {
    const sim = new Simulation();
    const server = new EdfServer(sim, { name: 'cpu', rate: 2 });
    expect(server.submit({ work: 8, deadline: 4 }).kind).toBe('admitted');
    expect(server.submit({ work: 1, deadline: 4.4 })).toEqual({ kind: 'refused', late: 'itself' });
    expect(server.submit({ work: 1, deadline: 3 })).toEqual({ kind: 'refused', late: 'another' });
    expect(server.submit({ work: 1, deadline: 4.5 }).kind).toBe('admitted');
    expect(() => server.submit({ work: -1, deadline: 4 })).toThrow(/server "cpu": work is -1/);
    expect(() => server.submit({ work: 1, deadline: Number.NaN })).toThrow(/deadline is NaN/);
  });

  it('follows changes of its rate, and withdraws the jobs of interrupted processes', () => {
    const sim = new Simulation();
    const server = new EdfServer(sim, { name: 'cpu', rate: 1 });
    const doomed = sim.process('doomed', function* () {
      try {
        yield* server.serve({ work: 5, deadline: 20 });
      } catch {
        return 'interrupted';
      }
      return 'served';
    });
    const other = sim.process('other', function* () {
      const admission = yield* server.serve({ work: 4, deadline: 30 });
      return admission.kind === 'admitted' ? admission.job.finishedAt : undefined;
    });
    sim.schedule(2, () => doomed.interrupt());
    sim.schedule(3, () => server.setRate(0));
    sim.schedule(5, () => server.setRate(3));
    sim.run();
    expect([doomed.value, other.value]).toEqual(['interrupted', 6]);
    expect(server.statistics.cancelled).toBe(1);
    expect(server.statistics.utilisation).toBeCloseTo(4 / 6, 12);
    expect(server.jobs).toEqual([]);
  });

  it('wakes whoever waits for a prompt job within the event of its end, when it has turned to the next', () => {
    const sim = new Simulation();
    const server = new EdfServer(sim, { name: 'cpu', rate: 1 });
    const woken: [number, number, number][] = [];
    for (const [i, work] of [2, 1].entries()) {
      const admission = server.submit({ work, deadline: 10 + i, prompt: true });
      if (admission.kind === 'refused') throw new Error('refused');
      admission.job.attach({ name: 'waiter', wake: () => woken.push([i, sim.now, server.jobs.length]) });
    }
    sim.run();
    expect(woken).toEqual([
      [0, 2, 1],
      [1, 3, 0],
    ]);
    expect(sim.executed).toBe(2);
  });
});
