import { PriorityQueue } from 'js-sdsl';
import { NONE, Rung } from './internal/rung.js';

const INITIAL_CAPACITY = 64;
/** Below this many cancelled entries a sweep is not worth its pass over the queue. */
const SWEEP_FLOOR = 64;
/** A bucket with more entries is divided again before it comes into the heap. */
const BUCKET_LIMIT = 64;
/** With more entries than this the heap is divided into buckets. */
const HEAP_LIMIT = 128;
/** Entries per bucket when a stretch of time is divided. */
const ENTRIES_PER_BUCKET = 1;
/** No more rungs than this: what cannot be told apart by then is left to the heap. */
const LADDER_LIMIT = 8;

/** The record of an entry in the column of doubles: time, priority, sequence, next slot of the same bucket. */
const RECORD = 4;
const PRIORITY = 1;
const SEQUENCE = 2;
const NEXT = 3;

/**
 * A queue in total order (time, then priority, then sequence of entry; smallest first) with cancellation in O(1).
 *
 * The next entries lie in a heap, js-sdsl's PriorityQueue over small integers ("slots"); the later ones in a ladder of time buckets
 * (Tang, Goh and Thng, "Ladder queue", ACM TOMACS 15(3), 2005), from which a bucket comes into the heap when its time has come.
 * So the heap stays small enough for the cache however many entries wait, and entering a late one costs no comparison. Where times
 * cannot be told apart by buckets, the heap alone orders them. Keys lie in one typed array, a record a slot.
 *
 * `take` leaves the slot of the taken entry at the root until the next `push` (which costs one sift instead of two when it goes to the
 * heap) or until `settle`. A cancelled entry stays where it is, is dropped when it surfaces, and is swept out when most entries are cancelled.
 */
