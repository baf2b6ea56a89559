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

/**
 * An action that waits for its time and can be cancelled until then. It can be put off, and scheduled again when it has happened: who
 * needs the same action over and over, at one time at most, needs one event only.
 */
export class ScheduledEvent implements Occurrence, Continuation {
  readonly priority: number;
  readonly name: string;
  readonly #agenda: Agenda;
  readonly #action: Action;
  #time: number;
  #slot: number;
  #pending = true;

  constructor(agenda: Agenda, time: number, action: Action, options: ScheduleOptions) {
    this.#time = time;
    this.priority = options.priority ?? 0;
    this.name = options.name ?? 'action';
    this.#agenda = agenda;
    this.#action = action;
    this.#slot = agenda.enter(time, this.priority, this);
  }

  /** When it happens, or did. */
  get time(): number {
    return this.#time;
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

  /**
   * Schedules it a delay after the present, behind what is scheduled for that time already, as a new event would be; if it is still to
   * come it is taken back before.
   * @throws KernelError when the delay is negative or NaN
   */
  reschedule(delay: number): void {
    this.#enter(this.#agenda.timeAfter(delay, 'reschedule'));
  }

  /**
   * The same at a time.
   * @throws KernelError when the time lies in the past or is NaN
   */
  rescheduleAt(time: number): void {
    this.#enter(this.#agenda.timeFrom(time, 'rescheduleAt'));
  }

  #enter(time: number): void {
    this.cancel();
    this.#time = time;
    this.#slot = this.#agenda.enter(time, this.priority, this);
    this.#pending = true;
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
