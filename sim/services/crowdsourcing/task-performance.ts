import type { Simulation } from '../../../src/kernel/index.js';
import type { FollowedVehicles } from '../../traffic/traffic.js';
import type { CampaignOutcome, Completion } from './campaign-outcome.js';
import { atEndOfRoute, distanceAhead, type Progress, passedAfter } from './passing.js';

interface Driver {
  readonly vehicle: string;
  readonly processingTime: number;
  /** Length of each link of the route, m. */
  readonly lengths: Float64Array;
  /** Tasks not yet passed, in the order of the route. */
  readonly pending: Completion[];
  progress: Progress;
  /** Whether a teleport has lifted the vehicle and not yet set it down: tasks on that way are missed. */
  lifted: boolean;
}

/**
 * Watches the bidders drive and makes each arrival at a task, and each completion after the processing time, an event of the
 * kernel at its time between the traffic steps.
 */
export class TaskPerformance {
  readonly #sim: Simulation;
  readonly #outcome: CampaignOutcome;
  readonly #drivers: Driver[];
  readonly #rest: (bidder: number, distance: number) => void;
  #finished: number[] = [];

  /** @param rest told how far, m, a bidder has to drive before anything can happen */
  constructor(
    sim: Simulation,
    outcome: CampaignOutcome,
    lengths: ArrayLike<number>,
    rest: (bidder: number, distance: number) => void,
  ) {
    this.#sim = sim;
    this.#rest = rest;
    this.#outcome = outcome;
    this.#drivers = outcome.bidders.map(({ state, processingTime }) => ({
      vehicle: state.vehicle,
      processingTime,
      lengths: Float64Array.from(state.route, (link) => lengths[link]),
      pending: [],
      progress: { routeIndex: state.routeIndex, position: state.position, driven: state.driven },
      lifted: false,
    }));
    for (const record of outcome.completions) this.#drivers[record.bidder].pending.push(record);
  }

  /** Begins with the bidders where they were at the auction. */
  begin(): void {
    for (let bidder = 0; bidder < this.#drivers.length; bidder++) this.#restUntilTask(bidder);
  }

  /** Takes in a traffic step of the given length that begins at the kernel's present. */
  observe(followed: FollowedVehicles, stepLength: number): void {
    for (const bidder of followed.lifted) {
      this.#drivers[bidder].lifted = true;
      this.#rest(bidder, 0);
    }
    for (let row = 0; row < followed.count; row++) {
      const bidder = followed.vehicle[row];
      this.#advance(bidder, stepLength, {
        routeIndex: followed.routeIndex[row],
        position: followed.position[row],
        driven: followed.driven[row],
      });
      this.#restUntilTask(bidder);
    }
    for (const bidder of followed.arrived) {
      const { progress, lengths } = this.#drivers[bidder];
      this.#advance(bidder, stepLength, atEndOfRoute(progress, lengths));
    }
  }

  /** Bidders that have passed all their tasks since the last call. */
  takeFinished(): readonly number[] {
    const finished = this.#finished;
    this.#finished = [];
    return finished;
  }

  #advance(bidder: number, stepLength: number, after: Progress): void {
    const driver = this.#drivers[bidder];
    const { pending, progress, lengths, lifted } = driver;
    driver.progress = after;
    driver.lifted = false;
    for (let next = pending[0]; next !== undefined; next = pending[0]) {
      const { offset } = this.#outcome.tasks[next.task];
      const share = passedAfter(progress, after, { routeIndex: next.routeIndex, offset }, lengths);
      if (share === undefined) return;
      if (!lifted) this.#perform(next, driver, share * stepLength);
      pending.shift();
      if (pending.length === 0) this.#finished.push(bidder);
    }
  }

  #restUntilTask(bidder: number): void {
    const { pending, progress, lengths, lifted } = this.#drivers[bidder];
    const [next] = pending;
    if (next === undefined || lifted) return;
    this.#rest(
      bidder,
      distanceAhead(progress, next.routeIndex, this.#outcome.tasks[next.task].offset, lengths),
    );
  }

  #perform(record: Completion, driver: Driver, delay: number): void {
    const sim = this.#sim;
    const { start } = this.#outcome;
    sim.process(`task ${record.task} by ${driver.vehicle}`, function* () {
      yield sim.timeout(delay);
      record.arrival = sim.now - start;
      yield sim.timeout(driver.processingTime);
      record.completion = sim.now - start;
    });
  }
}
