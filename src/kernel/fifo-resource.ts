import type { Yieldable } from './process.js';
import type { Request } from './request.js';
import { SlotResource } from './slot-resource.js';

/**
 * Slots that are given in the order of the requests.
 *
 * ```ts
 * const channel = new FifoResource(sim, { name: 'channel', capacity: 2 });
 * sim.process('vehicle', function* () {
 *   const slot = yield* channel.acquire();
 *   try {
 *     yield sim.timeout(3);
 *   } finally {
 *     slot.release();
 *   }
 * });
 * ```
 */
export class FifoResource extends SlotResource {
  /** Asks for a slot. Wait for the request (alone or within `anyOf`), and `release` it in the end, held or not. */
  request(): Request {
    return this.enqueue(0);
  }

  /** Waits for a slot: `const slot = yield* resource.acquire()`. An interrupt while waiting withdraws the request. */
  acquire(): Generator<Yieldable, Request, unknown> {
    return this.await(this.request());
  }

  /** Waits for a slot, holds it for a duration and gives it back, also when interrupted: `yield* resource.use(3)`. */
  use(duration: number): Generator<Yieldable, void, unknown> {
    return this.holdFor(this.request(), duration);
  }
}
