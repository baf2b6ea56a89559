import { type JobRequest, requireAtLeastZero, ServerJob } from './internal/server-job.js';
import { KernelError } from './kernel-error.js';
import type { Yieldable } from './process.js';
import { ResourceStatistics } from './resource-statistics.js';
import type { ScheduledEvent } from './scheduled-event.js';
import type { Simulation } from './simulation.js';

/** How an earliest-deadline-first server is made. */
export interface EdfOptions {
  readonly name: string;
  /** Units of work per unit of time, at least 0. */
  readonly rate: number;
  /** Whether a job of an earlier deadline stops the one in service (which goes on later where it stopped); default true. */
  readonly preemptive?: boolean;
  /** `test`: a job is taken in only when it and all those taken in can still be in time; `all`: always. Default `test`. */
  readonly admission?: 'test' | 'all';
}

/** What a job asks of the server. */
export interface EdfRequest extends JobRequest {
  /** The simulated time by which it should be done; infinity for none. */
  readonly deadline: number;
}

/** What comes of a request: a job, or a refusal that says whose deadline would be missed. */
export type EdfAdmission =
  | { readonly kind: 'admitted'; readonly job: EdfJob }
  | { readonly kind: 'refused'; readonly late: 'itself' | 'another' };

/** A job at an earliest-deadline-first server. */
export class EdfJob extends ServerJob<EdfJob> {
  // See `ServerJob`.
  declare readonly deadline: number;
  readonly #server: EdfServer;

  constructor(sim: Simulation, server: EdfServer, request: EdfRequest) {
    super(sim, request);
    this.#server = server;
    this.deadline = request.deadline;
  }

  get name(): string {
    return `job at ${this.#server.name}`;
  }

  /** How long after its deadline it was done (negative: before); `undefined` until then. */
  get lateness(): number | undefined {
    return this.finishedAt === undefined ? undefined : this.finishedAt - this.deadline;
  }

  cancel(): void {
    this.#server.withdraw(this);
  }
}

/**
 * One server that always works on the job with the earliest deadline (ties: the first to come). With preemption no other order keeps
 * more deadlines of a set of jobs that can be kept at all (Dertouzos 1974). The admission test is exact for the jobs known: in the
 * order of deadlines, the work up to each must fit before its deadline (the job in service first, without preemption).
 */
export class EdfServer {
  readonly name: string;
  readonly preemptive: boolean;
  readonly admission: 'test' | 'all';
  readonly statistics: ResourceStatistics;
  readonly #sim: Simulation;
  #rate: number;
  /** All jobs by deadline, then arrival. */
  readonly #jobs: EdfJob[] = [];
  #running: EdfJob | undefined = undefined;
  #changedAt: number;
  #nextEnd: ScheduledEvent | undefined = undefined;
  #missed = 0;

  /** @throws KernelError when the rate is negative or not finite */
  constructor(sim: Simulation, options: EdfOptions) {
    this.name = options.name;
    requireAtLeastZero(this.name, 'rate', options.rate);
    this.preemptive = options.preemptive ?? true;
    this.admission = options.admission ?? 'test';
    this.#sim = sim;
    this.#rate = options.rate;
    this.#changedAt = sim.now;
    this.statistics = new ResourceStatistics(sim, 1);
  }

  /** Units of work per unit of time. */
  get rate(): number {
    return this.#rate;
  }

  /** The jobs waiting and in service, by deadline. */
  get jobs(): readonly EdfJob[] {
    return this.#jobs;
  }

  /** Units of work that are left of a job now. Changes nothing. */
  workLeft(job: EdfJob): number {
    const served = job === this.#running ? this.#rate * (this.#sim.now - this.#changedAt) : 0;
    return Math.max(0, job.remaining - served);
  }

  /** How many jobs were done after their deadline. */
  get missed(): number {
    return this.#missed;
  }

  /** Changes the rate from now on. Jobs taken in before may then miss their deadlines. */
  setRate(rate: number): void {
    requireAtLeastZero(this.name, 'rate', rate);
    this.#serve();
    this.#rate = rate;
    this.#dispatch();
  }

