/**
 * Entries that are due at the present time with one priority, in the order in which they came. They need no sorting, so they never
 * come into the event queue.
 */
export class PresentLine<T> {
  /** Places up to `#tail` are kept for reuse; `undefined` where an entry was taken or cancelled. */
  readonly #items: (T | undefined)[] = [];
  readonly #sequences: number[] = [];
  #head = 0;
  #tail = 0;
  #size = 0;

  /** Entries that wait, cancelled ones not counted. */
  get size(): number {
    return this.#size;
  }

  /** Adds an entry. @returns its place, valid until the entry is taken */
  push(item: T, sequence: number): number {
    const place = this.#tail++;
    this.#items[place] = item;
    this.#sequences[place] = sequence;
    this.#size++;
    return place;
  }

  /** The place of the first entry, or -1 when none waits. */
  peek(): number {
    if (this.#size === 0) {
      this.#head = 0;
      this.#tail = 0;
      return -1;
    }
    while (this.#items[this.#head] === undefined) this.#head++;
    return this.#head;
  }

  /** Takes the entry out that waits at a place. */
  take(place: number): T {
    const item = this.#items[place] as T;
    this.#items[place] = undefined;
    this.#size--;
    return item;
  }

  /** Takes the entry back that waits at a place. */
  cancel(place: number): void {
    this.#items[place] = undefined;
    this.#size--;
  }

  sequenceOf(place: number): number {
    return this.#sequences[place];
  }
}
