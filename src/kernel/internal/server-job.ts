import { KernelError } from '../kernel-error.js';
import { Waitable } from '../waitable.js';
import type { Agenda } from './agenda.js';

/** A piece of work at a server; it happens when the work is done. */
export abstract class ServerJob<J> extends Waitable<J> {
  /** The whole work, in units of work. */
  readonly work: number;
  readonly arrivedAt: number;
  /** When the work was done; `undefined` before. */
  finishedAt: number | undefined = undefined;
  /** @internal Work left at the time of the server's last change. */
  remaining: number;
  /** @internal Time spent without being served, a partial rate counting in part. */
  waited = 0;
  /** @internal */
  readonly prompt: boolean;

  constructor(agenda: Agenda, work: number, prompt: boolean) {
    super(agenda);
    this.work = work;
    this.prompt = prompt;
    this.remaining = work;
    this.arrivedAt = agenda.now;
  }

  /** Withdraws the job, waiting or in service: it never happens. Without effect once it is done or withdrawn. */
  abstract cancel(): void;

  /** @internal The work is done. */
  finish(self: J): void {
    this.remaining = 0;
    this.finishedAt = this.agenda.now;
    if (this.prompt) this.happen(self);
    else this.trigger(false, self, this.agenda.now, 0);
  }
}

/** Checks a rate or an amount of work. */
export function requireAtLeastZero(server: string, what: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new KernelError(`server "${server}": ${what} is ${value}: must be a finite number of at least 0`);
  }
}
