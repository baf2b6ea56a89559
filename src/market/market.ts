import { InputError, jsonPath, show } from '../input/index.js';
import type { MatchQualityForm, SimulationDemand, SimulationMode } from '../twin/index.js';

/** A task of a digital twin that a vehicle offloads. */
export interface TwinTask {
  /** s, data to upload in MB; not negative. */
  readonly size: number;
  /** e, CPU work in Gcycles/MB; not negative. */
  readonly work: number;
  /** d in seconds from the start of the round; not negative. */
  readonly deadline: number;
}

/** A vehicle that bids in the online submarket. Arrays by simulator have one entry per simulator, the driving one first. */
export interface MarketVehicle {
  /** v, its private value for having its twin synchronised, which is also the simulators' common value; not negative. */
  readonly value: number;
  /** R_up in Mbit/s; not negative. */
  readonly uplinkRate: number;
  /** R_down in Mbit/s; not negative. */
  readonly downlinkRate: number;
  readonly tasks: readonly TwinTask[];
  /** h by simulator, hits in the preference cache; not negative. */
  readonly preferences: readonly number[];
  /** G by simulator, in [0, 1]. */
  readonly generativeScores: readonly number[];
  /** C, the size of the preference cache, public; not negative. Used by the coupled score, which without it takes h = 1. */
  readonly cache?: number;
  /** b, what the vehicle says its value is; not negative. Default its value. */
  readonly bid?: number;
  /**
   * What traffic simulator k bids per second for task n, at `[n][k - 1]`; not negative. Default, also for single bids that are
   * null, U = v m, its true worth.
   */
  readonly simulatorBids?: readonly (readonly (number | null)[])[];
}

/**
 * One round of a roadside unit's market. Simulator 0 is the driving simulator, simulators 1 to K the traffic simulators.
 * How rates come about is not the market's matter: from gain and noise (`normalisedMarket`) or from positions on the road.
 */
export interface ServiceMarket {
  /** f_CPU and f_GPU in GHz; above 0. */
  readonly rsu: { readonly cpu: number; readonly gpu: number };
  readonly simulators: readonly SimulationDemand[];
  readonly vehicles: readonly MarketVehicle[];
  /** Relative accuracy of fine-tuned models, in (0, 1]. */
  readonly theta: number;
  /** Relative bargaining power of the driving simulator; not negative. */
  readonly gamma: number;
  /** Price scaling factor of the modified second bid; at least 1. */
  readonly alpha: number;
  /** b_0, what the driving simulator bids per second; not negative. */
  readonly drivingBid: number;
  /** R, accuracy of the synchronised twin, in [0, 1]. */
  readonly accuracy: number;
  readonly matchQuality: MatchQualityForm;
  readonly simulations: SimulationMode;
  /** Simulations are counted in whole numbers. */
  readonly wholeSimulations: boolean;
}

type Key = string | number;

interface Range {
  readonly low: number;
  readonly high: number;
  readonly open: boolean;
  readonly text: string;
}

const notNegative: Range = { low: 0, high: Infinity, open: false, text: 'a number of at least 0' };
const positive: Range = { low: 0, high: Infinity, open: true, text: 'a number above 0' };
const share: Range = { low: 0, high: 1, open: false, text: 'a number from 0 to 1' };
const relative: Range = { low: 0, high: 1, open: true, text: 'a number above 0, at most 1' };
const factor: Range = { low: 1, high: Infinity, open: false, text: 'a number of at least 1' };

function within(value: number, range: Range): boolean {
  return (range.open ? value > range.low : value >= range.low) && value <= range.high && value < Infinity;
}

// The keys of the path come one by one and are put together only for a fault: a round has thousands of numbers.

function checkNumber(
  value: number,
  range: Range,
  root: string,
  a: Key,
  b?: Key,
  c?: Key,
  d?: Key,
  e?: Key,
): void {
  if (within(value, range)) return;
  const path = [a, b, c, d, e].filter((key) => key !== undefined);
  throw new InputError(jsonPath(path, root), `is ${show(value)}`, `must be ${range.text}`);
}

