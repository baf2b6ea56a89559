import { Interrupt, type ProcessBody, type Simulation, type Yieldable } from '../../../src/kernel/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';
import { megabitsPerMegabyte } from '../../../src/twin/index.js';
import type { RoadsideUnit } from './roadside-unit.js';
import { type FailureCause, failureCauses, type SimulationAward, type TwinTask } from './twin-task.js';

/** Simulations of one task are run and sent in this many parts at most, so that some are there when they are cut off. */
const parts = 4;

/** What becomes of tasks, for whoever counts. */
export interface TaskListener {
  /** The twin is up to date. */
  synchronised(task: TwinTask): void;
  /** The task is over, done or not. */
  over(task: TwinTask): void;
}

function causeOf(reason: unknown): FailureCause {
  const cause = failureCauses.find((one) => one === reason);
  if (cause === undefined) throw new Error(`a task was stopped for ${String(reason)}`);
  return cause;
}

/** Runs the simulations and sends them, as far as time allows. */
function* simulate(
  task: TwinTask,
  unit: RoadsideUnit,
  { count, size, work }: SimulationAward,
): Generator<Yieldable, void, unknown> {
  const n = Math.min(parts, count);
  const megabytes = (count * size) / n;
  for (let part = 0; part < n; part++) {
    task.phase = 'simulating';
    yield* unit.gpu.serve({ work: megabytes * work });
    task.phase = 'downloading';
    const megabits = megabitsPerMegabyte * megabytes;
    try {
      yield* unit.downlink.send(megabits, task.vehicle.downlinkEfficiency, (transfer) => {
        task.transfer = transfer;
      });
    } finally {
      task.delivered += (1 - (task.transfer?.remaining ?? megabits) / megabits) / n;
      task.transfer = undefined;
    }
  }
}

/**
 * The life of a task as a process: it bids until a unit grants it, is uploaded, queued and computed, and forwarded over the backhaul when
 * its vehicle was handed over meanwhile; then simulations run until the deadline. An interrupt whose reason is a cause of failure
 * ends it: before the twin is synchronised the task has failed, afterwards the rest of its simulations is lost.
 */
export function* taskLife(
  sim: Simulation,
  task: TwinTask,
  units: readonly RoadsideUnit[],
  { unit: settings }: TwinSettings,
  listener: TaskListener,
): ProcessBody<void> {
  const megabits = megabitsPerMegabyte * task.size;
  try {
    const unit = units[yield* sim.wait(task.decision)];
    task.granted = sim.now;
    task.phase = 'uploading';
    yield* unit.uplink.send(megabits, task.vehicle.uplinkEfficiency, (transfer) => {
      task.transfer = transfer;
    });
    task.transfer = undefined;
    task.uploaded = sim.now;
    task.phase = 'computing';
    if (!(yield* unit.cpu.serve(task.size * task.work, task.deadline))) {
      task.cause = 'capacity';
      return;
    }
    task.computed = sim.now;
    if (task.forward) {
      task.phase = 'forwarding';
      yield settings.backhaulLatency + megabits / settings.backhaulRate;
    }
    task.synchronised = sim.now;
    listener.synchronised(task);
    // Simulations are made for the unit's own radio: whoever was handed over gets none.
    if (task.award !== undefined && !task.forward) yield* simulate(task, unit, task.award);
  } catch (error) {
    if (!(error instanceof Interrupt)) throw error;
    if (task.synchronised === undefined) task.cause = causeOf(error.reason);
  } finally {
    task.phase = 'over';
    task.transfer = undefined;
    task.finished = sim.now;
    listener.over(task);
  }
}
