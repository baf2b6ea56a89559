import type { Waitable, Waiter } from '../waitable.js';

/** Where a run ends. */
export class RunLimit implements Waiter {
  readonly name = 'end of the run';
  readonly time: number;
  readonly event: Waitable<unknown> | undefined;
  reached: boolean;

  constructor(time: number, event: Waitable<unknown> | undefined) {
    this.time = time;
    this.event = event;
    this.reached = event?.processed ?? false;
    if (!this.reached) event?.attach(this);
  }

  wake(): void {
    this.reached = true;
  }
}
