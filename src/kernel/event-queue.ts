import { PriorityQueue } from 'js-sdsl';

const INITIAL_CAPACITY = 64;
/** Below this many cancelled entries a compaction is not worth its pass over the heap. */
const COMPACTION_FLOOR = 64;

/**
 * A queue in total order (time, then priority, then sequence of entry; smallest first) with cancellation in O(1).
 *
 * The heap is js-sdsl's PriorityQueue over small integers ("slots"); the keys lie in typed arrays indexed by slot, so that
 * ordering a million entries follows no pointers and allocates nothing. A cancelled entry stays in the heap, is skipped when it
 * surfaces, and is swept out when more than half of the heap is cancelled.
 *
 * `take` leaves the slot of the taken entry at the root until the next `push` (which then costs one sift instead of two) or until
 * `settle`.
 */
export class EventQueue<T> {
  #times = new Float64Array(INITIAL_CAPACITY);
  #priorities = new Float64Array(INITIAL_CAPACITY);
  #sequences = new Float64Array(INITIAL_CAPACITY);
  /** The item in each slot; `undefined` in a slot that is cancelled, taken or free. */
  #items: (T | undefined)[] = [];
  #free: number[] = [];
  #used = 0;
  #cancelled = 0;
  /** The slot at the root whose entry was taken and not yet replaced, or -1. */
  #taken = -1;
  #sequence = 0;
  #heap: PriorityQueue<number>;
  readonly #compare: (a: number, b: number) => number;

  constructor() {
    this.#compare = (a, b) => {
      const times = this.#times;
      const timeA = times[a];
      const timeB = times[b];
      if (timeA < timeB) return -1;
      if (timeA > timeB) return 1;
      const priorityA = this.#priorities[a];
      const priorityB = this.#priorities[b];
      if (priorityA < priorityB) return -1;
      if (priorityA > priorityB) return 1;
      return this.#sequences[a] - this.#sequences[b];
    };
    this.#heap = new PriorityQueue<number>([], this.#compare);
  }

  /** The number of entries waiting, cancelled ones not counted. */
  get size(): number {
    return this.#heap.length - this.#cancelled - (this.#taken >= 0 ? 1 : 0);
  }

  /** The sequence number that the next entry gets. */
  get nextSequence(): number {
    return this.#sequence;
  }

  /** Takes a sequence number for an entry that may be pushed later. */
  reserve(): number {
    return this.#sequence++;
  }

  /**
   * Adds an entry.
   * @param time first key, not NaN
   * @param priority second key, lower goes first, not NaN
   * @param sequence third key, by default the next number
   * @returns the slot of the entry, valid for `cancel` until the entry is taken
   */
  push(time: number, priority: number, item: T, sequence = this.#sequence++): number {
    const reused = this.#taken;
    const slot = reused >= 0 ? reused : this.#allocate();
    this.#times[slot] = time;
    this.#priorities[slot] = priority;
    this.#sequences[slot] = sequence;
    this.#items[slot] = item;
    if (reused >= 0) {
      this.#taken = -1;
      // The slot is at the root: updateItem finds it at once and sifts it down.
      this.#heap.updateItem(slot);
    } else {
      this.#heap.push(slot);
    }
    return slot;
  }

  /** Cancels the entry in a slot, which must be waiting; its item is forgotten at once. */
  cancel(slot: number): void {
    this.#items[slot] = undefined;
    this.#cancelled++;
    if (this.#cancelled > COMPACTION_FLOOR && this.#cancelled * 2 > this.#heap.length) this.#compact();
  }

  /** The slot of the first entry, or -1 when none waits. */
  peek(): number {
    this.settle();
    const heap = this.#heap;
    while (heap.length > 0) {
      const slot = heap.top() as number;
      if (this.#items[slot] !== undefined) return slot;
      heap.pop();
      this.#free.push(slot);
      this.#cancelled--;
    }
    return -1;
  }

  /** Takes the entry that `peek` has just returned out of the queue. */
  take(slot: number): T {
    const item = this.#items[slot] as T;
    this.#items[slot] = undefined;
    this.#times[slot] = Number.NEGATIVE_INFINITY;
    this.#taken = slot;
    return item;
  }

  /** Takes the first item out of the queue, or returns `undefined` when none waits. */
  pop(): T | undefined {
    const slot = this.peek();
    if (slot < 0) return undefined;
    const item = this.take(slot);
    this.settle();
    return item;
  }

  /** Ends a `take` that no `push` has followed. */
  settle(): void {
    if (this.#taken < 0) return;
    this.#heap.pop();
    this.#free.push(this.#taken);
    this.#taken = -1;
  }

  timeOf(slot: number): number {
    return this.#times[slot];
  }

  priorityOf(slot: number): number {
    return this.#priorities[slot];
  }

  sequenceOf(slot: number): number {
    return this.#sequences[slot];
  }

  #allocate(): number {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#used === this.#times.length) this.#grow();
    this.#items.push(undefined);
    return this.#used++;
  }

  #grow(): void {
    this.#times = enlarged(this.#times);
    this.#priorities = enlarged(this.#priorities);
    this.#sequences = enlarged(this.#sequences);
  }

  #compact(): void {
    const kept: number[] = [];
    for (const slot of this.#heap.toArray()) {
      if (this.#items[slot] !== undefined || slot === this.#taken) kept.push(slot);
      else this.#free.push(slot);
    }
    this.#heap = new PriorityQueue<number>(kept, this.#compare, false);
    this.#cancelled = 0;
  }
}

function enlarged(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(column.length * 2);
  larger.set(column);
  return larger;
}
