import { KernelError } from './kernel-error.js';
import type { Yieldable } from './process.js';
import type { Request } from './request.js';
import { SlotResource } from './slot-resource.js';

/** Slots that are given by priority, lower first, then in the order of the requests. Nobody is preempted. */
export class PriorityResource extends SlotResource {
  /**
   * Asks for a slot. Wait for the request (alone or within `anyOf`), and `release` it in the end, held or not.
   * @throws KernelError when the priority is NaN
   */
  request(priority: number): Request {
    if (Number.isNaN(priority)) {
      throw new KernelError(`resource "${this.name}": priority is NaN: must be a number`);
    }
    return this.enqueue(priority);
  }

  /** Waits for a slot: `const slot = yield* resource.acquire(1)`. An interrupt while waiting withdraws the request. */
  acquire(priority: number): Generator<Yieldable, Request, unknown> {
    return this.await(this.request(priority));
  }

  /** Waits for a slot, holds it for a duration and gives it back, also when interrupted. */
  use(priority: number, duration: number): Generator<Yieldable, void, unknown> {
    return this.holdFor(this.request(priority), duration);
  }
}
