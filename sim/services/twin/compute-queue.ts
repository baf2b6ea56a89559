import {
  EdfServer,
  FifoResource,
  ProcessorSharing,
  type Request,
  type ResourceStatistics,
  type Simulation,
  Waitable,
  type Waiter,
} from '../../../src/kernel/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';

/** Work at a processor; it happens when it is done. */
export interface ComputeWork extends Waitable<unknown> {
  /** Withdraws it, if it is not done. */
  cancel(): void;
}

/** The processor of a roadside unit. */
export interface ComputeQueue {
  readonly statistics: ResourceStatistics;
  /**
   * Takes work in.
   * @param work Gcycles
   * @param deadline simulated time by which it should be done, s
   * @returns undefined when an admission test turned it away
   */
  submit(work: number, deadline: number): ComputeWork | undefined;
  /**
   * When work would be done that comes after some time, if nothing else came: an estimate, which changes nothing.
   * @param work Gcycles
   * @param deadline simulated time by which it should be done, s
   * @param after s from now until it comes
   * @returns s from now
   */
  expected(work: number, deadline: number, after: number): number;
}

/** Work in a line: it has its turn with a slot, and gives that back before anybody hears that it is done. */
class WorkInLine extends Waitable<undefined> implements ComputeWork, Waiter {
  /** s at the processor. */
  readonly duration: number;
  readonly #slot: Request;
  readonly #onLeave: (work: WorkInLine) => void;

  /** @param onLeave told when it is done or withdrawn */
  constructor(sim: Simulation, line: FifoResource, duration: number, onLeave: (work: WorkInLine) => void) {
    super(sim);
    this.duration = duration;
    this.#onLeave = onLeave;
    this.#slot = line.request();
    this.#slot.attach(this);
  }

  get name(): string {
    return 'timeout';
  }

  /** @internal It is its turn. */
  wake(): void {
    this.trigger(false, undefined, this.agenda.now + this.duration, 0);
  }

  /** @internal */
  override fire(): void {
    this.#leave();
    super.fire();
  }

  cancel(): void {
    this.#slot.detach(this);
    this.withdraw();
    this.#leave();
  }

  #leave(): void {
    this.#slot.release();
    this.#onLeave(this);
  }
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
      submit(work, deadline) {
        const admission = server.submit({ work, deadline, prompt: true });
        return admission.kind === 'admitted' ? admission.job : undefined;
      },
      expected(work, deadline, after) {
        let ahead = 0;
        for (const job of server.jobs) if (job.deadline <= deadline) ahead += server.workLeft(job);
        return Math.max(after, ahead / clock) + work / clock;
      },
    };
  }
  if (discipline === 'fifo') {
    const line = new FifoResource(sim, { name, capacity: 1 });
    // The first one is being done, since this moment.
    const works = new Set<WorkInLine>();
    let since = sim.now;
    const left = (work: WorkInLine): void => {
      if (works.values().next().value === work) since = sim.now;
      works.delete(work);
    };
    return {
      statistics: line.statistics,
      submit(work) {
        if (works.size === 0) since = sim.now;
        const one = new WorkInLine(sim, line, work / clock, left);
        works.add(one);
        return one;
      },
      expected(work, _, after) {
        let ahead = works.size > 0 ? since - sim.now : 0;
        for (const { duration } of works) ahead += duration;
        return Math.max(after, ahead) + work / clock;
      },
    };
  }
  const server = new ProcessorSharing(sim, { name, rate: clock });
  return {
    statistics: server.statistics,
    submit: (work) => server.submit({ work, prompt: true }),
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
