import type { Agenda } from './internal/agenda.js';
import { Waitable } from './waitable.js';

/** The resource that a request goes to. */
interface SlotOwner {
  readonly name: string;
  giveBack(request: Request): void;
}

/** A request for a slot of a resource: wait for it, and give the slot back in the end. */
export class Request extends Waitable<Request> {
  /** When it was made. */
  readonly madeAt: number;
  readonly #owner: SlotOwner;
  #held = false;
  #over = false;
  /** @internal */
  place = -1;

  constructor(agenda: Agenda, owner: SlotOwner) {
    super(agenda);
    this.#owner = owner;
    this.madeAt = agenda.now;
  }

  get name(): string {
    return `request of ${this.#owner.name}`;
  }

  /** Whether it holds a slot. */
  get held(): boolean {
    return this.#held;
  }

  /**
   * Gives the slot back; a request that still waits for one is withdrawn (reneges) and never happens. Without effect the second time,
   * so that it can stand in a `finally`.
   */
  release(): void {
    if (this.#over) return;
    this.#over = true;
    this.#owner.giveBack(this);
    this.#held = false;
  }

  /** @internal */
  grant(): void {
    this.#held = true;
    this.trigger(false, this, this.agenda.now, 0);
  }
}