  /** Whether a job and all those taken in would be in time, or who would not. Changes nothing. */
  test(request: EdfRequest): 'fits' | 'itself late' | 'another late' {
    this.#check(request);
    this.#serve();
    const first = this.preemptive ? undefined : this.#running;
    const rate = this.#rate;
    const position = this.#position(request.deadline);
    let end = this.#sim.now + (first === undefined ? 0 : duration(first.remaining, rate));
    for (let i = 0; i < position; i++) end += timeLeft(this.#jobs[i], first, rate);
    end += duration(request.work, rate);
    if (isLate(end, request.deadline)) return 'itself late';
    for (let i = position; i < this.#jobs.length; i++) {
      const job = this.#jobs[i];
      end += timeLeft(job, first, rate);
      if (job !== first && isLate(end, job.deadline)) return 'another late';
    }
    return 'fits';
  }

  /**
   * Offers a job to the server.
   * @throws KernelError when the work is negative or not finite or the deadline is NaN
   */
  submit(request: EdfRequest): EdfAdmission {
    const verdict = this.test(request);
    if (this.admission === 'test' && verdict !== 'fits') {
      this.statistics.turnedAway();
      return { kind: 'refused', late: verdict === 'itself late' ? 'itself' : 'another' };
    }
    const job = new EdfJob(this.#sim, this, request);
    const position = this.#position(request.deadline);
    if (position === this.#jobs.length) this.#jobs.push(job);
    else this.#jobs.splice(position, 0, job);
    this.statistics.arrived();
    this.#dispatch();
    return { kind: 'admitted', job };
  }

  /**
   * Waits until a job is done, if it is taken in: `const admission = yield* server.serve({ work: 3, deadline: 10 })`. An interrupt
   * withdraws the job.
   */
  *serve(request: EdfRequest): Generator<Yieldable, EdfAdmission, unknown> {
    const admission = this.submit(request);
    if (admission.kind === 'refused') return admission;
    try {
      yield admission.job;
      return admission;
    } finally {
      admission.job.cancel();
    }
  }

  /** @internal */
  withdraw(job: EdfJob): void {
    if (job.finishedAt !== undefined || !this.#jobs.includes(job)) return;
    this.#serve();
    this.#remove(job);
    this.statistics.withdrew();
    this.#dispatch();
  }

  #check(request: EdfRequest): void {
    requireAtLeastZero(this.name, 'work', request.work);
    if (Number.isNaN(request.deadline)) {
      throw new KernelError(`server "${this.name}": deadline is NaN: must be a time`);
    }
  }

  /** Where a job of a deadline comes in: behind all of the same deadline. */
  #position(deadline: number): number {
    let low = 0;
    let high = this.#jobs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#jobs[middle].deadline <= deadline) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Brings the work left up to the present. */
  #serve(): void {
    const elapsed = this.#sim.now - this.#changedAt;
    this.#changedAt = this.#sim.now;
    if (elapsed === 0) return;
    for (const job of this.#jobs) {
      if (job === this.#running && this.#rate > 0)
        job.remaining = Math.max(0, job.remaining - this.#rate * elapsed);
      else job.waited += elapsed;
    }
  }

  #remove(job: EdfJob): void {
    if (this.#jobs[0] === job) this.#jobs.shift();
    else this.#jobs.splice(this.#jobs.indexOf(job), 1);
    if (this.#running === job) this.#running = undefined;
  }

  /** Chooses the job to work on and schedules its end. */
  #dispatch(): void {
    if (this.#running === undefined || this.preemptive) this.#running = this.#jobs.at(0);
    const job = this.#running;
    this.statistics.busy.set(job !== undefined && this.#rate > 0 ? 1 : 0);
    this.statistics.queueLength.set(Math.max(0, this.#jobs.length - 1));
    if (job === undefined) {
      this.#nextEnd?.cancel();
      return;
    }
    const delay = duration(job.remaining, this.#rate);
    if (this.#nextEnd !== undefined) this.#nextEnd.reschedule(delay);
    else {
      const name = `end of job at ${this.name}`;
      this.#nextEnd = this.#sim.schedule(delay, () => this.#complete(), { name });
    }
  }

  #complete(): void {
    const job = this.#running;
    if (job === undefined) return;
    this.#serve();
    this.#remove(job);
    this.statistics.departed(this.#sim.now - job.arrivedAt);
    this.statistics.waits.record(job.waited);
    if (isLate(this.#sim.now, job.deadline)) this.#missed++;
    if (!job.prompt) job.finish(job);
    this.#dispatch();
    if (job.prompt) job.finish(job);
  }
}

/** How long a job still takes alone; 0 for the one that is reckoned already. */
function timeLeft(job: EdfJob, reckoned: EdfJob | undefined, rate: number): number {
  return job === reckoned ? 0 : duration(job.remaining, rate);
}

function duration(work: number, rate: number): number {
  return work === 0 ? 0 : work / rate;
}

/** Later than a deadline by more than rounding. */
function isLate(time: number, deadline: number): boolean {
  return time > deadline + 1e-9 * Math.max(1, Math.abs(deadline));
}
