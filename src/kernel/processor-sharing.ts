import { type JobRequest, requireAtLeastZero, ServerJob } from './internal/server-job.js';
import { KernelError } from './kernel-error.js';
import type { Yieldable } from './process.js';
import { ResourceStatistics } from './resource-statistics.js';
import type { ScheduledEvent } from './scheduled-event.js';
import type { Simulation } from './simulation.js';

/** What a job asks of a processor-sharing server. */
export interface SharingRequest extends JobRequest {
  /** Its share relative to the others', above 0; default 1. */
  readonly weight?: number;
  /** The most it can be served with, in units of work per unit of time, above 0; default unlimited. */
  readonly rateCap?: number;
}

/** A job at a processor-sharing server. */
export class SharingJob extends ServerJob<SharingJob> {
  // See `ServerJob`.
  declare readonly weight: number;
  declare readonly rateCap: number;
  /** Units of work per unit of time it is served with at present. */
  declare rate: number;
  readonly #server: ProcessorSharing;

  constructor(sim: Simulation, server: ProcessorSharing, request: SharingRequest) {
    super(sim, request);
    this.#server = server;
    this.weight = request.weight ?? 1;
    this.rateCap = request.rateCap ?? Number.POSITIVE_INFINITY;
    this.rate = 0;
  }

  get name(): string {
    return `job at ${this.#server.name}`;
  }

  cancel(): void {
    this.#server.withdraw(this);
  }
}

/**
 * A server that serves all its jobs at once, as a fluid: the rate is divided in proportion to the jobs' weights; what a job cannot
 * take because of its cap goes to the others in the same proportion (water-filling). The next end is worked out anew whenever a job
 * comes, goes or the rate changes; such a change costs time linear in the number of jobs (times the number of caps that bind).
 */
export class ProcessorSharing {
  readonly name: string;
  readonly statistics: ResourceStatistics;
  readonly #sim: Simulation;
  #rate: number;
  readonly #jobs: SharingJob[] = [];
  /** The job that ends first. */
  #ending: SharingJob | undefined = undefined;
  /** Prompt jobs that have ended, while the others are turned to. */
  readonly #ended: SharingJob[] = [];
  #changedAt: number;
  #nextEnd: ScheduledEvent | undefined = undefined;

  /**
   * @param options.rate units of work per unit of time, at least 0
   * @throws KernelError when the rate is negative or not finite
   */
  constructor(sim: Simulation, options: { readonly name: string; readonly rate: number }) {
    this.name = options.name;
    requireAtLeastZero(this.name, 'rate', options.rate);
    this.#sim = sim;
    this.#rate = options.rate;
    this.#changedAt = sim.now;
    this.statistics = new ResourceStatistics(sim, 1);
  }

  /** Units of work per unit of time, for all jobs together. */
  get rate(): number {
    return this.#rate;
  }

  /** The jobs in service, in the order in which they came. */
  get jobs(): readonly SharingJob[] {
    return this.#jobs;
  }