function checkLength(
  list: readonly unknown[],
  length: number,
  of: string,
  root: string,
  a: Key,
  b: Key,
  c: Key,
  d?: Key,
): void {
  if (list.length === length) return;
  const path = [a, b, c, d].filter((key) => key !== undefined);
  throw new InputError(
    jsonPath(path, root),
    `has ${list.length} entries`,
    `must have one for each of the ${length} ${of}`,
  );
}

function checkVehicle(vehicle: MarketVehicle, i: number, simulators: number, root: string): void {
  const { tasks, preferences, generativeScores, simulatorBids } = vehicle;
  checkNumber(vehicle.value, notNegative, root, 'vehicles', i, 'value');
  checkNumber(vehicle.uplinkRate, notNegative, root, 'vehicles', i, 'uplinkRate');
  checkNumber(vehicle.downlinkRate, notNegative, root, 'vehicles', i, 'downlinkRate');
  for (let n = 0; n < tasks.length; n++) {
    checkNumber(tasks[n].size, notNegative, root, 'vehicles', i, 'tasks', n, 'size');
    checkNumber(tasks[n].work, notNegative, root, 'vehicles', i, 'tasks', n, 'work');
    checkNumber(tasks[n].deadline, notNegative, root, 'vehicles', i, 'tasks', n, 'deadline');
  }
  checkLength(preferences, simulators, 'simulators', root, 'vehicles', i, 'preferences');
  for (let k = 0; k < simulators; k++)
    checkNumber(preferences[k], notNegative, root, 'vehicles', i, 'preferences', k);
  checkLength(generativeScores, simulators, 'simulators', root, 'vehicles', i, 'generativeScores');
  for (let k = 0; k < simulators; k++)
    checkNumber(generativeScores[k], share, root, 'vehicles', i, 'generativeScores', k);
  if (vehicle.cache !== undefined) checkNumber(vehicle.cache, notNegative, root, 'vehicles', i, 'cache');
  if (vehicle.bid !== undefined) checkNumber(vehicle.bid, notNegative, root, 'vehicles', i, 'bid');
  if (simulatorBids === undefined) return;
  checkLength(simulatorBids, tasks.length, 'tasks', root, 'vehicles', i, 'simulatorBids');
  for (const [n, bids] of simulatorBids.entries()) {
    checkLength(bids, simulators - 1, 'traffic simulators', root, 'vehicles', i, 'simulatorBids', n);
    for (const [k, bid] of bids.entries())
      if (bid !== null) checkNumber(bid, notNegative, root, 'vehicles', i, 'simulatorBids', n, k);
  }
}

/**
 * Checks what types cannot say: numbers in range, and one entry per simulator wherever that is meant.
 * @param root how paths in messages begin
 * @throws InputError at the first fault
 */
export function checkMarket(market: ServiceMarket, root = '$'): void {
  checkNumber(market.rsu.cpu, positive, root, 'rsu', 'cpu');
  checkNumber(market.rsu.gpu, positive, root, 'rsu', 'gpu');
  if (market.simulators.length === 0)
    throw new InputError(jsonPath(['simulators'], root), 'is empty', 'must begin with the driving simulator');
  for (const [k, simulator] of market.simulators.entries()) {
    checkNumber(simulator.size, positive, root, 'simulators', k, 'size');
    checkNumber(simulator.work, notNegative, root, 'simulators', k, 'work');
  }
  checkNumber(market.theta, relative, root, 'theta');
  checkNumber(market.gamma, notNegative, root, 'gamma');
  checkNumber(market.alpha, factor, root, 'alpha');
  checkNumber(market.drivingBid, notNegative, root, 'drivingBid');
  checkNumber(market.accuracy, share, root, 'accuracy');
  for (const [i, vehicle] of market.vehicles.entries())
    checkVehicle(vehicle, i, market.simulators.length, root);
}
