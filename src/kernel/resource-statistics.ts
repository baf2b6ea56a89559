import { Tally } from './tally.js';
import { type Clock, TimeWeighted } from './time-weighted.js';

/** What a resource or a server counts and measures. Means are NaN where nothing was observed. */
export class ResourceStatistics {
  /** Slots in use, or the share of the rate in use; divided by the capacity it is the utilisation. */
  readonly busy: TimeWeighted;
  /** How many wait without being served. */
  readonly queueLength: TimeWeighted;
  /** How many wait or are served. */
  readonly inSystem: TimeWeighted;
  /** Times without service of those who were served (a slot: from request to grant; a server: sojourn less the time alone). */
  readonly waits = new Tally();
  /** Times from arrival to departure of those who were served. */
  readonly sojourns = new Tally();
  readonly #capacity: number;
  #arrivals = 0;
  #departures = 0;
  #cancelled = 0;
  #refused = 0;

  constructor(clock: Clock, capacity: number) {
    this.#capacity = capacity;
    this.busy = new TimeWeighted(clock);
    this.queueLength = new TimeWeighted(clock);
    this.inSystem = new TimeWeighted(clock);
  }

  /** Mean share of the capacity in use, 0 to 1. */
  get utilisation(): number {
    return this.busy.mean / this.#capacity;
  }

  /** Requests and jobs that came, refused ones not counted. */
  get arrivals(): number {
    return this.#arrivals;
  }

  /** Those that were served to the end. */
  get departures(): number {
    return this.#departures;
  }

  /** Those that were withdrawn before their end: reneged while they waited, or cancelled in service. */
  get cancelled(): number {
    return this.#cancelled;
  }

  /** Those that an admission test turned away. */
  get refused(): number {
    return this.#refused;
  }

  /** Begins anew at the present time: the end of a warm-up. */
  reset(): void {
    this.busy.reset();
    this.queueLength.reset();
    this.inSystem.reset();
    this.waits.reset();
    this.sojourns.reset();
    this.#arrivals = 0;
    this.#departures = 0;
    this.#cancelled = 0;
    this.#refused = 0;
  }

  /** @internal */
  arrived(): void {
    this.#arrivals++;
    this.inSystem.add(1);
  }

  /** @internal */
  departed(sojourn: number): void {
    this.#departures++;
    this.inSystem.add(-1);
    this.sojourns.record(sojourn);
  }

  /** @internal */
  withdrew(): void {
    this.#cancelled++;
    this.inSystem.add(-1);
  }

  /** @internal */
  turnedAway(): void {
    this.#refused++;
  }
}
