import {
  ResourceStatistics,
  type ScheduledEvent,
  type SimEvent,
  type Simulation,
  type Yieldable,
} from '../../../src/kernel/index.js';

/** Data on its way over a channel. */
export interface Transfer {
  /** bit/s/Hz of its link; 0 while there is no signal. */
  efficiency: number;
  /** Mbit that were left when the channel looked last. */
  remaining: number;
  /** What the share of every transfer, in MHz s, will have come to when this one is done. */
  due: number;
  readonly done: SimEvent<undefined>;
}

/**
 * A band of frequencies that all transfers of one direction share equally, as a fluid: each has 1/n of the bandwidth, times the
 * spectral efficiency of its own link. The next end is worked out anew when a transfer begins or ends and when an efficiency changes.
 *
 * In MHz s per transfer the progress of all is the same, so nobody's remaining data need be touched when others come and go.
 */
export class SharedChannel {
  readonly statistics: ResourceStatistics;
  readonly #sim: Simulation;
  readonly #name: string;
  readonly #bandwidth: number;
  readonly #transfers = new Set<Transfer>();
  /** MHz s that a transfer would have had that has been there from the beginning. */
  #share = 0;
  #changedAt: number;
  #next: ScheduledEvent | undefined;

  /** @param bandwidth MHz */
  constructor(sim: Simulation, name: string, bandwidth: number) {
    this.#sim = sim;
    this.#name = name;
    this.#bandwidth = bandwidth;
    this.#changedAt = sim.now;
    this.statistics = new ResourceStatistics(sim, 1);
  }

  /** Transfers under way. */
  get active(): number {
    return this.#transfers.size;
  }

  /** Begins to send. @param megabits to send @param efficiency bit/s/Hz of the link */
  begin(megabits: number, efficiency: number): Transfer {
    this.#advance();
    const transfer: Transfer = {
      efficiency,
      remaining: megabits,
      due: this.#dueOf(megabits, efficiency),
      done: this.#sim.event<undefined>('end of transfer'),
    };
    this.#transfers.add(transfer);
    this.#reschedule();
    return transfer;
  }

  /** Sends, and waits for the end. An interrupt ends the transfer. */
  *send(
    megabits: number,
    efficiency: number,
    started?: (transfer: Transfer) => void,
  ): Generator<Yieldable, void, unknown> {
    const transfer = this.begin(megabits, efficiency);
    started?.(transfer);
    try {
      yield transfer.done;
    } finally {
      this.end(transfer);
    }
  }

  /** Ends a transfer, done or not. */
  end(transfer: Transfer): void {
    if (!this.#transfers.has(transfer)) return;
    this.#advance();
    transfer.remaining = this.#remaining(transfer);
    this.#transfers.delete(transfer);
    this.#reschedule();
  }

  /** Changes what links carry from now on. */
  setEfficiencies(changes: Iterable<readonly [Transfer, number]>): void {
    this.#advance();
    for (const [transfer, efficiency] of changes) {
      if (!this.#transfers.has(transfer) || efficiency === transfer.efficiency) continue;
      transfer.remaining = this.#remaining(transfer);
      transfer.efficiency = efficiency;
      transfer.due = this.#dueOf(transfer.remaining, efficiency);
    }
    this.#reschedule();
  }

  #dueOf(megabits: number, efficiency: number): number {
    if (megabits <= 0) return this.#share;
    return efficiency > 0 ? this.#share + megabits / efficiency : Number.POSITIVE_INFINITY;
  }

  #remaining({ due, efficiency, remaining }: Transfer): number {
    return efficiency > 0 ? Math.max(0, (due - this.#share) * efficiency) : remaining;
  }

  #advance(): void {
    const elapsed = this.#sim.now - this.#changedAt;
    this.#changedAt = this.#sim.now;
    if (elapsed > 0 && this.#transfers.size > 0)
      this.#share += (elapsed * this.#bandwidth) / this.#transfers.size;
  }

  #reschedule(): void {
    this.#next?.cancel();
    this.#next = undefined;
    this.statistics.busy.set(this.#transfers.size > 0 ? 1 : 0);
    let first: Transfer | undefined;
    for (const transfer of this.#transfers) {
      if (first === undefined || transfer.due < first.due) first = transfer;
    }
    if (first === undefined || first.due === Number.POSITIVE_INFINITY) return;
    const ending = first;
    const delay = Math.max(0, ((ending.due - this.#share) * this.#transfers.size) / this.#bandwidth);
    this.#next = this.#sim.schedule(delay, () => this.#complete(ending), { name: `end at ${this.#name}` });
  }

  #complete(transfer: Transfer): void {
    this.#advance();
    transfer.remaining = 0;
    this.#transfers.delete(transfer);
    transfer.done.succeed(undefined);
    this.#reschedule();
  }
}
