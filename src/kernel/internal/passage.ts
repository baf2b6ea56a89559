/**
 * How far the order of events has come within the present time. A place (priority, sequence) has been passed when an event behind it
 * was carried out after the place was taken: an event scheduled late, with a priority of before, can still come. Of the events carried
 * out only those matter that no later one lies behind; they form a stack of falling places.
 */
export class Passage {
  readonly #priorities: number[] = [];
  readonly #sequences: number[] = [];
  /** The sequence number that was next when each event began: places numbered from there on were taken later. */
  readonly #horizons: number[] = [];
  #depth = 0;

  /** Time has moved on: nothing of the new time has happened. */
  clear(): void {
    this.#depth = 0;
  }

  /** An event of the present time begins. */
  begin(priority: number, sequence: number, horizon: number): void {
    let depth = this.#depth;
    while (depth > 0 && isBehind(priority, sequence, this.#priorities[depth - 1], this.#sequences[depth - 1]))
      depth--;
    this.#priorities[depth] = priority;
    this.#sequences[depth] = sequence;
    this.#horizons[depth] = horizon;
    this.#depth = depth + 1;
  }

  /** Whether a place of the present time has been passed. */
  includes(priority: number, sequence: number): boolean {
    for (let i = this.#depth - 1; i >= 0; i--) {
      if (isBehind(this.#priorities[i], this.#sequences[i], priority, sequence))
        return sequence < this.#horizons[i];
    }
    return false;
  }
}

/** Whether the first place is the second or comes after it. */
function isBehind(priority: number, sequence: number, otherPriority: number, otherSequence: number): boolean {
  return priority > otherPriority || (priority === otherPriority && sequence >= otherSequence);
}
