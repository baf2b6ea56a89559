import {
  ResourceStatistics,
  type ScheduledEvent,
  type Simulation,
  Waitable,
} from '../../../src/kernel/index.js';

/** Data on its way over a channel; it happens when all have arrived, within the event in which the channel notices. */
export class Transfer extends Waitable<undefined> {
  /** bit/s/Hz of its link; 0 while there is no signal. */
  efficiency: number;
  /** Mbit that were left when the channel looked last. */
  remaining: number;
  /** What the share of every transfer, in MHz s, will have come to when this one is done. */
  due: number;
  /** @internal What carries it; undefined when it has ended or been ended. */
  channel: SharedChannel | undefined;

  constructor(
    sim: Simulation,
    channel: SharedChannel,
    megabits: number,
    efficiency: number,
    due: number,
  ) {
    super(sim);
    this.channel = channel;
    this.efficiency = efficiency;
    this.remaining = megabits;
    this.due = due;
  }

  get name(): string {
    return 'end of transfer';
  }

  /** @internal All have arrived. */
  finish(): void {
    this.remaining = 0;
    this.happen(undefined);
  }
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
  /** In the order in which they began. */
  readonly #transfers: Transfer[] = [];
  /** MHz s that a transfer would have had that has been there from the beginning. */
  #share = 0;
  #changedAt: number;
  #next: ScheduledEvent | undefined;
  /** The transfer that ends first. */
  #ending: Transfer | undefined;
  /** Whether the next end is worked out at the end of several changes, and whether there have been any. */
  #isHeld = false;
  #hasChanged = false;

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
    return this.#transfers.length;
  }

  /** Begins to send. @param megabits to send @param efficiency bit/s/Hz of the link */
  begin(megabits: number, efficiency: number): Transfer {
    this.#advance();
    const transfer = new Transfer(this.#sim, this, megabits, efficiency, this.#dueOf(megabits, efficiency));
    this.#transfers.push(transfer);
    if (this.#ending === undefined || transfer.due < this.#ending.due) this.#ending = transfer;
    this.#reschedule();
    return transfer;
  }

  /** Ends a transfer, done or not. */
  end(transfer: Transfer): void {
    if (transfer.channel !== this) return;
    this.#advance();
    transfer.remaining = this.#remaining(transfer);
    this.#remove(transfer);
    if (transfer === this.#ending) this.#findEnding();
    this.#reschedule();
  }

  /** Changes what the link of a transfer carries from now on. */
  setEfficiency(transfer: Transfer, efficiency: number): void {
    this.#advance();
    if (efficiency !== transfer.efficiency && transfer.channel === this) {
      transfer.remaining = this.#remaining(transfer);
      transfer.efficiency = efficiency;
      transfer.due = this.#dueOf(transfer.remaining, efficiency);
      if (!this.#isHeld) this.#findEnding();
    }
    this.#reschedule();
  }

  /** Several changes follow, all at the present time: the next end is worked out at `release` only. */
  hold(): void {
    this.#isHeld = true;
  }

  /** The changes since `hold` were all. */
  release(): void {
    this.#isHeld = false;
    if (!this.#hasChanged) return;
    this.#hasChanged = false;
    this.#findEnding();
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
    if (elapsed > 0 && this.#transfers.length > 0)
      this.#share += (elapsed * this.#bandwidth) / this.#transfers.length;
  }

  #remove(transfer: Transfer): void {
    transfer.channel = undefined;
    this.#transfers.splice(this.#transfers.indexOf(transfer), 1);
  }

  #findEnding(): void {
    let first: Transfer | undefined;
    for (const transfer of this.#transfers)
      if (first === undefined || transfer.due < first.due) first = transfer;
    this.#ending = first;
  }

  #reschedule(): void {
    if (this.#isHeld) {
      this.#hasChanged = true;
      return;
    }
    this.statistics.busy.set(this.#transfers.length > 0 ? 1 : 0);
    const first = this.#ending;
    if (first === undefined || first.due === Number.POSITIVE_INFINITY) {
      this.#next?.cancel();
      return;
    }
    const delay = Math.max(0, ((first.due - this.#share) * this.#transfers.length) / this.#bandwidth);
    if (this.#next !== undefined) this.#next.reschedule(delay);
    else this.#next = this.#sim.schedule(delay, () => this.#complete(), { name: `end at ${this.#name}` });
  }

  #complete(): void {
    const transfer = this.#ending;
    if (transfer === undefined) return;
    this.#advance();
    this.#remove(transfer);
    this.#findEnding();
    this.#reschedule();
    transfer.finish();
  }
}
