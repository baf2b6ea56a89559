import type { Simulation } from '../../../src/kernel/index.js';
import type { RandomStream } from '../../../src/random/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';
import { nobody } from './attachment.js';
import type { RoadsideUnit } from './roadside-unit.js';
import { TaskAlarms } from './task-alarms.js';
import { TaskLife, type TaskListener, type TaskSurroundings } from './task-life.js';
import type { TwinLedger } from './twin-ledger.js';
import { type FailureCause, newTask, type TwinTask, type TwinVehicle } from './twin-task.js';
import { ageUntil } from './twin-vehicle.js';

const emission = { name: 'twin task' };
/** What happens to a task from outside comes before everything else that is due, as an interrupt of a process does. */
const interrupt = { name: 'interrupt > twin task', priority: Number.NEGATIVE_INFINITY };

/** Why a task fails that is stopped now for a cause: one that bids and was not admitted fails for that. */
function causeOf({ phase, withheld }: TwinTask, cause: FailureCause): FailureCause {
  return phase === 'bidding' && withheld ? 'dwell' : cause;
}

/** Where tasks begin and are stopped: vehicles emit them, deadlines and what happens on the way end them. */
export class TaskDesk implements TaskListener {
  readonly #sim: Simulation;
  readonly #kinds: readonly TwinSettings['tasks'][string][];
  readonly #units: readonly RoadsideUnit[];
  readonly #ledger: TwinLedger;
  readonly #random: RandomStream;
  readonly #around: TaskSurroundings;
  readonly #alarms: TaskAlarms;

  constructor(
    sim: Simulation,
    settings: TwinSettings,
    units: readonly RoadsideUnit[],
    ledger: TwinLedger,
    random: RandomStream,
  ) {
    this.#sim = sim;
    this.#kinds = Object.values(settings.tasks);
    this.#units = units;
    this.#ledger = ledger;
    this.#random = random;
    this.#around = { sim, units, settings, listener: this };
    this.#alarms = new TaskAlarms(sim, (task) =>
      this.#stopNow(task, causeOf(task, task.phase === 'bidding' ? 'rejected' : 'deadline')),
    );
  }

  /** A vehicle begins to emit tasks, each class at a phase of its own, until it leaves. */
  open(vehicle: TwinVehicle): void {
    const { visits } = vehicle;
    for (const [kind, { period }] of this.#kinds.entries()) {
      const next = this.#sim.schedule(
        this.#random.uniform(0, period),
        () => {
          if (!vehicle.isThere || vehicle.visits !== visits) return;
          next.reschedule(period);
          this.#emit(vehicle, kind);
        },
        emission,
      );
    }
  }

  /** A unit grants tasks: their uploads begin, all together. @param unit its index */
  grant(tasks: readonly TwinTask[], unit: number): void {
    const { uplink } = this.#units[unit];
    uplink.hold();
    for (const task of tasks) new TaskLife(this.#around, task, unit);
    uplink.release();
  }

  /** Stops all tasks of a vehicle. */
  stopAll(vehicle: TwinVehicle, cause: FailureCause): void {
    for (const task of [...vehicle.tasks]) this.#stop(task, cause);
  }

  /** A vehicle was handed over, or is out of coverage: `to` is then nobody. */
  moved(vehicle: TwinVehicle, from: number, to: number): void {
    const isHandover = to !== nobody;
    for (const task of [...vehicle.tasks]) {
      switch (task.phase) {
        case 'bidding':
          this.#units[from].waiting.delete(task);
          if (isHandover) {
            this.#units[to].waiting.add(task);
            task.withheld = false;
          } else this.#stop(task, 'coverage');
          break;
        case 'uploading':
        case 'simulating':
        case 'downloading':
          this.#stop(task, isHandover ? 'mobility' : 'coverage');
          break;
        case 'computing':
          // The twin is computed where it is, and follows the vehicle.
          task.forward = true;
          break;
        default:
          break;
      }
    }
  }

  /** @internal of `TaskListener` */
  synchronised(task: TwinTask): void {
    const { vehicle } = task;
    vehicle.completed++;
    if (task.created <= vehicle.stateOf) return;
    ageUntil(vehicle, this.#sim.now);
    vehicle.stateOf = task.created;
  }

  /** @internal of `TaskListener` */
  over(task: TwinTask): void {
    this.#alarms.clear(task);
    const { tasks } = task.vehicle;
    // There are hardly ever more than a few.
    let kept = 0;
    for (const other of tasks) if (other !== task) tasks[kept++] = other;
    if (kept < tasks.length) tasks.pop();
    const { serving } = task.vehicle.attachment;
    if (task.unit === undefined && serving !== nobody) this.#units[serving].waiting.delete(task);
    this.#ledger.over(task);
  }

  #emit(vehicle: TwinVehicle, kind: number): void {
    const task = this.#draw(vehicle, kind);
    vehicle.created++;
    this.#ledger.created(task);
    const { serving } = vehicle.attachment;
    if (serving === nobody) {
      this.#fail(task, 'coverage');
      this.#ledger.over(task);
      return;
    }
    vehicle.tasks.push(task);
    this.#units[serving].waiting.add(task);
    this.#alarms.set(task);
  }

  #draw(vehicle: TwinVehicle, kind: number): TwinTask {
    const { now } = this.#sim;
    const { size, work, deadline } = this.#kinds[kind];
    return newTask({
      number: this.#ledger.tasks,
      vehicle,
      kind,
      created: now,
      size: this.#random.uniform(size[0], size[1]),
      work: this.#random.uniform(work[0], work[1]),
      deadline: now + this.#random.uniform(deadline[0], deadline[1]),
    });
  }

  #stop(task: TwinTask, cause: FailureCause): void {
    if (task.phase === 'over') return;
    const reason = causeOf(task, cause);
    this.#sim.schedule(0, () => this.#stopNow(task, reason), interrupt);
  }

  #stopNow(task: TwinTask, cause: FailureCause): void {
    if (task.phase === 'over') return;
    if (task.life !== undefined) {
      task.life.stop(cause);
      return;
    }
    this.#fail(task, cause);
    this.over(task);
  }

  /** A task that no unit has granted is over. */
  #fail(task: TwinTask, cause: FailureCause): void {
    task.phase = 'over';
    task.cause = cause;
    task.finished = this.#sim.now;
  }
}
