import type { SharingJob, Simulation, Waiter } from '../../../src/kernel/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';
import { megabitsPerMegabyte } from '../../../src/twin/index.js';
import type { RoadsideUnit } from './roadside-unit.js';
import { Transfer, type TransferListener } from './shared-channel.js';
import type { FailureCause, TaskCourse, TwinTask } from './twin-task.js';

/** Simulations of one task are run and sent in this many parts at most, so that some are there when they are cut off. */
const parts = 4;

const forwarded = { name: 'timeout > twin task' };

/** What becomes of tasks, for whoever counts. */
export interface TaskListener {
  /** The twin is up to date. */
  synchronised(task: TwinTask): void;
  /** The task is over, done or not. */
  over(task: TwinTask): void;
}

/** What all tasks have in common. */
export interface TaskSurroundings {
  readonly sim: Simulation;
  readonly units: readonly RoadsideUnit[];
  readonly settings: TwinSettings;
  readonly listener: TaskListener;
}

/**
 * The life of a task that a unit granted: it is uploaded, queued and computed, and forwarded over the backhaul when its vehicle was handed
 * over meanwhile; then simulations run until the deadline. Until the grant a task only waits, so it needs no life before.
 *
 * It is what a process would be, written as the states of `TaskPhase`, because there are thousands a second: the end of what it waits
 * for wakes it, within the event of the channel or the processor, and takes it to the next state.
 */
export class TaskLife implements TaskCourse, TransferListener, Waiter {
  readonly task: TwinTask;
  readonly #around: TaskSurroundings;
  readonly #unit: RoadsideUnit;
  /** Takes back what is under way at a processor or on the backhaul. */
  #work: { cancel(): void } | undefined = undefined;
  readonly #transfer = new Transfer(this);
  /** The simulations, part by part: what runs one, how many there are and have been sent, and MB and Gcycles of one. */
  #job: SharingJob | undefined = undefined;
  #parts = 0;
  #sent = 0;
  #size = 0;
  #cycles = 0;

  /** The unit has granted the task: its upload begins. */
  constructor(around: TaskSurroundings, task: TwinTask, unit: number) {
    this.task = task;
    this.#around = around;
    this.#unit = around.units[unit];
    task.phase = 'uploading';
    task.unit = unit;
    task.life = this;
    task.granted = around.sim.now;
    task.transfer = this.#transfer;
    this.#unit.uplink.begin(this.#transfer, megabitsPerMegabyte * task.size, task.vehicle.uplinkEfficiency);
  }

  get name(): string {
    return 'twin task';
  }

  /** @internal What a channel carried has arrived. */
  arrived(): void {
    if (this.task.phase === 'uploading') {
      this.#compute();
      return;
    }
    this.#delivered();
    if (++this.#sent < this.#parts) this.#simulate();
    else this.#end();
  }

  /** @internal What a processor worked on is done. */
  wake(): void {
    this.#work = undefined;
    if (this.task.phase === 'computing') this.#computed();
    else this.#download();
  }

  /** Ends it for a cause: before the twin is synchronised the task has failed, afterwards the rest of its simulations is lost. */
  stop(cause: FailureCause): void {
    const { task } = this;
    this.#work?.cancel();
    if (task.transfer !== undefined) {
      const { uplink, downlink } = this.#unit;
      (task.phase === 'downloading' ? downlink : uplink).end(task.transfer);
      if (task.phase === 'downloading') this.#delivered();
    }
    if (task.synchronised === undefined) task.cause = cause;
    this.#end();
  }

  #compute(): void {
    const { task } = this;
    task.transfer = undefined;
    task.uploaded = this.#around.sim.now;
    task.phase = 'computing';
    const work = this.#unit.cpu.submit(task.size * task.work, task.deadline);
    if (work === undefined) {
      task.cause = 'capacity';
      this.#end();
      return;
    }
    this.#work = work;
    work.attach(this);
  }

  #computed(): void {
    const { task } = this;
    const { sim, settings } = this.#around;
    task.computed = sim.now;
    if (!task.forward) {
      this.#synchronised();
      return;
    }
    task.phase = 'forwarding';
    const { backhaulLatency, backhaulRate } = settings.unit;
    const delay = backhaulLatency + (megabitsPerMegabyte * task.size) / backhaulRate;
    this.#work = sim.schedule(delay, () => this.#synchronised(), forwarded);
  }

  #synchronised(): void {
    const { task } = this;
    const { sim, listener } = this.#around;
    task.synchronised = sim.now;
    listener.synchronised(task);
    const { award } = task;
    // Simulations are made for the unit's own radio: whoever was handed over gets none.
    if (award === undefined || task.forward) {
      this.#end();
      return;
    }
    this.#parts = Math.min(parts, award.count);
    this.#size = (award.count * award.size) / this.#parts;
    this.#cycles = this.#size * award.work;
    this.#simulate();
  }

  #simulate(): void {
    this.task.phase = 'simulating';
    const { gpu } = this.#unit;
    if (this.#job === undefined) this.#job = gpu.submit({ work: this.#cycles, prompt: true });
    else gpu.resubmit(this.#job, this.#cycles);
    this.#work = this.#job;
    this.#job.attach(this);
  }

  #download(): void {
    const { task } = this;
    task.phase = 'downloading';
    task.transfer = this.#transfer;
    const megabits = megabitsPerMegabyte * this.#size;
    this.#unit.downlink.begin(this.#transfer, megabits, task.vehicle.downlinkEfficiency);
  }

  /** Counts what of a part has arrived. */
  #delivered(): void {
    const { task } = this;
    const megabits = megabitsPerMegabyte * this.#size;
    task.delivered += (1 - this.#transfer.remaining / megabits) / this.#parts;
    task.transfer = undefined;
  }

  #end(): void {
    const { task } = this;
    task.phase = 'over';
    task.transfer = undefined;
    task.finished = this.#around.sim.now;
    this.#around.listener.over(task);
  }
}
