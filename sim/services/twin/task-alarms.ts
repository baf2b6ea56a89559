import type { Simulation } from '../../../src/kernel/index.js';
import type { TaskAlarm, TwinTask } from './twin-task.js';

const options = { name: 'deadline of a twin task' };

/** Alarms for the deadlines of tasks. One whose task is over is set for another task, so there are only as many as tasks at one time. */
export class TaskAlarms {
  readonly #sim: Simulation;
  readonly #onDeadline: (task: TwinTask) => void;
  readonly #free: TaskAlarm[] = [];

  /** @param onDeadline told when the deadline of a task has come that is not over */
  constructor(sim: Simulation, onDeadline: (task: TwinTask) => void) {
    this.#sim = sim;
    this.#onDeadline = onDeadline;
  }

  /** Sets an alarm for a task. */
  set(task: TwinTask): void {
    const free = this.#free.pop();
    task.alarm = free ?? this.#make(task.deadline);
    task.alarm.task = task;
    free?.event.rescheduleAt(task.deadline);
  }

  /** A task is over. */
  clear(task: TwinTask): void {
    const { alarm } = task;
    if (alarm === undefined) return;
    alarm.event.cancel();
    alarm.task = undefined;
    task.alarm = undefined;
    this.#free.push(alarm);
  }

  #make(time: number): TaskAlarm {
    const alarm: TaskAlarm = {
      event: this.#sim.scheduleAt(
        time,
        () => {
          if (alarm.task !== undefined) this.#onDeadline(alarm.task);
        },
        options,
      ),
      task: undefined,
    };
    return alarm;
  }
}
