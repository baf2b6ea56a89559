import { EventQueue } from '../event-queue.js';
import { PresentLine } from './present-line.js';

/** Before everything else at the same time: starts of processes and interrupts. */
export const URGENT = Number.NEGATIVE_INFINITY;

/** Slots from here on are places in the line of what is due now with priority 0, and of what is urgent; below, slots of the queue. */
const DUE = 2 ** 29;
const URGENT_DUE = 2 ** 30;

/**
 * All that is to come, in total order (time, then priority, then sequence of entry). Most entries of a model are for the present time:
 * something has happened, and whoever waits for it goes on. Those with the two usual priorities stand in lines of their own, which are
 * in order as they come; everything else is in the event queue. The present time moves on only when the lines are empty.
 */
export class EventOrder<T> {
  readonly #queue = new EventQueue<T>();
  readonly #due = new PresentLine<T>();
  readonly #urgent = new PresentLine<T>();
  #now: number;
  /** Whether all that is in the queue is known to be later than the present. */
  #isLater = false;

  constructor(now: number) {
    this.#now = now;
  }

  /** The present time: what the lines stand at. */
  get now(): number {
    return this.#now;
  }

  /** Time moves on. The lines must be empty. */
  set now(time: number) {
    this.#now = time;
    this.#isLater = false;
  }

  /** The number of entries waiting, cancelled ones not counted. */
  get size(): number {
    return this.#queue.size + this.#due.size + this.#urgent.size;
  }

  /** The sequence number that the next entry gets. */
  get nextSequence(): number {
    return this.#queue.nextSequence;
  }

  /** Takes a sequence number for an entry that may be pushed later. */
  reserve(): number {
    return this.#queue.reserve();
  }

  /**
   * Adds an entry.
   * @param time not before the present, not NaN
   * @param priority lower goes first, not NaN
   * @param sequence by default the next number
   * @returns the slot of the entry, valid until the entry is taken
   */
  push(time: number, priority: number, item: T, sequence?: number): number {
    if (time === this.#now) {
      if (sequence === undefined && priority === 0) return DUE + this.#due.push(item, this.#queue.reserve());
      if (sequence === undefined && priority === URGENT)
        return URGENT_DUE + this.#urgent.push(item, this.#queue.reserve());
      this.#isLater = false;
    }
    return this.#queue.push(time, priority, item, sequence);
  }

  /** Cancels the entry in a slot, which must be waiting. */
  cancel(slot: number): void {
    if (slot < DUE) this.#queue.cancel(slot);
    else if (slot < URGENT_DUE) this.#due.cancel(slot - DUE);
    else this.#urgent.cancel(slot - URGENT_DUE);
  }

  /** The slot of the first entry, or -1 when none waits. */
  peek(): number {
    const urgent = this.#urgent.peek();
    const due = this.#due.peek();
    if (this.#isLater) {
      if (urgent >= 0) return URGENT_DUE + urgent;
      if (due >= 0) return DUE + due;
    }
    const queued = this.#queue.peek();
    this.#isLater = queued < 0 || this.#queue.timeOf(queued) > this.#now;
    if (urgent >= 0)
      return this.#isBehind(queued, URGENT, this.#urgent.sequenceOf(urgent)) ? URGENT_DUE + urgent : queued;
    if (due >= 0) return this.#isBehind(queued, 0, this.#due.sequenceOf(due)) ? DUE + due : queued;
    return queued;
  }

  /** Takes the entry that `peek` has just returned. */
  take(slot: number): T {
    if (slot < DUE) return this.#queue.take(slot);
    return slot < URGENT_DUE ? this.#due.take(slot - DUE) : this.#urgent.take(slot - URGENT_DUE);
  }

  timeOf(slot: number): number {
    return slot < DUE ? this.#queue.timeOf(slot) : this.now;
  }

  priorityOf(slot: number): number {
    if (slot < DUE) return this.#queue.priorityOf(slot);
    return slot < URGENT_DUE ? 0 : URGENT;
  }

  sequenceOf(slot: number): number {
    if (slot < DUE) return this.#queue.sequenceOf(slot);
    return slot < URGENT_DUE ? this.#due.sequenceOf(slot - DUE) : this.#urgent.sequenceOf(slot - URGENT_DUE);
  }

  /** Whether the first entry of the queue comes after a place at the present time. */
  #isBehind(queued: number, priority: number, sequence: number): boolean {
    if (this.#isLater) return true;
    const queue = this.#queue;
    const other = queue.priorityOf(queued);
    return other > priority || (other === priority && queue.sequenceOf(queued) > sequence);
  }
}
