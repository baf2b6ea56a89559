import type { ScheduledEvent, Simulation, Waiter } from '../../../src/kernel/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';
import { megabitsPerMegabyte } from '../../../src/twin/index.js';
import type { RoadsideUnit } from './roadside-unit.js';
import type { SharedChannel } from './shared-channel.js';
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
export class TaskLife implements TaskCourse, Waiter {
  readonly task: TwinTask;
  readonly #around: TaskSurroundings;
  readonly #unit: RoadsideUnit;
  /** Takes back what is under way at a processor or on the backhaul. */
  #work: { cancel(): void } | undefined = undefined;
  /** The part of the simulations that is run or sent. */
  #part = 0;

  /** The unit has granted the task: its upload begins. */
  constructor(around: TaskSurroundings, task: TwinTask, unit: number) {
    this.task = task;
    this.#around = around;
    this.#unit = around.units[unit];
    task.phase = 'uploading';
    task.unit = unit;
    task.life = this;
    task.granted = around.sim.now;
    this.#send(this.#unit.uplink, megabitsPerMegabyte * task.size, task.vehicle.uplinkEfficiency);
  }

  get name(): string {
    return 'twin task';
  }

  /** @internal What it waited for has happened. */
  wake(): void {
    const { task } = this;
    switch (task.phase) {
      case 'uploading':
        this.#compute();
        break;
      case 'computing':
        this.#work = undefined;
        this.#computed();
        break;
      case 'simulating':
        this.#work = undefined;
        this.#download();
        break;
      case 'downloading':
        this.#delivered();
        if (++this.#part < this.#parts) this.#simulate();
        else this.#end();
        break;
      default:
        throw new Error(`a task was woken while ${task.phase}`);
    }
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

  #send(channel: SharedChannel, megabits: number, efficiency: number): void {
    const transfer = channel.begin(megabits, efficiency);
    this.task.transfer = transfer;
    transfer.attach(this);
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
    const arrival: ScheduledEvent = sim.schedule(delay, () => this.#synchronised(), forwarded);
    this.#work = arrival;
  }

  #synchronised(): void {
    const { task } = this;
    const { sim, listener } = this.#around;
    task.synchronised = sim.now;
    listener.synchronised(task);
    // Simulations are made for the unit's own radio: whoever was handed over gets none.
    if (task.award !== undefined && !task.forward) this.#simulate();
    else this.#end();
  }

  get #parts(): number {
    return Math.min(parts, this.task.award?.count ?? 0);
  }

  /** MB of one part of the simulations. */
  get #megabytes(): number {
    const { award } = this.task;
    return award === undefined ? 0 : (award.count * award.size) / this.#parts;
  }

  #simulate(): void {
    const { task } = this;
    task.phase = 'simulating';
    const job = this.#unit.gpu.submit({ work: this.#megabytes * (task.award?.work ?? 0), prompt: true });
    this.#work = job;
    job.attach(this);
  }

  #download(): void {
    this.task.phase = 'downloading';
    const megabits = megabitsPerMegabyte * this.#megabytes;
    this.#send(this.#unit.downlink, megabits, this.task.vehicle.downlinkEfficiency);
  }

  /** Counts what of a part has arrived. */
  #delivered(): void {
    const { task } = this;
    const megabits = megabitsPerMegabyte * this.#megabytes;
    task.delivered += (1 - (task.transfer?.remaining ?? megabits) / megabits) / this.#parts;
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