  /** Units of work that are left of a job now. Changes nothing. */
  workLeft(job: SharingJob): number {
    return Math.max(0, job.remaining - job.rate * (this.#sim.now - this.#changedAt));
  }

  /** Changes the rate from now on; at rate 0 the jobs stand still. */
  setRate(rate: number): void {
    requireAtLeastZero(this.name, 'rate', rate);
    this.#serve();
    this.#rate = rate;
    this.#share();
  }

  /**
   * Takes a job in. Wait for it, or `cancel` it.
   * @throws KernelError when work, weight or cap are out of range
   */
  submit(request: SharingRequest): SharingJob {
    requireAtLeastZero(this.name, 'work', request.work);
    if (!((request.weight ?? 1) > 0 && (request.weight ?? 1) < Number.POSITIVE_INFINITY)) {
      throw new KernelError(
        `server "${this.name}": weight is ${request.weight}: must be a finite number above 0`,
      );
    }
    if (!((request.rateCap ?? 1) > 0)) {
      throw new KernelError(`server "${this.name}": rateCap is ${request.rateCap}: must be a number above 0`);
    }
    const job = new SharingJob(this.#sim, this, request);
    this.#take(job);
    return job;
  }

  /**
   * Takes a job of this server in again that is done, with other work: as a new one would be, without making one.
   * @throws KernelError when the job is not done or the work is out of range
   */
  resubmit(job: SharingJob, work: number): void {
    requireAtLeastZero(this.name, 'work', work);
    job.again(work);
    this.#take(job);
  }

  /** Waits until a job is done: `yield* server.serve({ work: 3 })`. An interrupt withdraws the job. */
  *serve(request: SharingRequest): Generator<Yieldable, SharingJob, unknown> {
    const job = this.submit(request);
    try {
      yield job;
      return job;
    } finally {
      job.cancel();
    }
  }

  /** @internal */
  withdraw(job: SharingJob): void {
    const place = job.finishedAt === undefined ? this.#jobs.indexOf(job) : -1;
    if (place < 0) return;
    this.#serve();
    this.#jobs.splice(place, 1);
    this.statistics.withdrew();
    this.#share();
  }

  #take(job: SharingJob): void {
    this.#serve();
    this.#jobs.push(job);
    this.statistics.arrived();
    this.#share();
  }

  /** Brings the work left up to the present. */
  #serve(): void {
    const elapsed = this.#sim.now - this.#changedAt;
    this.#changedAt = this.#sim.now;
    if (elapsed === 0) return;
    for (const job of this.#jobs) {
      job.remaining = Math.max(0, job.remaining - job.rate * elapsed);
      const alone = Math.min(this.#rate, job.rateCap);
      job.waited += alone > 0 ? elapsed * (1 - job.rate / alone) : elapsed;
    }
  }

  /** Divides the rate among the jobs and schedules the next end. */
  #share(): void {
    waterFill(this.#jobs, this.#rate);
    let used = 0;
    let first: SharingJob | undefined;
    let firstIn = Number.POSITIVE_INFINITY;
    for (const job of this.#jobs) {
      used += job.rate;
      const endsIn = job.remaining === 0 ? 0 : job.remaining / job.rate;
      if (endsIn < firstIn) {
        first = job;
        firstIn = endsIn;
      }
    }
    this.statistics.busy.set(this.#rate > 0 ? Math.min(1, used / this.#rate) : 0);
    this.#ending = first;
    if (first === undefined) this.#nextEnd?.cancel();
    else if (this.#nextEnd !== undefined) this.#nextEnd.reschedule(firstIn);
    else {
      const name = `end of job at ${this.name}`;
      this.#nextEnd = this.#sim.schedule(firstIn, () => this.#complete(), { name });
    }
  }

  /** Ends the job that is due, and those that differ from it by rounding only. */
  #complete(): void {
    this.#serve();
    let staying = 0;
    for (const job of this.#jobs) {
      if (job !== this.#ending && job.remaining > 1e-12 * job.work) {
        this.#jobs[staying++] = job;
        continue;
      }
      this.statistics.departed(this.#sim.now - job.arrivedAt);
      this.statistics.waits.record(Math.max(0, job.waited));
      if (job.prompt) this.#ended.push(job);
      else job.finish(job);
    }
    while (this.#jobs.length > staying) this.#jobs.pop();
    this.#share();
    for (let job = this.#ended.shift(); job !== undefined; job = this.#ended.shift()) job.finish(job);
  }
}

/** Sets the rates of jobs so that each has its weighted share, or its cap where that is less. */
function waterFill(jobs: readonly SharingJob[], rate: number): void {
  let left = rate;
  let weight = 0;
  let binds = false;
  for (const job of jobs) weight += job.weight;
  for (const job of jobs) if (job.rateCap * weight <= left * job.weight) binds = true;
  let open = jobs;
  while (binds) {
    const capped = open.filter((job) => job.rateCap * weight <= left * job.weight);
    if (capped.length === 0) break;
    for (const job of capped) {
      job.rate = job.rateCap;
      left -= job.rateCap;
    }
    open = open.filter((job) => !capped.includes(job));
    if (open.length === 0) return;
    weight = 0;
    for (const job of open) weight += job.weight;
  }
  for (const job of open) job.rate = (Math.max(0, left) * job.weight) / weight;
}
