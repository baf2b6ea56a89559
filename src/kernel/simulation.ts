import { AllOf, AnyOf } from './condition.js';
import { Agenda, type Outstanding } from './internal/agenda.js';
import { RunLimit } from './internal/run-limit.js';
import { failureAt, KernelError } from './kernel-error.js';
import { Process, type ProcessBody, type Yieldable } from './process.js';
import { type Action, ScheduledEvent, type ScheduleOptions } from './scheduled-event.js';
import { Timeout } from './timeout.js';
import type { Tracer } from './tracer.js';
import { SimEvent, type Waitable } from './waitable.js';

/** How a simulation begins. */
export interface SimulationOptions {
  /** Where the clock starts; default 0. */
  readonly startTime?: number;
  /** Lists what happens. */
  readonly tracer?: Tracer;
}

/** How far a run goes. */
export interface RunOptions {
  /**
   * A time: everything due strictly before it is carried out and the clock ends on it. Something to wait for: the run ends when that
   * has happened. Without it, the run ends when nothing is left to do.
   */
  readonly until?: number | Waitable<unknown>;
}

/** How far an asynchronous run goes, and what ends it early. */
export interface AsyncRunOptions extends RunOptions {
  /** Looked at before every event and while a promise is awaited. */
  readonly signal?: AbortSignal;
}

/** Why a run ended: it came to `until`, `stop` was called, or nothing was left to do. */
export type RunOutcome = 'until' | 'stopped' | 'exhausted';

/**
 * A discrete-event simulation: a clock, and events in the total order (time, then priority, then sequence of scheduling).
 *
 * ```ts
 * const sim = new Simulation();
 * sim.process('bus', function* () {
 *   yield sim.timeout(3);
 *   return sim.now;
 * });
 * sim.run({ until: 10 });
 * ```
 * Nothing here reads the wall clock or draws random numbers: the same model gives the same trace.
 */
export class Simulation extends Agenda {
  readonly #tracer: Tracer | undefined;
  #running = false;
  #stopping = false;
  #abandoned = false;
  #executed = 0;

  /** @throws KernelError when the start time is not finite */
  constructor(options: SimulationOptions = {}) {
    super(options.startTime ?? 0);
    this.#tracer = options.tracer;
  }

  /** How many events have been carried out. */
  get executed(): number {
    return this.#executed;
  }

  /** How many events are to come. */
  get pending(): number {
    return this.queue.size;
  }

  /** The time of the next event, infinity when there is none. */
  get nextTime(): number {
    const slot = this.queue.peek();
    return slot < 0 ? Number.POSITIVE_INFINITY : this.queue.timeOf(slot);
  }

  /**
   * Does something after a delay.
   * @throws KernelError when the delay is negative or NaN
   */
  schedule(delay: number, action: Action, options: ScheduleOptions = {}): ScheduledEvent {
    return new ScheduledEvent(this, this.timeAfter(delay, 'schedule'), action, options);
  }

  /**
   * Does something at a time.
   * @throws KernelError when the time lies in the past or is NaN
   */
  scheduleAt(time: number, action: Action, options: ScheduleOptions = {}): ScheduledEvent {
    return new ScheduledEvent(this, this.timeFrom(time, 'scheduleAt'), action, options);
  }

  /**
   * Something that happens after a delay; infinity for never. It is an event of the order only when somebody waits for it; several
   * processes that wait for the same one wake one after the other.
   * @throws KernelError when the delay is negative or NaN
   */
  timeout(delay: number): Timeout<undefined>;
  /** The same with a value that waiting for it gives. */
  timeout<T>(delay: number, value: T, priority?: number): Timeout<T>;
  timeout(delay: number, value?: unknown, priority = 0): Timeout<unknown> {
    return new Timeout(this, delay, value, priority);
  }

  /** An event that somebody will make happen. */
  event<T = void>(name = 'event'): SimEvent<T> {
    return new SimEvent<T>(this, name);
  }

  /** Happens with the first of several. The others go on; cancel timeouts and requests that are no longer wanted. */
  anyOf<const E extends readonly Waitable<unknown>[]>(events: E): AnyOf<E> {
    return new AnyOf(this, events);
  }

  /** Happens when all have happened; its value lists theirs in the same order. */
  allOf<const E extends readonly Waitable<unknown>[]>(events: E): AllOf<E> {
    return new AllOf(this, events);
  }

  /**
   * Starts a process at the present time, before everything else that is due then.
   * @param body a generator, or a generator function without parameters; it yields what it waits for and returns the value of the
   *   process. Where there are very many processes, generators of one function (`sim.process(name, taxi(7))`) are faster and smaller
   *   than one function for each.
   */
  process<R>(name: string, body: ProcessBody<R> | (() => ProcessBody<R>)): Process<R> {
    return new Process<R>(this, name, typeof body === 'function' ? body() : body);
  }

  /** `const value = yield* sim.wait(event)`: waits like `yield event`, with the type of the value. */
  *wait<T>(event: Waitable<T>): Generator<Yieldable, T, unknown> {
    return (yield event) as T;
  }

  /** `const answer = yield* sim.external(promise)`: lets the world outside answer before the next event. Needs `runAsync`. */
  *external<T>(promise: PromiseLike<T>): Generator<Yieldable, T, unknown> {
    return (yield promise) as T;
  }

