import type { Neighbour } from '../compounds.js';
import { INVALID_DOUBLE_VALUE, LaneChangeState, RoutingMode, StopFlag } from '../constants.js';
import { domainOf } from '../domain-class.js';
import { objectList, parameters } from './common.js';
import { emissions } from './emissions.js';
import { following } from './vehicle/following.js';
import { life } from './vehicle/life.js';
import { motion } from './vehicle/motion.js';
import { rerouteByTravelTime, routing } from './vehicle/routing.js';
import { stopping } from './vehicle/stopping.js';
import { filterNumber, type SubscriptionFilter, writeFilter } from './vehicle/subscription-filters.js';
import { vehicleAttributes } from './vehicle-attributes.js';

const CMD_ADD_SUBSCRIPTION_FILTER = 0x7e;
const BLOCKED =
  LaneChangeState.BLOCKED_BY_LEFT_LEADER |
  LaneChangeState.BLOCKED_BY_LEFT_FOLLOWER |
  LaneChangeState.BLOCKED_BY_RIGHT_LEADER |
  LaneChangeState.BLOCKED_BY_RIGHT_FOLLOWER |
  LaneChangeState.INSUFFICIENT_SPACE |
  LaneChangeState.INSUFFICIENT_SPEED;
const laneChangeNames = [
  'stay',
  'left',
  'right',
  'strategic',
  'cooperative',
  'speedGain',
  'keepRight',
  'TraCI',
  'urgent',
  'blocked by left leader',
  'blocked by left follower',
  'blocked by right leader',
  'blocked by right follower',
  'overlapping',
  'insufficient space',
  'sublane',
];

/** The domain `vehicle` as data. */
export const vehicleSpec = {
  name: 'vehicle',
  get: 0xa4,
  members: {
    ...objectList,
    ...motion,
    ...routing,
    ...following,
    ...stopping,
    ...life,
    ...emissions,
    ...vehicleAttributes,
    ...parameters,
  },
};

/** A stop at a stopping place. */
export interface StoppingPlaceStop {
  /** Seconds. */
  readonly duration?: number;
  /** Seconds of simulation time. */
  readonly until?: number;
  /** More `StopFlag` numbers. */
  readonly flags?: number;
}

const stateNames = (state: number): string[] =>
  laneChangeNames.filter((_, bit) => (state & (1 << bit)) !== 0);

/** Whether a state of `getLaneChangeState` wants to change in a direction (1 left, -1 right) and nothing is in the way. */
export function wantsAndCould(direction: number, state: number): boolean {
  if ((state & BLOCKED) !== 0) return false;
  if (direction === -1) return (state & LaneChangeState.RIGHT) !== 0;
  return direction === 1 && (state & LaneChangeState.LEFT) !== 0;
}

/** Vehicles that are in the network or will be. */
export class VehicleDomain extends domainOf(vehicleSpec) {
  /** Whether the vehicle has stopped for a stop. */
  async isStopped(vehicleID: string): Promise<boolean> {
    return ((await this.getStopState(vehicleID)) & 1) !== 0;
  }

  /** Whether the vehicle is parked beside the road. */
  async isStoppedParking(vehicleID: string): Promise<boolean> {
    return ((await this.getStopState(vehicleID)) & 2) !== 0;
  }

  /** Whether the vehicle has stopped and waits for a person or a container. */
  async isStoppedTriggered(vehicleID: string): Promise<boolean> {
    return ((await this.getStopState(vehicleID)) & 12) !== 0;
  }

  /** Whether the vehicle has stopped at a bus stop. */
  async isAtBusStop(vehicleID: string): Promise<boolean> {
    return ((await this.getStopState(vehicleID)) & 16) !== 0;
  }

  /** Whether the vehicle has stopped at a container stop. */
  async isAtContainerStop(vehicleID: string): Promise<boolean> {
    return ((await this.getStopState(vehicleID)) & 32) !== 0;
  }

  /** The followers on the right; `blockingOnly` those that keep the vehicle from changing. */
  getRightFollowers(vehicleID: string, blockingOnly = false): Promise<readonly Neighbour[]> {
    return this.getNeighbors(vehicleID, blockingOnly ? 5 : 1);
  }

  /** The leaders on the right. */
  getRightLeaders(vehicleID: string, blockingOnly = false): Promise<readonly Neighbour[]> {
    return this.getNeighbors(vehicleID, blockingOnly ? 7 : 3);
  }

  /** The followers on the left. */
  getLeftFollowers(vehicleID: string, blockingOnly = false): Promise<readonly Neighbour[]> {
    return this.getNeighbors(vehicleID, blockingOnly ? 4 : 0);
  }

  /** The leaders on the left. */
  getLeftLeaders(vehicleID: string, blockingOnly = false): Promise<readonly Neighbour[]> {
    return this.getNeighbors(vehicleID, blockingOnly ? 6 : 2);
  }

