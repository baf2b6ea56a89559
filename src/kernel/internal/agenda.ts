import { KernelError } from '../kernel-error.js';
import { EventOrder } from './event-order.js';
import { Passage } from './passage.js';

/** Something that happens at its time in the total order. */
export interface Occurrence {
  /** Carries it out. What it throws ends the run. */
  fire(): void;
  /** What a trace calls it. */
  label(): string;
}

/** What goes on when a promise that an event has to wait for settles. */
export interface Continuation {
  resolved(value: unknown): void;
  rejected(error: unknown): void;
  label(): string;
}

/** A promise that must settle before the next event. */
export interface Outstanding {
  readonly promise: PromiseLike<unknown>;
  readonly continuation: Continuation;
}

/** The clock and what is to come: the part of a simulation that events, processes and conditions need. */
export class Agenda {
  /** @internal */
  protected readonly queue: EventOrder<Occurrence>;
  /** @internal Promises of the event in progress, in the order in which they were handed over. */
  protected outstanding: Outstanding[] = [];
  /** @internal What of the present time has been carried out. */
  protected readonly passage = new Passage();
  /** @internal The process that is running now, if one is. */
  activeProcess: unknown = undefined;

  constructor(startTime: number) {
    if (!Number.isFinite(startTime)) {
      throw new KernelError(`Simulation: startTime is ${startTime}: must be a finite number`);
    }
    this.queue = new EventOrder(startTime);
  }

  /** The simulated time. */
  get now(): number {
    return this.queue.now;
  }

  /** @internal The time that lies a delay ahead. */
  timeAfter(delay: number, caller: string): number {
    if (!(delay >= 0)) {
      throw new KernelError(`${caller}: delay is ${delay}: must be a number of at least 0`);
    }
    return this.queue.now + delay;
  }

  /** @internal A time that is not before the present. */
  timeFrom(time: number, caller: string): number {
    if (!(time >= this.queue.now)) {
      throw new KernelError(
        `${caller}: time is ${time}: must be a number of at least ${this.queue.now}, the present`,
      );
    }
    return time;
  }

  /** @internal Puts an occurrence on the agenda; -1 for one at infinity, which never happens. */
  enter(time: number, priority: number, occurrence: Occurrence, sequence?: number): number {
    if (time === Number.POSITIVE_INFINITY) return -1;
    if (Number.isNaN(priority)) throw new KernelError('priority is NaN: must be a number');
    return this.queue.push(time, priority, occurrence, sequence);
  }

  /** @internal A place in the order of events for something that may be entered later. */
  reserve(): number {
    return this.queue.reserve();
  }

  /** @internal The place in the order of an entry that is still to come. */
  sequenceOf(slot: number): number {
    return this.queue.sequenceOf(slot);
  }

  /** @internal Whether the order of events has come past a place, as if an event had stood there from the beginning. */
  hasPassed(time: number, priority: number, sequence: number): boolean {
    return time === this.queue.now ? this.passage.includes(priority, sequence) : time < this.queue.now;
  }

  /** @internal */
  withdraw(slot: number): void {
    if (slot >= 0) this.queue.cancel(slot);
  }

  /** @internal Holds the next event back until a promise settles. */
  holdFor(promise: PromiseLike<unknown>, continuation: Continuation): void {
    this.outstanding.push({ promise, continuation });
  }
}

/** Whether something an action or a process handed over is a promise. */
export function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof Reflect.get(value, 'then') === 'function'
  );
}
