import { simulationComputation, simulationTransmission } from '../twin/index.js';
import { type OfferTable, trafficBids } from './offer-table.js';
import type { OfflineAuction } from './offline-auction.js';

/** What becomes of one task of a winning vehicle. */
export interface TaskService {
  /** Seconds to upload; `Infinity` without an uplink. */
  readonly uplink: number;
  /** Seconds to compute. */
  readonly compute: number;
  /** Q of the simulator that won the task; 0 for a task that is not served. */
  readonly simulations: number;
  /** m of that simulator; 0 for a task that is not served. */
  readonly matchQuality: number;
  /** Eq. (2) for that simulator in seconds; 0 for a task that is not served. */
  readonly simTransmission: number;
  /** Eq. (3) for that simulator in seconds; 0 for a task that is not served. */
  readonly simComputation: number;
  /** T of eq. (4) in seconds, uplink + compute alone for a task that is not served. */
  readonly total: number;
  /** Whether it is served and the total keeps the deadline but for rounding; simulations in `literal` mode may break it. */
  readonly deadlineMet: boolean;
}

/** The service of one winning vehicle; lists by task of the vehicle. */
export interface VehicleService {
  /** The simulator that won each task; null where the task is infeasible or was not granted. */
  readonly simulatorPerTask: readonly (number | null)[];
  /** What that simulator pays for the task; 0 where there is none. */
  readonly simulatorPayments: readonly number[];
  readonly tasks: readonly TaskService[];
}

/** Relative excess over a deadline that is taken for rounding: in `serial` mode eq. (4) holds with equality. */
const rounding = 1e-9;

function taskService(table: OfferTable, vehicle: number, n: number, simulator: number | null): TaskService {
  const { market, simulators } = table;
  const task = table.taskStart[vehicle] + n;
  const uplink = table.upload[task];
  const compute = table.computation[task];
  const limit = market.vehicles[vehicle].tasks[n].deadline * (1 + rounding);
  if (simulator === null) {
    const total = uplink + compute;
    const none = { simulations: 0, matchQuality: 0, simTransmission: 0, simComputation: 0 };
    return { uplink, compute, ...none, total, deadlineMet: false };
  }
  const offer = task * simulators + simulator;
  const demand = market.simulators[simulator];
  const supply = { downlinkRate: market.vehicles[vehicle].downlinkRate, gpu: market.rsu.gpu };
  const simulations = table.simulations[offer];
  return {
    uplink,
    compute,
    simulations,
    matchQuality: table.quality[offer],
    simTransmission: simulationTransmission(simulations, demand, supply),
    simComputation: simulationComputation(simulations, demand, supply),
    total: table.duration[offer],
    deadlineMet: table.duration[offer] <= limit,
  };
}

/** The service of a vehicle whose tasks go to given simulators at given payments. */
export function serviceOf(
  table: OfferTable,
  vehicle: number,
  simulatorPerTask: readonly (number | null)[],
  simulatorPayments: readonly number[],
): VehicleService {
  const tasks = simulatorPerTask.map((simulator, n) => taskService(table, vehicle, n, simulator));
  return { simulatorPerTask, simulatorPayments, tasks };
}

/**
 * Holds the offline auction of every feasible task of a vehicle that is granted.
 * @param granted by task of the vehicle; default all
 */
export function auctionService(
  table: OfferTable,
  vehicle: number,
  auction: OfflineAuction,
  granted?: readonly boolean[],
): VehicleService {
  const { market, simulators } = table;
  const { tasks } = market.vehicles[vehicle];
  const simulatorPerTask: (number | null)[] = tasks.map(() => null);
  const simulatorPayments = tasks.map(() => 0);
  for (let n = 0; n < tasks.length; n++) {
    const task = table.taskStart[vehicle] + n;
    if (table.feasible[task] === 0 || granted?.[n] === false) continue;
    const { simulator, price } = auction(trafficBids(table, task), market.drivingBid, market.alpha);
    simulatorPerTask[n] = simulator;
    simulatorPayments[n] = table.duration[task * simulators + simulator] * price;
  }
  return serviceOf(table, vehicle, simulatorPerTask, simulatorPayments);
}