  /** `getLaneChangeState` in words. */
  async getLaneChangeStatePretty(
    vehicleID: string,
    direction: number,
  ): Promise<readonly [state: readonly string[], stateTraCI: readonly string[]]> {
    const [state, stateTraCI] = await this.getLaneChangeState(vehicleID, direction);
    return [stateNames(state), stateNames(stateTraCI)];
  }

  /** Whether the vehicle could change lanes to the left (1) or right (-1). */
  async couldChangeLane(vehicleID: string, direction: number, state?: number): Promise<boolean> {
    let known = state;
    if (known === undefined) {
      const [computed, stateTraCI] = await this.getLaneChangeState(vehicleID, direction);
      // A vehicle that changed in the last step has a state of the past.
      if (wantsAndCould(direction, stateTraCI)) return false;
      known = computed;
    }
    return known !== LaneChangeState.UNKNOWN && (known & BLOCKED) === 0;
  }

  /** Whether the vehicle wants to change lanes to the left (1) or right (-1), and could. */
  async wantsAndCouldChangeLane(vehicleID: string, direction: number, state?: number): Promise<boolean> {
    let known = state;
    if (known === undefined) {
      const [computed, stateTraCI] = await this.getLaneChangeState(vehicleID, direction);
      if (wantsAndCould(direction, stateTraCI)) return false;
      known = computed;
    }
    return wantsAndCould(direction, known);
  }

  /** Adds or changes a stop at a bus stop. */
  setBusStop(vehicleID: string, stopID: string, stop: StoppingPlaceStop = {}): Promise<void> {
    return this.#stopAt(vehicleID, stopID, StopFlag.BUS_STOP, stop);
  }

  /** Adds or changes a stop at a container stop. */
  setContainerStop(vehicleID: string, stopID: string, stop: StoppingPlaceStop = {}): Promise<void> {
    return this.#stopAt(vehicleID, stopID, StopFlag.CONTAINER_STOP, stop);
  }

  /** Adds or changes a stop at a charging station. */
  setChargingStationStop(vehicleID: string, stopID: string, stop: StoppingPlaceStop = {}): Promise<void> {
    return this.#stopAt(vehicleID, stopID, StopFlag.CHARGING_STATION, stop);
  }

  /** Adds or changes a stop at a parking area. */
  setParkingAreaStop(vehicleID: string, stopID: string, stop: StoppingPlaceStop = {}): Promise<void> {
    const flags = stop.flags ?? StopFlag.PARKING;
    return this.#stopAt(vehicleID, stopID, StopFlag.PARKING_AREA, { ...stop, flags });
  }

  #stopAt(vehicleID: string, stopID: string, flag: number, stop: StoppingPlaceStop): Promise<void> {
    const { duration = INVALID_DOUBLE_VALUE, until = INVALID_DOUBLE_VALUE, flags = 0 } = stop;
    return this.setStop(vehicleID, stopID, 1, 0, duration, flags | flag, INVALID_DOUBLE_VALUE, until);
  }

  /** Gives up a gap that `openGap` opened. */
  deactivateGapControl(vehicleID: string): Promise<void> {
    return this.openGap(vehicleID, -1, -1, -1, -1);
  }

  /** Asks the driver to take over within `leadTime` seconds (vehicles with a ToC device). */
  requestToC(vehicleID: string, leadTime: number): Promise<void> {
    return this.setParameter(vehicleID, 'device.toc.requestToC', String(leadTime));
  }

  /**
   * Computes the route anew by travel time.
   * @param currentTravelTimes whether vehicles that keep no travel times of their own use the current ones
   */
  async rerouteTraveltime(vehicleID: string, currentTravelTimes = true): Promise<void> {
    const label = 'vehicle.rerouteTraveltime';
    if (!currentTravelTimes || (await this.getRoutingMode(vehicleID)) !== RoutingMode.DEFAULT) {
      return this.put(rerouteByTravelTime, label, vehicleID);
    }
    await Promise.all([
      this.setRoutingMode(vehicleID, RoutingMode.AGGREGATED_CUSTOM),
      this.put(rerouteByTravelTime, label, vehicleID),
      this.setRoutingMode(vehicleID, RoutingMode.DEFAULT),
    ]);
  }

  /** Subscribes to the vehicle ahead and the gap to it. */
  subscribeLeader(vehicleID: string, distance = 0) {
    return this.subscribe(vehicleID, ['leader'], { arguments: { leader: [distance] } });
  }

  /** Narrows the context subscription made last, which must be one around a vehicle. */
  addSubscriptionFilter(filter: SubscriptionFilter): Promise<void> {
    const label = `vehicle.addSubscriptionFilter(${filter.kind})`;
    return this.command(CMD_ADD_SUBSCRIPTION_FILTER, filterNumber[filter.kind], label, (buffer) =>
      writeFilter(buffer, filter),
    );
  }
}
