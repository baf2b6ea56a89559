import type { Agenda } from './internal/agenda.js';
import { KernelError } from './kernel-error.js';
import { Waitable, type Waiter } from './waitable.js';

/** The value that something to wait for succeeds with. */
export type ValueOf<W> = W extends Waitable<infer T> ? T : never;

type IndexOf<I> = I extends `${infer N extends number}` ? N : number;

/** Which of several happened first, by its index in the list, and with what value. */
export type FirstOf<E extends readonly Waitable<unknown>[]> = {
  [I in keyof E]: { readonly index: IndexOf<I>; readonly event: E[I]; readonly value: ValueOf<E[I]> };
}[number];

/** The values of all, in the order of the list. */
export type ValuesOf<E extends readonly Waitable<unknown>[]> = { -readonly [I in keyof E]: ValueOf<E[I]> };

abstract class Condition<E extends readonly Waitable<unknown>[], T> extends Waitable<T> implements Waiter {
  readonly name: string;
  protected readonly events: E;

  constructor(agenda: Agenda, name: string, events: E) {
    super(agenda);
    this.name = name;
    this.events = events;
    for (const event of events) {
      if (!event.isOn(agenda))
        throw new KernelError(`${name}: "${event.name}" belongs to another simulation`);
    }
  }

  /** Hears of what has happened already and waits for the rest. */
  protected observe(): void {
    for (const event of this.events) {
      if (this.triggered) return;
      if (event.processed) this.heed(event);
      else event.attach(this);
    }
  }

  /** @internal */
  wake(source: Waitable<unknown>): void {
    this.heed(source);
  }

  protected heed(source: Waitable<unknown>): void {
    if (source.failed) this.decide(true, source.error);
    else this.happened(source);
  }

  /** Fixes the outcome and stops listening, so that a later failure of another event is not lost in here. */
  protected decide(failed: boolean, value: unknown): void {
    this.trigger(failed, value, this.agenda.now, 0);
    for (const event of this.events) if (!event.processed) event.detach(this);
  }

  protected abstract happened(source: Waitable<unknown>): void;
}

/** Happens with the first of several events; fails when that one fails. */
export class AnyOf<const E extends readonly Waitable<unknown>[]> extends Condition<E, FirstOf<E>> {
  constructor(agenda: Agenda, events: E) {
    super(agenda, 'any of', events);
    if (events.length === 0) throw new KernelError('anyOf: the list is empty: must hold at least one event');
    this.observe();
  }

  protected happened(source: Waitable<unknown>): void {
    const index = this.events.indexOf(source);
    this.decide(false, { index, event: source, value: source.value });
  }
}

/** Happens when all of several events have; fails with the first failure among them. */
export class AllOf<const E extends readonly Waitable<unknown>[]> extends Condition<E, ValuesOf<E>> {
  #remaining: number;

  constructor(agenda: Agenda, events: E) {
    super(agenda, 'all of', events);
    this.#remaining = events.length;
    if (this.#remaining === 0) this.decide(false, []);
    this.observe();
  }

  protected happened(): void {
    this.#remaining--;
    if (this.#remaining === 0) {
      this.decide(
        false,
        this.events.map((event) => event.value),
      );
    }
  }
}
