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
}

/** Work in a line: it has its turn with a slot, and gives that back before anybody hears that it is done. */
class WorkInLine extends Waitable<undefined> implements ComputeWork, Waiter {
  readonly #slot: Request;
  readonly #duration: number;

  constructor(sim: Simulation, line: FifoResource, duration: number) {
    super(sim);
    this.#duration = duration;
    this.#slot = line.request();
    this.#slot.attach(this);
  }

  get name(): string {
    return 'timeout';
  }

  /** @internal It is its turn. */
  wake(): void {
    this.trigger(false, undefined, this.agenda.now + this.#duration, 0);
  }

  /** @internal */
  override fire(): void {
    this.#slot.release();
    super.fire();
  }

  cancel(): void {
    this.#slot.detach(this);
    this.withdraw();
    this.#slot.release();
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
        const admission = server.submit({ work, deadline });
        return admission.kind === 'admitted' ? admission.job : undefined;
      },
    };
  }
  if (discipline === 'fifo') {
    const line = new FifoResource(sim, { name, capacity: 1 });
    return {
      statistics: line.statistics,
      submit: (work) => new WorkInLine(sim, line, work / clock),
    };
  }
  const server = new ProcessorSharing(sim, { name, rate: clock });
  return {
    statistics: server.statistics,
    submit: (work) => server.submit({ work }),
  };
}
