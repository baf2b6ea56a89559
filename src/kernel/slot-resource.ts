import { EventQueue } from './event-queue.js';
import type { Agenda } from './internal/agenda.js';
import { KernelError } from './kernel-error.js';
import type { Yieldable } from './process.js';
import { Request } from './request.js';
import { ResourceStatistics } from './resource-statistics.js';

/** How a resource is made. */
export interface SlotResourceOptions {
  readonly name: string;
  /** How many may hold it at the same time, at least 1; default 1. */
  readonly capacity?: number;
}

/** Slots that are held for a time, and a line of requests in the order of a key, then of arrival. */
export abstract class SlotResource {
  readonly name: string;
  readonly capacity: number;
  readonly statistics: ResourceStatistics;
  readonly #agenda: Agenda;
  readonly #line = new EventQueue<Request>();
  #inUse = 0;

  /** @throws KernelError when the capacity is not a whole number of at least 1 */
  constructor(agenda: Agenda, options: SlotResourceOptions) {
    this.name = options.name;
    this.capacity = options.capacity ?? 1;
    if (!(this.capacity >= 1) || (Number.isFinite(this.capacity) && !Number.isInteger(this.capacity))) {
      throw new KernelError(
        `resource "${this.name}": capacity is ${this.capacity}: must be a whole number of at least 1`,
      );
    }
    this.#agenda = agenda;
    this.statistics = new ResourceStatistics(agenda, this.capacity);
  }

  /** How many slots are held. */
  get inUse(): number {
    return this.#inUse;
  }

  /** How many requests wait. */
  get queueLength(): number {
    return this.#line.size;
  }

  /** @internal */
  giveBack(request: Request): void {
    if (!request.held) {
      this.#line.cancel(request.place);
      this.statistics.queueLength.add(-1);
      this.statistics.withdrew();
      return;
    }
    this.#inUse--;
    this.statistics.departed(this.#agenda.now - request.madeAt);
    const next = this.#line.pop();
    if (next === undefined) {
      this.statistics.busy.add(-1);
    } else {
      this.statistics.queueLength.add(-1);
      this.#grant(next);
    }
  }

  protected enqueue(key: number): Request {
    const request = new Request(this.#agenda, this);
    this.statistics.arrived();
    if (this.#inUse < this.capacity) {
      this.statistics.busy.add(1);
      this.#grant(request);
    } else {
      request.place = this.#line.push(key, 0, request);
      this.statistics.queueLength.add(1);
    }
    return request;
  }

  /** Waits for a request; an interrupt or a failure on the way withdraws it. */
  protected *await(request: Request): Generator<Yieldable, Request, unknown> {
    let arrived = false;
    try {
      yield request;
      arrived = true;
      return request;
    } finally {
      if (!arrived) request.release();
    }
  }

  /** Waits for a request, holds its slot for a time and gives it back, whatever happens on the way. */
  protected *holdFor(request: Request, duration: number): Generator<Yieldable, void, unknown> {
    try {
      yield request;
      yield duration;
    } finally {
      request.release();
    }
  }

  #grant(request: Request): void {
    this.#inUse++;
    this.statistics.waits.record(this.#agenda.now - request.madeAt);
    request.grant();
  }
}