export class EventQueue<T> {
  #records = new Float64Array(INITIAL_CAPACITY * RECORD);
  /** The item in each slot; `undefined` in a slot that is cancelled or free. */
  #items: (T | undefined)[] = [];
  /** Chain of the free slots. */
  #free = NONE;
  #size = 0;
  #cancelled = 0;
  /** The slot at the root of the heap whose entry was taken and not yet replaced, or NONE. */
  #taken = NONE;
  #sequence = 0;
  #heapLimit = HEAP_LIMIT;
  /** The ladder, later stretches of time first, then rungs kept for reuse. */
  readonly #rungs: Rung[] = [];
  #depth = 0;
  readonly #compare = (a: number, b: number): number => {
    const records = this.#records;
    const recordA = a * RECORD;
    const recordB = b * RECORD;
    // Of two equal infinities the difference is NaN, which goes on to the next key like 0.
    return (
      records[recordA] - records[recordB] ||
      records[recordA + PRIORITY] - records[recordB + PRIORITY] ||
      records[recordA + SEQUENCE] - records[recordB + SEQUENCE]
    );
  };
  #heap = new PriorityQueue<number>([], this.#compare, false);

  /** The number of entries waiting, cancelled ones not counted. */
  get size(): number {
    return this.#size;
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
    const taken = this.#taken;
    const slot = taken === NONE ? this.#allocate() : taken;
    this.#taken = NONE;
    const records = this.#records;
    const record = slot * RECORD;
    records[record] = time;
    records[record + PRIORITY] = priority;
    records[record + SEQUENCE] = sequence;
    this.#items[slot] = item;
    this.#size++;
    for (let level = 0; level < this.#depth; level++) {
      const rung = this.#rungs[level];
      const bucket = rung.bucketOf(time);
      if (bucket > rung.current) {
        if (taken !== NONE) this.#heap.pop();
        records[record + NEXT] = rung.heads[bucket];
        rung.heads[bucket] = slot;
        return slot;
      }
    }
    // A taken slot is at the root: updateItem finds it at once and sifts it down.
    if (taken !== NONE) this.#heap.updateItem(slot);
    else this.#heap.push(slot);
    if (this.#heap.length > this.#heapLimit) this.#arrange(this.#living(this.#heap.toArray()));
    return slot;
  }

  /** Cancels the entry in a slot, which must be waiting; its item is forgotten at once. */
  cancel(slot: number): void {
    this.#items[slot] = undefined;
    this.#size--;
    this.#cancelled++;
    if (this.#cancelled > SWEEP_FLOOR && this.#cancelled > this.#size) this.#sweep();
  }

  /** The slot of the first entry, or -1 when none waits. */
  peek(): number {
    this.settle();
    for (;;) {
      const heap = this.#heap;
      while (heap.length > 0) {
        const slot = heap.top() as number;
        if (this.#items[slot] !== undefined) return slot;
        heap.pop();
        this.#drop(slot);
      }
      if (this.#depth === 0) return NONE;
      this.#descend();
    }
  }

  /** Takes the entry that `peek` has just returned out of the queue. */
  take(slot: number): T {
    const item = this.#items[slot] as T;
    this.#items[slot] = undefined;
    this.#size--;
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
    const taken = this.#taken;
    if (taken === NONE) return;
    this.#taken = NONE;
    this.#heap.pop();
    this.#release(taken);
  }

  timeOf(slot: number): number {
    return this.#records[slot * RECORD];
  }

  priorityOf(slot: number): number {
    return this.#records[slot * RECORD + PRIORITY];
  }

  sequenceOf(slot: number): number {
    return this.#records[slot * RECORD + SEQUENCE];
  }

  #allocate(): number {
    const free = this.#free;
    if (free !== NONE) {
      this.#free = this.#records[free * RECORD + NEXT];
      return free;
    }
    const slot = this.#items.length;
    if (slot * RECORD === this.#records.length) {
      const larger = new Float64Array(this.#records.length * 2);
      larger.set(this.#records);
      this.#records = larger;
    }
    this.#items.push(undefined);
    return slot;
  }

  #release(slot: number): void {
    this.#records[slot * RECORD + NEXT] = this.#free;
    this.#free = slot;
  }

  /** Frees the slot of a cancelled entry that is in no heap and no chain any more. */
  #drop(slot: number): void {
    this.#release(slot);
    this.#cancelled--;
  }

  /** Takes the next bucket of the lowest rung, with the heap empty. */
  #descend(): void {
    const rung = this.#rungs[this.#depth - 1];
    const head = rung.advance();
    if (rung.current === rung.last) this.#depth--;
    for (let slot = head; slot !== NONE; ) {
      if (this.#heap.length > BUCKET_LIMIT) {
        this.#arrange(this.#heap.toArray().concat(this.#unchained(slot)));
        return;
      }
      const next = this.#records[slot * RECORD + NEXT];
      if (this.#items[slot] !== undefined) this.#heap.push(slot);
      else this.#drop(slot);
      slot = next;
    }
    this.#heapLimit = HEAP_LIMIT;
  }

  /** Puts the entries before all rungs in a new heap or, when they are many, on a new rung. */
  #arrange(slots: number[]): void {
    const isLarge = slots.length > BUCKET_LIMIT && this.#depth < LADDER_LIMIT;
    if (isLarge && this.#divide(slots)) return;
    this.#heap = new PriorityQueue(slots, this.#compare, false);
    this.#heapLimit = Math.max(HEAP_LIMIT, 2 * slots.length);
  }

  /** Adds a rung for the entries. False when all of them have to stay in the heap; then it takes what is entered behind them. */
  #divide(slots: readonly number[]): boolean {
    const records = this.#records;
    let start = Number.POSITIVE_INFINITY;
    let end = Number.NEGATIVE_INFINITY;
    for (const slot of slots) {
      const time = records[slot * RECORD];
      if (time < start) start = time;
      if (time > end) end = time;
    }
    if (this.#rungs.length === this.#depth) this.#rungs.push(new Rung());
    const rung = this.#rungs[this.#depth++];
    if (!(end > start && end - start < Number.POSITIVE_INFINITY)) {
      rung.partAfter(end);
      return false;
    }
    rung.divide(start, end, Math.ceil(slots.length / ENTRIES_PER_BUCKET));
    const heads = rung.heads;
    for (const slot of slots) {
      const bucket = rung.bucketOf(records[slot * RECORD]);
      records[slot * RECORD + NEXT] = heads[bucket];
      heads[bucket] = slot;
    }
    this.#heap = new PriorityQueue<number>([], this.#compare, false);
    this.#heapLimit = HEAP_LIMIT;
    return true;
  }

  /** The entries of a chain that are not cancelled; the slots of the others become free. */
  #unchained(head: number): number[] {
    const records = this.#records;
    const items = this.#items;
    const slots: number[] = [];
    for (let slot = head; slot !== NONE; ) {
      const next = records[slot * RECORD + NEXT];
      if (items[slot] !== undefined) slots.push(slot);
      else this.#drop(slot);
      slot = next;
    }
    return slots;
  }

  /** Those that are not cancelled; the slots of the others become free. */
  #living(slots: readonly number[]): number[] {
    return slots.filter((slot) => {
      if (this.#items[slot] !== undefined) return true;
      this.#drop(slot);
      return false;
    });
  }

  /** Frees the slots of all cancelled entries. */
  #sweep(): void {
    const rungs = this.#rungs.slice(0, this.#depth);
    const buckets = rungs.reduce((sum, rung) => sum + rung.last - rung.current, 0);
    // Looking through the buckets is worth it only when as much has been cancelled.
    if (buckets > 4 * this.#cancelled) return;
    this.settle();
    this.#heap = new PriorityQueue(this.#living(this.#heap.toArray()), this.#compare, false);
    const records = this.#records;
    for (const { heads, current, last } of rungs) {
      for (let bucket = current + 1; bucket <= last; bucket++) {
        let rest = NONE;
        for (const slot of this.#unchained(heads[bucket])) {
          records[slot * RECORD + NEXT] = rest;
          rest = slot;
        }
        heads[bucket] = rest;
      }
    }
  }
}
