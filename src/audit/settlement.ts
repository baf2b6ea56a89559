/**
 * Who gets what, seen with true costs and values. A person is whoever may lie or lose: a vehicle, in markets of a roadside unit
 * also a simulator. Money that a person receives counts as positive, money that it pays as negative.
 */
export interface Settlement<T> {
  /** By person: whether it won anything, under any of its names. */
  readonly won: readonly boolean[];
  /** By person: the money that it receives, over all its names. */
  readonly paid: readonly T[];
  /** By person: money received, less the true cost of what it has to do, plus the true worth of what it gets. */
  readonly utility: readonly T[];
  /** The first so many persons may stay away, and must not lose by taking part. */
  readonly willing: number;
  /** What the organiser keeps: the value of what was won, less all money handed out. */
  surplus(): T;
  /** All money handed out. */
  spending(): T;
}

/** What one person reports in place of the truth, while all others tell it. */
export interface Probe<I> {
  readonly person: number;
  /** The input as the mechanism gets it. */
  readonly reported: I;
  /**
   * The price that the person asks: the payment without which it would rather lose. For a buyer, who wins by bidding high,
   * the negative of its bid.
   */
  readonly ask?: number;
  /** Where further names of the person stand in `reported`. */
  readonly aliases?: readonly number[];
  /** By name of the person, its own first: which of its true bids each bid under this name stands for. Absent: as they are. */
  readonly origins?: readonly (readonly number[])[];
  /** What the person does, for people: `asks 2 in place of 1.5`. */
  readonly text: string;
}