  /** Ends the run in progress after the event in progress. Without effect when none is. */
  stop(): void {
    this.#stopping = true;
  }

  /**
   * Carries out events in their order.
   * @throws KernelError when an action or a process fails and nobody handles it (the simulation can be run on: the event counts as
   *   done), when `until` lies in the past, when an event returns a promise, or when a run is in progress
   */
  run(options: RunOptions = {}): RunOutcome {
    const limit = this.#begin(options);
    try {
      const outcome = this.#carryOut(limit, undefined);
      if (outcome !== 'awaiting') return outcome;
      const event = this.outstanding[0].continuation.label();
      for (const { promise } of this.outstanding) promise.then(ignore, ignore);
      this.outstanding = [];
      this.#abandoned = true;
      throw failureAt(
        { time: this.now, event },
        new KernelError('needs a promise to be awaited: use runAsync'),
      );
    } finally {
      this.#end(limit);
    }
  }

  /**
   * Carries out events in their order, and after an event that gave a promise (an action that returned one, a process that yielded
   * one) awaits it before the next event. Where nothing gives a promise nothing is awaited, and the thread is not yielded.
   * Several promises of one event are awaited in the order in which they were given.
   * @throws KernelError as `run` does; the reason of `signal` when it aborts: between events the simulation can be run on, an abort
   *   while a promise is awaited leaves the event half done and the simulation is over
   */
  async runAsync(options: AsyncRunOptions = {}): Promise<RunOutcome> {
    const limit = this.#begin(options);
    try {
      for (;;) {
        const outcome = this.#carryOut(limit, options.signal);
        if (outcome !== 'awaiting') return outcome;
        await this.#settleOutstanding(options.signal);
      }
    } finally {
      this.#end(limit);
    }
  }

  #begin(options: RunOptions): RunLimit {
    if (this.#running) throw new KernelError('run: a run is in progress');
    if (this.#abandoned) throw new KernelError('run: the simulation was left in the middle of an event');
    const until = options.until ?? Number.POSITIVE_INFINITY;
    if (typeof until === 'number' && !(until >= this.now)) {
      throw new KernelError(`run: until is ${until}: must be a number of at least ${this.now}, the present`);
    }
    const limit =
      typeof until === 'number'
        ? new RunLimit(until, undefined)
        : new RunLimit(Number.POSITIVE_INFINITY, until);
    this.#running = true;
    this.#stopping = false;
    return limit;
  }

  #end(limit: RunLimit): void {
    limit.event?.detach(limit);
    this.#running = false;
  }

  /** Everything up to the limit, or up to an event that gave a promise. */
  #carryOut(limit: RunLimit, signal: AbortSignal | undefined): RunOutcome | 'awaiting' {
    const queue = this.queue;
    const passage = this.passage;
    const tracer = this.#tracer;
    const until = limit.time;
    for (;;) {
      if (limit.reached) {
        if (limit.event?.failed === true) throw limit.event.failure();
        return 'until';
      }
      if (this.#stopping) return 'stopped';
      signal?.throwIfAborted();
      const slot = queue.peek();
      if (slot < 0 || queue.timeOf(slot) >= until) {
        if (until !== Number.POSITIVE_INFINITY && until > queue.now) {
          queue.now = until;
          passage.clear();
        }
        return slot < 0 ? 'exhausted' : 'until';
      }
      const time = queue.timeOf(slot);
      const priority = queue.priorityOf(slot);
      if (time !== queue.now) {
        queue.now = time;
        passage.clear();
      }
      const sequence = queue.sequenceOf(slot);
      passage.begin(priority, sequence, queue.nextSequence);
      const occurrence = queue.take(slot);
      this.#executed++;
      if (tracer?.covers(time) === true) tracer.record(time, priority, sequence, occurrence.label());
      try {
        occurrence.fire();
      } catch (error) {
        if (error instanceof KernelError && error.time !== undefined) throw error;
        throw failureAt({ time, event: occurrence.label() }, error);
      }
      if (this.outstanding.length > 0) return 'awaiting';
    }
  }

  /** Awaits what the event in progress gave, in order; going on may give more. */
  async #settleOutstanding(signal: AbortSignal | undefined): Promise<void> {
    const given = this.outstanding;
    for (let next = given.shift(); next !== undefined; next = given.shift()) {
      const settled = await this.#settled(next, signal);
      if ('error' in settled) next.continuation.rejected(settled.error);
      else next.continuation.resolved(settled.value);
    }
  }

  async #settled(
    next: Outstanding,
    signal: AbortSignal | undefined,
  ): Promise<{ value: unknown } | { error: unknown }> {
    const settled = Promise.resolve(next.promise).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if (signal === undefined) return settled;
    let onAbort = ignore;
    const aborted = new Promise<'aborted'>((resolve) => {
      onAbort = () => resolve('aborted');
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    });
    const first = await Promise.race([settled, aborted]);
    signal.removeEventListener('abort', onAbort);
    if (first !== 'aborted') return first;
    this.#abandoned = true;
    for (const { promise } of this.outstanding) promise.then(ignore, ignore);
    throw signal.reason;
  }
}

function ignore(): void {}
