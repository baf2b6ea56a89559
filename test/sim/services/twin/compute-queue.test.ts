import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeQueue } from '../../../../sim/services/twin/compute-queue.js';
import { Simulation } from '../../../../src/kernel/index.js';

/** Jobs that came before, in Gcycles, with the times of their arrival and of the estimate. */
const history = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 3, noNaN: true }),
    work: fc.double({ min: 0.1, max: 20, noNaN: true }),
  }),
  { maxLength: 6 },
);

describe('when work would be done', () => {
  it.each(['edf', 'fifo', 'sharing'] as const)('is when %s does it, if nothing else comes', (discipline) => {
    fc.assert(
      fc.property(
        history,
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (before, work, after) => {
          const sim = new Simulation();
          const queue = computeQueue(sim, 'cpu', 10, discipline);
          for (const job of before) sim.schedule(job.at, () => queue.submit(job.work, 1000));
          let expected = Number.NaN;
          let done = Number.NaN;
          sim.schedule(3.5, () => {
            expected = queue.expected(work, 2000, after);
          });
          sim.schedule(3.5 + after, () => {
            sim.process('task', function* () {
              const task = queue.submit(work, 2000);
              if (task === undefined) throw new Error('turned away');
              yield task;
              done = sim.now - 3.5;
            });
          });
          sim.run();
          expect(expected).toBeCloseTo(done, 6);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('looks past what is due later, and what was withdrawn', () => {
    for (const discipline of ['edf', 'fifo'] as const) {
      const sim = new Simulation();
      const queue = computeQueue(sim, 'cpu', 10, discipline);
      queue.submit(20, 1000);
      const second = queue.submit(30, 1000);
      sim.schedule(0.5, () => second?.cancel());
      let expected: number[] = [];
      sim.schedule(1, () => {
        expected = [queue.expected(5, 999, 0), queue.expected(5, 1001, 0)];
      });
      sim.run();
      expect(expected).toEqual(discipline === 'edf' ? [0.5, 1.5] : [1.5, 1.5]);
    }
  });
});
