import type { Simulation } from '../../../src/kernel/index.js';
import type { RandomStream } from '../../../src/random/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';
import { nobody } from './attachment.js';
import type { RoadsideUnit } from './roadside-unit.js';
import { type TaskListener, taskLife } from './task-life.js';
import type { TwinLedger } from './twin-ledger.js';
import type { FailureCause, TwinTask, TwinVehicle } from './twin-task.js';
import { ageUntil } from './twin-vehicle.js';

/** Where tasks begin and are stopped: vehicles emit them, deadlines and what happens on the way end them. */
export class TaskDesk implements TaskListener {
  readonly #sim: Simulation;
  readonly #settings: TwinSettings;
  readonly #kinds: readonly TwinSettings['tasks'][string][];
  readonly #units: readonly RoadsideUnit[];
  readonly #ledger: TwinLedger;
  readonly #random: RandomStream;

  constructor(
    sim: Simulation,
    settings: TwinSettings,
    units: readonly RoadsideUnit[],
    ledger: TwinLedger,
    random: RandomStream,
  ) {
    this.#sim = sim;
    this.#settings = settings;
    this.#kinds = Object.values(settings.tasks);
    this.#units = units;
    this.#ledger = ledger;
    this.#random = random;
  }

  /** A vehicle begins to emit tasks, each class at a phase of its own, until it leaves. */
  open(vehicle: TwinVehicle): void {
    for (const [kind, { period }] of this.#kinds.entries())
      this.#emitAfter(this.#random.uniform(0, period), vehicle, kind);
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
    task.alarm?.cancel();
    task.vehicle.tasks.delete(task);
    const { serving } = task.vehicle.attachment;
    if (task.unit === undefined && serving !== nobody) this.#units[serving].waiting.delete(task);
    this.#ledger.over(task);
  }

  #emitAfter(delay: number, vehicle: TwinVehicle, kind: number): void {
    const { visits } = vehicle;
    this.#sim.schedule(
      delay,
      () => {
        if (vehicle.isThere && vehicle.visits === visits) this.#emit(vehicle, kind);
      },
      { name: 'twin task' },
    );
  }

  #emit(vehicle: TwinVehicle, kind: number): void {
    this.#emitAfter(this.#kinds[kind].period, vehicle, kind);
    const task = this.#draw(vehicle, kind);
    vehicle.created++;
    this.#ledger.created(task);
    const { serving } = vehicle.attachment;
    if (serving === nobody) {
      task.phase = 'over';
      task.cause = 'coverage';
      task.finished = this.#sim.now;
      this.#ledger.over(task);
      return;
    }
    vehicle.tasks.add(task);
    this.#units[serving].waiting.add(task);
    task.process = this.#sim.process(
      'twin task',
      taskLife(this.#sim, task, this.#units, this.#settings, this),
    );
    task.alarm = this.#sim.scheduleAt(
      task.deadline,
      () => this.#stop(task, task.phase === 'bidding' ? 'rejected' : 'deadline'),
      { name: 'deadline of a twin task' },
    );
  }

  #draw(vehicle: TwinVehicle, kind: number): TwinTask {
    const { now } = this.#sim;
    const { size, work, deadline } = this.#kinds[kind];
    return {
      number: this.#ledger.tasks,
      vehicle,
      kind,
      created: now,
      size: this.#random.uniform(size[0], size[1]),
      work: this.#random.uniform(work[0], work[1]),
      deadline: now + this.#random.uniform(deadline[0], deadline[1]),
      phase: 'bidding',
      decision: this.#sim.event('grant'),
      unit: undefined,
      granted: undefined,
      uploaded: undefined,
      computed: undefined,
      synchronised: undefined,
      finished: undefined,
      promised: undefined,
      cause: undefined,
      award: undefined,
      delivered: 0,
      payment: 0,
      transfer: undefined,
      process: undefined,
      alarm: undefined,
      forward: false,
      withheld: false,
      accuracy: undefined,
      valued: undefined,
    };
  }

  #stop(task: TwinTask, cause: FailureCause): void {
    if (task.process?.alive !== true) return;
    task.process.interrupt(task.phase === 'bidding' && task.withheld ? 'dwell' : cause);
  }
}
