import {
  EdfServer,
  FifoResource,
  ProcessorSharing,
  type ResourceStatistics,
  type Simulation,
  type Yieldable,
} from '../../../src/kernel/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';

/** The processor of a roadside unit. */
export interface ComputeQueue {
  readonly statistics: ResourceStatistics;
  /**
   * Waits until work is done. An interrupt withdraws it.
   * @param work Gcycles
   * @param deadline simulated time by which it should be done, s
   * @returns false when an admission test turned it away
   */
  serve(work: number, deadline: number): Generator<Yieldable, boolean, unknown>;
  /**
   * When work would be done that comes after some time, if nothing else came: an estimate, which changes nothing.
   * @param work Gcycles
   * @param deadline simulated time by which it should be done, s
   * @param after s from now until it comes
   * @returns s from now
   */
  expected(work: number, deadline: number, after: number): number;
}

/**
 * A processor that takes its work earliest deadline first, first come first served, or all at once.
 * @param clock GHz
 */
export function computeQueue(
  sim: Simulation,
  name: string,
  clock: number,
  discipline: TwinSettings['unit']['queue'],
): ComputeQueue {
  if (discipline === 'edf') {
    const server = new EdfServer(sim, { name, rate: clock });
    return {
      statistics: server.statistics,
      *serve(work, deadline) {
        return (yield* server.serve({ work, deadline })).kind === 'admitted';
      },
      expected(work, deadline, after) {
        let ahead = 0;
        for (const job of server.jobs) if (job.deadline <= deadline) ahead += server.workLeft(job);
        return Math.max(after, ahead / clock) + work / clock;
      },
    };
  }
  if (discipline === 'fifo') {
    const slots = new FifoResource(sim, { name, capacity: 1 });
    // The first one is being done, since this moment.
    const jobs = new Set<{ readonly work: number }>();
    let since = sim.now;
    return {
      statistics: slots.statistics,
      *serve(work) {
        const job = { work };
        if (jobs.size === 0) since = sim.now;
        jobs.add(job);
        try {
          yield* slots.use(work / clock);
        } finally {
          if (jobs.values().next().value === job) since = sim.now;
          jobs.delete(job);
        }
        return true;
      },
      expected(work, _, after) {
        let ahead = jobs.size > 0 ? since - sim.now : 0;
        for (const job of jobs) ahead += job.work / clock;
        return Math.max(after, ahead) + work / clock;
      },
    };
  }
  const server = new ProcessorSharing(sim, { name, rate: clock });
  return {
    statistics: server.statistics,
    *serve(work) {
      yield* server.serve({ work });
      return true;
    },
    expected(work, _, after) {
      // Those there now are served until it comes, in equal parts.
      let left = server.jobs.map((job) => server.workLeft(job)).sort((a, b) => a - b);
      for (let time = after; left.length > 0 && time > 0; ) {
        const step = Math.min(time, (left[0] * left.length) / clock);
        time -= step;
        left = left.map((one) => one - (step * clock) / left.length).filter((one) => one > 1e-12);
      }
      return after + left.reduce((sum, one) => sum + Math.min(one, work), work) / clock;
    },
  };
}
