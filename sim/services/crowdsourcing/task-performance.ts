import type { Simulation } from '../../../src/kernel/index.js';
import type { FollowedVehicles, RouteState } from '../../traffic/traffic.js';
import type { Completion } from './campaign-outcome.js';
import { atEndOfRoute, distanceAhead, type Progress, passedAfter } from './passing.js';

/** The tasks of a bidder that are to be watched. */
export interface Undertaking {
  /** The bidder where it is now, on the way that it drives. */
  readonly state: RouteState;
  readonly processingTime: number;
  /** When its campaign began, s of simulated time. */
  readonly start: number;
  /** Whether it won, so that it keeps to its way until the last of these tasks. */
  readonly isPromised: boolean;
  /** In the order of the route. */
  readonly records: readonly Completion[];
}

interface Pending extends Omit<Undertaking, 'state' | 'records'> {
  readonly record: Completion;
}

interface Driver {
  state: RouteState;
  /** Length of each link of the route, m. */
  lengths: Float64Array;
  /** Tasks not yet passed, in the order of the route. */
  pending: Pending[];
  progress: Progress;
  /** Whether a teleport has lifted the vehicle and not yet set it down: tasks on that way are missed. */
  lifted: boolean;
}

const progressOf = ({ routeIndex, position, driven }: RouteState): Progress => ({
  routeIndex,
  position,
  driven,
});

/**
 * Watches bidders drive and makes each arrival at a task, and each completion after the processing time, an event of the
 * kernel at its time between the traffic steps. A vehicle can have tasks of several campaigns and requesters ahead of it.
 */
export class TaskPerformance {
  readonly #sim: Simulation;
  readonly #lengths: ArrayLike<number>;
  readonly #rest: (vehicle: number, distance: number) => void;
  readonly #drivers = new Map<string, Driver>();
  /** The drivers by the numbers under which the traffic reports them. */
  #followed: readonly Driver[] = [];
  #finished: number[] = [];

  /**
   * @param lengths of the links of the network, m
   * @param rest told how far, m, a followed vehicle has to drive before anything can happen
   */
  constructor(
    sim: Simulation,
    lengths: ArrayLike<number>,
    rest: (vehicle: number, distance: number) => void,
  ) {
    this.#sim = sim;
    this.#lengths = lengths;
    this.#rest = rest;
  }

  /** Where the vehicles on the road are at the kernel's present. */
  locate(vehicles: readonly RouteState[]): void {
    for (const state of vehicles) {
      const driver = this.#drivers.get(state.vehicle);
      if (driver === undefined) continue;
      driver.state = state;
      driver.progress = progressOf(state);
      driver.lifted = false;
    }
  }

  /** Adds tasks to watch from now on. */
  add({ state, records, ...undertaking }: Undertaking): void {
    const driver = this.#driverOf(state);
    driver.pending.push(...records.map((record) => ({ ...undertaking, record })));
    driver.pending.sort(
      (a, b) => a.record.routeIndex - b.record.routeIndex || a.record.offset - b.record.offset,
    );
  }

  /**
   * A vehicle that has promised nothing was sent another way: what it would have passed on the old one is given up.
   * @param state where it is now, with its new route
   */
  lead(state: RouteState): void {
    const driver = this.#drivers.get(state.vehicle);
    if (driver === undefined) return;
    const before = driver.state;
    const shift = state.routeIndex - before.routeIndex;
    driver.pending = driver.pending.filter(({ record }) => {
      for (let n = before.routeIndex; n <= record.routeIndex; n++)
        if (state.route[n + shift] !== before.route[n]) {
          record.isGivenUp = true;
          return false;
        }
      return true;
    });
    driver.state = state;
    driver.lengths = this.#lengthsOf(state);
    driver.progress = progressOf(state);
  }

  /** Whether a vehicle has promised tasks that it has not passed. */
  isCommitted(vehicle: string): boolean {
    return this.#drivers.get(vehicle)?.pending.some(({ isPromised }) => isPromised) ?? false;
  }

  /** The vehicles with tasks ahead; from now on reports come under their places in this list. */
  follow(): readonly RouteState[] {
    for (const [vehicle, { pending }] of this.#drivers)
      if (pending.length === 0) this.#drivers.delete(vehicle);
    this.#followed = [...this.#drivers.values()];
    this.#finished = [];
    return this.#followed.map(({ state }) => state);
  }

  /** Begins with the followed vehicles where they are. */
  begin(): void {
    for (let number = 0; number < this.#followed.length; number++) this.#restUntilTask(number);
  }

  /** Takes in a traffic step of the given length that begins at the kernel's present. */
  observe(followed: FollowedVehicles, stepLength: number): void {
    for (const number of followed.lifted) {
      this.#followed[number].lifted = true;
      this.#rest(number, 0);
    }
    for (let row = 0; row < followed.count; row++) {
      const number = followed.vehicle[row];
      this.#advance(number, stepLength, {
        routeIndex: followed.routeIndex[row],
        position: followed.position[row],
        driven: followed.driven[row],
      });
      this.#restUntilTask(number);
    }
    for (const number of followed.arrived) {
      const { progress, lengths } = this.#followed[number];
      this.#advance(number, stepLength, atEndOfRoute(progress, lengths));
    }
  }

  /** Followed vehicles that have passed all their tasks since the last call. */
  takeFinished(): readonly number[] {
    const finished = this.#finished;
    this.#finished = [];
    return finished;
  }

  #lengthsOf({ route }: RouteState): Float64Array {
    return Float64Array.from(route, (link) => this.#lengths[link]);
  }

  #driverOf(state: RouteState): Driver {
    const known = this.#drivers.get(state.vehicle);
    if (known !== undefined) return known;
    const driver: Driver = {
      state,
      lengths: this.#lengthsOf(state),
      pending: [],
      progress: progressOf(state),
      lifted: false,
    };
    this.#drivers.set(state.vehicle, driver);
    return driver;
  }

  #advance(number: number, stepLength: number, after: Progress): void {
    const driver = this.#followed[number];
    const { pending, progress, lengths, lifted } = driver;
    driver.progress = after;
    driver.lifted = false;
    for (let next = pending[0]; next !== undefined; next = pending[0]) {
      const share = passedAfter(progress, after, next.record, lengths);
      if (share === undefined) return;
      if (!lifted) this.#perform(next, driver.state.vehicle, share * stepLength);
      pending.shift();
      if (pending.length === 0) this.#finished.push(number);
    }
  }

  #restUntilTask(number: number): void {
    const { pending, progress, lengths, lifted } = this.#followed[number];
    const [next] = pending;
    if (next === undefined || lifted) return;
    const { routeIndex, offset } = next.record;
    this.#rest(number, distanceAhead(progress, routeIndex, offset, lengths));
  }

  #perform({ record, start, processingTime }: Pending, vehicle: string, delay: number): void {
    const sim = this.#sim;
    sim.process(`task ${record.task} by ${vehicle}`, function* () {
      yield sim.timeout(delay);
      record.arrival = sim.now - start;
      yield sim.timeout(processingTime);
      record.completion = sim.now - start;
    });
  }
}
