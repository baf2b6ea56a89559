import { type Agenda, type Continuation, isPromiseLike, type Occurrence } from './internal/agenda.js';
import { URGENT } from './internal/event-order.js';
import { failureAt, Interrupt, KernelError } from './kernel-error.js';
import { type Sleeper, Timeout } from './timeout.js';
import { Waitable, type Waiter } from './waitable.js';

/** What a process may yield: something to wait for, or a promise that the kernel awaits before the next event. */
export type Yieldable = Waitable<unknown> | number | PromiseLike<unknown>;

/** The body of a process that returns an `R`: a generator that yields what it waits for. */
export type ProcessBody<R> = Generator<Yieldable, R, unknown>;

/** An active entity of a model. It can be waited for: it succeeds with what its body returns and fails with what it throws. */
export class Process<R> extends Waitable<R> implements Waiter, Continuation, Sleeper {
  readonly name: string;
  readonly #body: ProcessBody<R>;
  /** Whether the process is itself on the agenda, to start or to end a delay, and in which slot. */
  #asleep = true;
  #slotOfWakeUp = -1;
  #started = false;
  #waitingFor: Waitable<unknown> | undefined = undefined;
  /** Where an error that passes through this process was thrown first. */
  #origin: KernelError | undefined = undefined;
  /** The process whose failure was thrown into this one last. */
  #failedSource: Process<unknown> | undefined = undefined;

  constructor(agenda: Agenda, name: string, body: ProcessBody<R>) {
    super(agenda);
    this.name = name;
    this.#body = body;
    agenda.enter(agenda.now, URGENT, this);
  }

  /** Whether the body has not come to its end. */
  get alive(): boolean {
    return !this.triggered;
  }

  /**
   * Throws an `Interrupt` into the process where it waits, at the present time and before everything else that is due then. What it
   * waited for goes on without it. An interrupt that arrives after the end of the process is dropped.
   * @throws KernelError when the process has ended or would interrupt itself
   */
  interrupt(reason?: unknown): void {
    if (this.triggered) throw new KernelError(`interrupt: process "${this.name}" has ended`);
    if (this.agenda.activeProcess === this) {
      throw new KernelError(`interrupt: process "${this.name}" would interrupt itself`);
    }
    const interruption: Occurrence = {
      fire: () => this.#interrupted(reason),
      label: () => `interrupt > ${this.name}`,
    };
    this.agenda.enter(this.agenda.now, URGENT, interruption);
  }

  /** @internal */
  override fire(): void {
    if (this.#asleep) {
      this.#asleep = false;
      this.#started = true;
      this.#advance(false, undefined);
    } else {
      super.fire();
    }
  }

  /** @internal */
  override label(): string {
    if (!this.#started) return `start > ${this.name}`;
    if (this.#asleep) return `timeout > ${this.name}`;
    return this.triggered ? `end of ${super.label()}` : this.name;
  }

  /** @internal */
  wake(source: Waitable<unknown>): void {
    this.#waitingFor = undefined;
    if (source.failed) this.#noteSource(source);
    this.#advance(source.failed, source.outcome);
  }

  /** @internal */
  resolved(value: unknown): void {
    this.#advance(false, value);
  }

  /** @internal */
  rejected(error: unknown): void {
    this.#advance(true, error);
  }

  /** @internal */
  cancelWaking(sequence: number): void {
    const slot = this.#slotOfWakeUp;
    if (!this.#asleep || slot < 0 || this.agenda.sequenceOf(slot) !== sequence) return;
    this.agenda.withdraw(slot);
    this.#slotOfWakeUp = -1;
  }

  /** @internal */
  override failure(): KernelError {
    return this.#origin ?? super.failure();
  }

  #interrupted(reason: unknown): void {
    if (this.triggered) return;
    this.#waitingFor?.detach(this);
    this.#waitingFor = undefined;
    if (this.#asleep) {
      this.#asleep = false;
      this.agenda.withdraw(this.#slotOfWakeUp);
    }
    this.#advance(true, new Interrupt(reason));
  }

  #noteSource(source: Waitable<unknown>): void {
    this.#failedSource = source instanceof Process ? source : undefined;
  }

  /** Runs the body until it waits, or to its end. */
  #advance(failed: boolean, value: unknown): void {
    const agenda = this.agenda;
    const interrupted = agenda.activeProcess;
    agenda.activeProcess = this;
    try {
      for (;;) {
        const step = failed ? this.#body.throw(value) : this.#body.next(value);
        if (step.done === true) {
          this.trigger(false, step.value, agenda.now, 0);
          return;
        }
        const target = step.value;
        if (typeof target === 'number' && target >= 0) {
          this.#slotOfWakeUp = agenda.enter(agenda.now + target, 0, this);
          this.#asleep = true;
          return;
        }
        if (target instanceof Waitable) {
          const fault = this.#faultOf(target);
          if (fault !== undefined) {
            failed = true;
            value = fault;
          } else if (target.processed) {
            failed = target.failed;
            value = target.outcome;
            if (failed) this.#noteSource(target);
          } else if (target instanceof Timeout && target.lend(this)) {
            this.#slotOfWakeUp = agenda.enter(target.time, target.priority, this, target.sequence);
            this.#asleep = true;
            return;
          } else {
            target.attach(this);
            this.#waitingFor = target;
            return;
          }
        } else if (isPromiseLike(target)) {
          agenda.holdFor(target, this);
          return;
        } else {
          failed = true;
          value = new KernelError(
            `yield: got ${String(target)}: must be a delay of at least 0, an event, a process, a request or a promise`,
          );
        }
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      agenda.activeProcess = interrupted;
    }
  }

  #faultOf(target: Waitable<unknown>): KernelError | undefined {
    if (!target.isOn(this.agenda))
      return new KernelError(`yield: "${target.name}" belongs to another simulation`);
    if (target === this) return new KernelError(`yield: process "${this.name}" would wait for itself`);
    return undefined;
  }

  #fail(error: unknown): void {
    const source = this.#failedSource;
    // An error that merely passes through keeps the time and the name of the process that threw it.
    this.#origin =
      source !== undefined && source.error === error
        ? source.failure()
        : failureAt({ time: this.agenda.now, process: this.name }, error);
    this.trigger(true, error, this.agenda.now, 0);
  }
}
