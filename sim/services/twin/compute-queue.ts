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
    };
  }
  if (discipline === 'fifo') {
    const slots = new FifoResource(sim, { name, capacity: 1 });
    return {
      statistics: slots.statistics,
      *serve(work) {
        yield* slots.use(work / clock);
        return true;
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
  };
}
