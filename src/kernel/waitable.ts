import type { Agenda, Occurrence } from './internal/agenda.js';
import { failureAt, KernelError } from './kernel-error.js';

/** Whoever wants to know that something has happened: a process, a condition, a state machine. */
export interface Waiter {
  /** Called once when what it waits for is processed. */
  wake(source: Waitable<unknown>): void;
  /** What traces call it. */
  readonly name: string;
}

const TRIGGERED = 1;
const PROCESSED = 2;
const FAILED = 4;

/**
 * Something a process can wait for with `yield`: an event, a timeout, the end of another process, a condition, a request.
 *
 * It is pending, then triggered (its outcome is known and it has its place in the event order), then processed (everybody who waited
 * was woken, in the order in which they came). Waiting for something processed goes on at once.
 */
export abstract class Waitable<T> implements Occurrence {
  // Five fields and no more: a model with 1e5 timeouts lives or dies by the size of these objects. They are declared only and set in
  // the constructor: defining fields takes several times as long where many classes share a constructor.
  /** @internal */
  declare protected readonly agenda: Agenda;
  /** The flags above; 0 while pending. */
  declare private state: number;
  declare private result: unknown;
  /** One waiter, or several in the order in which they came. */
  declare private waiters: Waiter | Waiter[] | undefined;
  declare private slot: number;

  constructor(agenda: Agenda) {
    this.agenda = agenda;
    this.state = 0;
    this.result = undefined;
    this.waiters = undefined;
    this.slot = -1;
  }

  /** What traces and errors call it. */
  abstract get name(): string;

  /** Whether the outcome is known. */
  get triggered(): boolean {
    return this.state !== 0;
  }

  /** Whether it has happened: those who waited have been woken. */
  get processed(): boolean {
    return (this.state & PROCESSED) !== 0;
  }

  /** Whether the outcome is a failure. */
  get failed(): boolean {
    return (this.state & FAILED) !== 0;
  }

  /**
   * The value it succeeded with.
   * @throws KernelError while it is pending, the error of a failure
   */
  get value(): T {
    if (this.state === 0) throw new KernelError(`${this.name}: has no value yet`);
    if (this.failed) throw this.result;
    return this.result as T;
  }

  /** The error it failed with, or `undefined`. */
  get error(): unknown {
    return this.failed ? this.result : undefined;
  }

  /** @internal Value or error, whichever it is. */
  get outcome(): unknown {
    return this.result;
  }

  /** From now on somebody waits for it: is woken when it is processed, behind those who came before. Never, if that has been. */
  attach(waiter: Waiter): void {
    const waiters = this.waiters;
    if (waiters === undefined) this.waiters = waiter;
    else if (Array.isArray(waiters)) waiters.push(waiter);
    else this.waiters = [waiters, waiter];
  }

  /** Somebody waits for it no more. */
  detach(waiter: Waiter): void {
    const waiters = this.waiters;
    if (waiters === waiter) {
      this.waiters = undefined;
    } else if (Array.isArray(waiters)) {
      const rest = waiters.filter((other) => other !== waiter);
      this.waiters = rest.length === 0 ? undefined : rest;
    }
  }

  /** @internal Whether it belongs to an agenda. */
  isOn(agenda: Agenda): boolean {
    return this.agenda === agenda;
  }

  /** @internal */
  fire(): void {
    this.state |= PROCESSED;
    const waiters = this.waiters;
    this.waiters = undefined;
    if (waiters === undefined) {
      if (this.failed) throw this.failure();
    } else if (Array.isArray(waiters)) {
      for (const waiter of waiters) waiter.wake(this);
    } else {
      waiters.wake(this);
    }
  }

  /** @internal */
  label(): string {
    const waiters = this.waiters;
    if (waiters === undefined) return this.name;
    const names = Array.isArray(waiters) ? waiters.map((waiter) => waiter.name).join(', ') : waiters.name;
    return `${this.name} > ${names}`;
  }

  /** @internal What a failure that nobody waits for ends the run with. */
  failure(): KernelError {
    return failureAt({ time: this.agenda.now, event: this.name }, this.result);
  }

  /** Fixes the outcome and enters the event order at a time. */
  protected trigger(
    failed: boolean,
    outcome: unknown,
    time: number,
    priority: number,
    sequence?: number,
  ): void {
    if (this.state !== 0) throw new KernelError(`${this.name}: has already been triggered`);
    this.slot = this.agenda.enter(time, priority, this, sequence);
    this.state = failed ? TRIGGERED | FAILED : TRIGGERED;
    this.result = outcome;
  }

  /** Fixes the value and wakes whoever waits at once, within the event in progress, instead of by an event of its own. */
  protected happen(value: unknown): void {
    if (this.state !== 0) throw new KernelError(`${this.name}: has already been triggered`);
    this.state = TRIGGERED;
    this.result = value;
    this.fire();
  }

  /** Makes it pending anew, when it has been processed. */
  protected renew(): void {
    if (!this.processed) throw new KernelError(`${this.name}: is not over yet`);
    this.state = 0;
    this.result = undefined;
  }

  /** Takes a triggered occurrence out of the event order again, for good. */
  protected withdraw(): void {
    if (this.slot < 0 || this.processed) return;
    this.agenda.withdraw(this.slot);
    this.slot = -1;
  }
}

/** An event that somebody makes happen by `succeed` or `fail`, once. */
export class SimEvent<T> extends Waitable<T> {
  readonly name: string;

  constructor(agenda: Agenda, name: string) {
    super(agenda);
    this.name = name;
  }

  /**
   * Makes the event happen at the present time, after what is due already.
   * @throws KernelError when it was triggered before
   */
  succeed(value: T, priority = 0): this {
    this.trigger(false, value, this.agenda.now, priority);
    return this;
  }

  /**
   * Makes the event fail: the error is thrown into every process that waits for it; when none does, the run ends with it.
   * @throws KernelError when it was triggered before
   */
  fail(error: unknown, priority = 0): this {
    this.trigger(true, error, this.agenda.now, priority);
    return this;
  }
}
