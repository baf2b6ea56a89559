import { KernelError } from './kernel-error.js';

/** Whatever tells the simulated time. */
export interface Clock {
  readonly now: number;
}

/** Statistics of a quantity that holds a value over time: a queue length, the number of busy servers. */
export class TimeWeighted {
  readonly #clock: Clock;
  #value: number;
  #since: number;
  #begin: number;
  #integral = 0;
  #max: number;

  constructor(clock: Clock, value = 0) {
    this.#clock = clock;
    this.#value = value;
    this.#since = clock.now;
    this.#begin = clock.now;
    this.#max = value;
  }

  /** The present value. */
  get value(): number {
    return this.#value;
  }

  /**
   * From now on the quantity has this value.
   * @throws KernelError when it is not finite
   */
  set(value: number): void {
    if (!Number.isFinite(value))
      throw new KernelError(`TimeWeighted: value is ${value}: must be a finite number`);
    this.#integral = this.integral;
    this.#since = this.#clock.now;
    this.#value = value;
    if (value > this.#max) this.#max = value;
  }

  /** From now on the quantity is larger by this much. */
  add(change: number): void {
    this.set(this.#value + change);
  }

  /** The integral of the quantity over time since the beginning. */
  get integral(): number {
    return this.#integral + this.#value * (this.#clock.now - this.#since);
  }

  /** The mean over time; NaN when no time has passed. */
  get mean(): number {
    return this.integral / (this.#clock.now - this.#begin);
  }

  get max(): number {
    return this.#max;
  }

  /** Begins anew at the present time with the present value: the end of a warm-up. */
  reset(): void {
    this.#integral = 0;
    this.#since = this.#clock.now;
    this.#begin = this.#clock.now;
    this.#max = this.#value;
  }
}
