import { type Agenda, type Continuation, isPromiseLike, type Occurrence } from './internal/agenda.js';
import { failureAt, KernelError } from './kernel-error.js';

/**
 * What an event does. A promise that it returns is awaited before the next event by `runAsync` (and refused by `run`); any other
 * result is ignored.
 */
export type Action = () => unknown;

/** How an action is scheduled. */
export interface ScheduleOptions {
  /** Lower goes first among events of the same time; default 0. */
  readonly priority?: number;
  /** What traces and errors call it; default `action`. */
  readonly name?: string;
}

/** An action that waits for its time and can be cancelled until then. */
export class ScheduledEvent implements Occurrence, Continuation {
  readonly time: number;
  readonly priority: number;
  readonly name: string;
  readonly #agenda: Agenda;
  readonly #action: Action;
  readonly #slot: number;
  #pending = true;

  constructor(agenda: Agenda, time: number, action: Action, options: ScheduleOptions) {
    this.time = time;
    this.priority = options.priority ?? 0;
    this.name = options.name ?? 'action';
    this.#agenda = agenda;
    this.#action = action;
    this.#slot = agenda.enter(time, this.priority, this);
  }

  /** Whether it is still to come. */
  get pending(): boolean {
    return this.#pending;
  }

  /** Takes the event back. Returns false when it has happened or was cancelled before. */
  cancel(): boolean {
    if (!this.#pending) return false;
    this.#pending = false;
    this.#agenda.withdraw(this.#slot);
    return true;
  }

  /** @internal */
  fire(): void {
    this.#pending = false;
    const result = this.#action();
    if (result !== undefined && isPromiseLike(result)) this.#agenda.holdFor(result, this);
  }

  /** @internal */
  label(): string {
    return this.name;
  }

  /** @internal */
  resolved(): void {}

  /** @internal */
  rejected(error: unknown): void {
    if (error instanceof KernelError && error.time !== undefined) throw error;
    throw failureAt({ time: this.#agenda.now, event: this.name }, error);
  }
}
