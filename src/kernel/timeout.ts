import type { Agenda } from './internal/agenda.js';
import { KernelError } from './kernel-error.js';
import { Waitable, type Waiter } from './waitable.js';

/** A process that can be on the agenda in the place of a timeout. */
export interface Sleeper {
  /** Takes its waking back, if that still stands at this place of the order. */
  cancelWaking(sequence: number): void;
}

/**
 * An event that happens by itself after a delay.
 *
 * Its place in the order of events is fixed when it is made, but it is entered there only when somebody waits for it. The first process
 * that yields it is entered itself in its place: the kernel then holds no timeout, and with 1e5 processes waiting the garbage collector
 * has next to nothing to do.
 */
export class Timeout<T> extends Waitable<T> {
  /** When it happens. */
  readonly time: number;
  readonly priority: number;
  /** @internal Its place among the events of the same time and priority. */
  readonly sequence: number;
  readonly #given: T;
  #sleeper: Sleeper | undefined = undefined;
  #cancelled = false;

  constructor(agenda: Agenda, delay: number, value: T, priority: number) {
    super(agenda);
    this.time = agenda.timeAfter(delay, 'timeout');
    if (Number.isNaN(priority)) throw new KernelError('timeout: priority is NaN: must be a number');
    this.priority = priority;
    this.sequence = agenda.reserve();
    this.#given = value;
  }

  get name(): string {
    return 'timeout';
  }

  /** Always: its outcome is known from the beginning. */
  override get triggered(): boolean {
    return true;
  }

  override get processed(): boolean {
    if (super.triggered) return super.processed;
    return !this.#cancelled && this.agenda.hasPassed(this.time, this.priority, this.sequence);
  }

  override get value(): T {
    return this.#given;
  }

  /** @internal */
  override get outcome(): unknown {
    return this.#given;
  }

  /** Takes the timeout back: it never happens. Without effect once it has happened. */
  cancel(): void {
    if (this.#cancelled || this.processed) return;
    this.#cancelled = true;
    this.withdraw();
    this.#sleeper?.cancelWaking(this.sequence);
  }

  /** @internal Lets a process sleep in its place; false when it must wait like everybody. */
  lend(sleeper: Sleeper): boolean {
    if (this.#sleeper !== undefined || this.#cancelled || this.#given !== undefined || super.triggered)
      return false;
    this.#sleeper = sleeper;
    return true;
  }

  /** @internal */
  override attach(waiter: Waiter): void {
    if (!this.#cancelled && !super.triggered) {
      // Right behind the process that sleeps in its place.
      const sequence = this.#sleeper === undefined ? this.sequence : this.sequence + 0.5;
      this.trigger(false, this.#given, this.time, this.priority, sequence);
    }
    super.attach(waiter);
  }
}
