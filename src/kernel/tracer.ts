import { KernelError } from './kernel-error.js';

/** One event of a trace: its place in the total order and what it was. */
export interface TraceEntry {
  readonly time: number;
  readonly priority: number;
  readonly sequence: number;
  readonly name: string;
}

/** The window of time that a tracer lists. */
export interface TraceWindow {
  /** First time listed, default: from the beginning. */
  readonly from?: number;
  /** First time no longer listed, default: to the end. */
  readonly to?: number;
  /** At most this many events are kept, default 1e6; the rest is only counted. */
  readonly limit?: number;
}

/** Lists the events of a time window as they are carried out. Give it to `new Simulation({ tracer })`. */
export class Tracer {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly #entries: TraceEntry[] = [];
  #omitted = 0;

  /** @throws KernelError when a bound is NaN */
  constructor(window: TraceWindow = {}) {
    this.from = window.from ?? Number.NEGATIVE_INFINITY;
    this.to = window.to ?? Number.POSITIVE_INFINITY;
    this.limit = window.limit ?? 1e6;
    if (Number.isNaN(this.from + this.to + this.limit) && !(this.from === -this.to)) {
      throw new KernelError(
        `Tracer: window is from ${this.from} to ${this.to}, limit ${this.limit}: must be numbers`,
      );
    }
  }

  /** The events so far, in the order in which they were carried out. */
  get entries(): readonly TraceEntry[] {
    return this.#entries;
  }

  /** How many events of the window were left out because of the limit. */
  get omitted(): number {
    return this.#omitted;
  }

  /** Whether an event at a time would be listed. */
  covers(time: number): boolean {
    return time >= this.from && time < this.to;
  }

  /** Adds an event; the kernel calls this. */
  record(time: number, priority: number, sequence: number, name: string): void {
    if (this.#entries.length < this.limit) this.#entries.push({ time, priority, sequence, name });
    else this.#omitted++;
  }

  /** The trace as text, one event a line: time, priority, sequence and name, separated by tabs. */
  toString(): string {
    const lines = this.#entries.map((e) => `${e.time}\t${e.priority}\t${e.sequence}\t${e.name}`);
    if (this.#omitted > 0) lines.push(`(${this.#omitted} more events)`);
    return lines.join('\n');
  }
}
