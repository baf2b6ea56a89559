import { ResourceStatistics, type ScheduledEvent, type Simulation } from '../../../src/kernel/index.js';

/** Who hears of the end of a transfer. */
export interface TransferListener {
  /** All data have arrived; called within the event in which the channel notices. */
  arrived(): void;
}

/** Data on their way over a channel. When they have arrived, or were stopped, it can be used for others. */
export class Transfer {
  readonly listener: TransferListener;
  /** bit/s/Hz of its link; 0 while there is no signal. */
  efficiency = 0;
  /** Mbit that were left when the channel looked last. */
  remaining = 0;
  /** @internal What carries it; undefined when it is not under way. */
  channel: SharedChannel | undefined = undefined;
  /** @internal How many its channel has carried before it. */
  number = 0;
  /** @internal Its place in the columns of its channel. */
  place = 0;

  constructor(listener: TransferListener) {
    this.listener = listener;
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
  /** Those under way, in no order. */
  readonly #transfers: Transfer[] = [];
  /** By place: what the share of every transfer, in MHz s, will have come to when this one is done. */
  #due = new Float64Array(16);
  #begun = 0;
  /** MHz s that a transfer would have had that has been there from the beginning. */
  #share = 0;
  #changedAt: number;
  #next: ScheduledEvent | undefined;
  /** The transfer that ends first, of several the one that began first; undefined where none will end. */
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

  /** Begins to send. @param transfer that is not under way @param megabits to send @param efficiency bit/s/Hz of the link */
  begin(transfer: Transfer, megabits: number, efficiency: number): void {
    this.#advance();
    const place = this.#transfers.length;
    transfer.efficiency = efficiency;
    transfer.remaining = megabits;
    transfer.channel = this;
    transfer.number = this.#begun++;
    transfer.place = place;
    this.#transfers.push(transfer);
    if (place === this.#due.length) {
      const larger = new Float64Array(2 * place);
      larger.set(this.#due);
      this.#due = larger;
    }
    const due = this.#dueOf(megabits, efficiency);
    this.#due[place] = due;
    if (due < (this.#ending === undefined ? Number.POSITIVE_INFINITY : this.#due[this.#ending.place]))
      this.#ending = transfer;
    this.#reschedule();
  }

  /** Stops a transfer, if it is under way here. */
  end(transfer: Transfer): void {
    if (transfer.channel !== this) return;
    this.#advance();
    transfer.remaining = this.#remaining(transfer);
    this.#remove(transfer);
    if (transfer === this.#ending) this.#findEnding();
    this.#reschedule();
  }

  /** Changes what the link of a transfer carries from now on, if it is under way here. */
  setEfficiency(transfer: Transfer, efficiency: number): void {
    this.#advance();
    if (efficiency !== transfer.efficiency && transfer.channel === this) {
      transfer.remaining = this.#remaining(transfer);
      transfer.efficiency = efficiency;
      this.#due[transfer.place] = this.#dueOf(transfer.remaining, efficiency);
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

  #remaining({ place, efficiency, remaining }: Transfer): number {
    return efficiency > 0 ? Math.max(0, (this.#due[place] - this.#share) * efficiency) : remaining;
  }

  #advance(): void {
    const elapsed = this.#sim.now - this.#changedAt;
    this.#changedAt = this.#sim.now;
    if (elapsed > 0 && this.#transfers.length > 0)
      this.#share += (elapsed * this.#bandwidth) / this.#transfers.length;
  }

  #remove(transfer: Transfer): void {
    transfer.channel = undefined;
    const last = this.#transfers.pop();
    if (last === undefined || last === transfer) return;
    this.#transfers[transfer.place] = last;
    this.#due[transfer.place] = this.#due[last.place];
    last.place = transfer.place;
  }

  #findEnding(): void {
    const due = this.#due;
    const transfers = this.#transfers;
    let first = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let place = 0; place < transfers.length; place++) {
      if (due[place] > least) continue;
      if (due[place] < least || (first >= 0 && transfers[place].number < transfers[first].number)) {
        least = due[place];
        first = place;
      }
    }
    this.#ending = first < 0 ? undefined : transfers[first];
  }

  #reschedule(): void {
    if (this.#isHeld) {
      this.#hasChanged = true;
      return;
    }
    this.statistics.busy.set(this.#transfers.length > 0 ? 1 : 0);
    const first = this.#ending;
    if (first === undefined) {
      this.#next?.cancel();
      return;
    }
    const left = this.#due[first.place] - this.#share;
    const delay = Math.max(0, (left * this.#transfers.length) / this.#bandwidth);
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
    transfer.remaining = 0;
    transfer.listener.arrived();
  }
}
