import type { TwinTask } from './twin-task.js';

/** The tasks that bid at a unit, oldest first. Most come in this order; those that are handed over come behind their time. */
export class WaitingTasks {
  #tasks: TwinTask[] = [];

  get size(): number {
    return this.#tasks.length;
  }

  /** Those there now; the list stays as it is when others come and go. */
  list(): readonly TwinTask[] {
    return this.#tasks.slice();
  }

  add(task: TwinTask): void {
    const tasks = this.#tasks;
    let place = tasks.length;
    while (place > 0 && tasks[place - 1].number > task.number) place--;
    if (place === tasks.length) tasks.push(task);
    else tasks.splice(place, 0, task);
  }

  /** Without effect for a task that does not wait here. */
  delete(task: TwinTask): void {
    const place = this.#tasks.indexOf(task);
    if (place >= 0) this.#tasks.splice(place, 1);
  }

  /** Lets go those that have been granted. */
  dropGranted(): void {
    this.#tasks = this.#tasks.filter(({ unit }) => unit === undefined);
  }
}
