import { KernelError } from '../kernel-error.js';
import { Waitable } from '../waitable.js';
import type { Agenda } from './agenda.js';

/** What every job asks of its server. */
export interface JobRequest {
  /** Units of work, at least 0. */
  readonly work: number;
  /**
   * Whoever waits for the job is woken in the very event in which it ends, once the server has turned to the others, instead of by an
   * event of its own behind what is due already: faster where there are very many. Default false.
   */
  readonly prompt?: boolean;
}

/** A piece of work at a server; it happens when the work is done. */
export abstract class ServerJob<J> extends Waitable<J> {
  // Declared only and set in the constructor: defining fields takes several times as long where classes share a constructor.
  /** The whole work, in units of work. */
  declare work: number;
  declare arrivedAt: number;
  /** When the work was done; `undefined` before. */
  declare finishedAt: number | undefined;
  /** @internal Work left at the time of the server's last change. */
  declare remaining: number;
  /** @internal Time spent without being served, a partial rate counting in part. */
  declare waited: number;
  /** @internal */
  declare readonly prompt: boolean;

  constructor(agenda: Agenda, { work, prompt = false }: JobRequest) {
    super(agenda);
    this.begin(work);
    this.prompt = prompt;
  }

  /** Withdraws the job, waiting or in service: it never happens. Without effect once it is done or withdrawn. */
  abstract cancel(): void;

  /** @internal Other work is to be done by the same job. */
  again(work: number): void {
    this.renew();
    this.begin(work);
  }

  private begin(work: number): void {
    this.work = work;
    this.arrivedAt = this.agenda.now;
    this.finishedAt = undefined;
    this.remaining = work;
    this.waited = 0;
  }

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
