/** A place that a piece of work has. */
export interface Place {
  /**
   * Lets the next in line work here where it may share, and waits for a place again; undefined when nobody is to be let in. To be called
   * only where work can stand still.
   */
  giveWay(): Promise<void> | undefined;
  /** Gives the place back before the work has ended, for the rest of which it needs none. */
  leave(): void;
}

interface Waiting {
  readonly shares: boolean;
  come(): void;
}

/**
 * A number of places for work: whoever finds none free waits for its turn. Work that shares takes turns with that which has a place,
 * so that all of it ends at about the same time; a last piece that began alone would leave the other places empty in the end.
 */
export class Places {
  #free: number;
  readonly #line: Waiting[] = [];

  /** @param count at least 1 */
  constructor(count: number) {
    this.#free = count;
  }

  /**
   * Does a piece of work at the first place that is free for it; those who came before go first.
   * @param shares whether work that has a place gives way to it
   */
  async run<T>(work: (place: Place) => Promise<T>, shares = false): Promise<T> {
    await this.#enter(shares);
    let has = true;
    const leave = (): void => {
      if (has) this.#leave();
      has = false;
    };
    const giveWay = (): Promise<void> | undefined => {
      if (!has || this.#line.length === 0 || !this.#line[0].shares) return undefined;
      this.#leave();
      return this.#enter(true);
    };
    try {
      return await work({ giveWay, leave });
    } finally {
      leave();
    }
  }

  async #enter(shares: boolean): Promise<void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((come) => this.#line.push({ shares, come }));
  }

  #leave(): void {
    const next = this.#line.shift();
    if (next === undefined) this.#free++;
    else next.come();
  }
}
