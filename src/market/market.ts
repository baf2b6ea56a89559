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

type Path = readonly (string | number)[];

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

function checkNumber(value: number, range: Range, path: Path, key: string | number, root: string): void {
  // The path is put together only for a fault: a round has thousands of numbers.
  if (!within(value, range))
    throw new InputError(jsonPath([...path, key], root), `is ${show(value)}`, `must be ${range.text}`);
}

function checkLength(list: readonly unknown[], length: number, of: string, path: Path, root: string): void {
  if (list.length !== length)
    throw new InputError(
      jsonPath(path, root),
      `has ${list.length} entries`,
      `must have one for each of the ${length} ${of}`,
    );
}

function checkList(list: readonly number[], range: Range, path: Path, root: string): void {
  for (let k = 0; k < list.length; k++) checkNumber(list[k], range, path, k, root);
}

function checkTask(task: TwinTask, path: Path, root: string): void {
  checkNumber(task.size, notNegative, path, 'size', root);
  checkNumber(task.work, notNegative, path, 'work', root);
  checkNumber(task.deadline, notNegative, path, 'deadline', root);
}

function checkVehicle(vehicle: MarketVehicle, path: Path, simulators: number, root: string): void {
  checkNumber(vehicle.value, notNegative, path, 'value', root);
  checkNumber(vehicle.uplinkRate, notNegative, path, 'uplinkRate', root);
  checkNumber(vehicle.downlinkRate, notNegative, path, 'downlinkRate', root);
  for (const [n, task] of vehicle.tasks.entries()) checkTask(task, [...path, 'tasks', n], root);
  checkLength(vehicle.preferences, simulators, 'simulators', [...path, 'preferences'], root);
  checkList(vehicle.preferences, notNegative, [...path, 'preferences'], root);
  checkLength(vehicle.generativeScores, simulators, 'simulators', [...path, 'generativeScores'], root);
  checkList(vehicle.generativeScores, share, [...path, 'generativeScores'], root);
  if (vehicle.cache !== undefined) checkNumber(vehicle.cache, notNegative, path, 'cache', root);
  if (vehicle.bid !== undefined) checkNumber(vehicle.bid, notNegative, path, 'bid', root);
  if (vehicle.simulatorBids === undefined) return;
  checkLength(vehicle.simulatorBids, vehicle.tasks.length, 'tasks', [...path, 'simulatorBids'], root);
  for (const [n, bids] of vehicle.simulatorBids.entries()) {
    checkLength(bids, simulators - 1, 'traffic simulators', [...path, 'simulatorBids', n], root);
    for (const [k, bid] of bids.entries())
      if (bid !== null) checkNumber(bid, notNegative, [...path, 'simulatorBids', n], k, root);
  }
}

/**
 * Checks what types cannot say: numbers in range, and one entry per simulator wherever that is meant.
 * @param root how paths in messages begin
 * @throws InputError at the first fault
 */
export function checkMarket(market: ServiceMarket, root = '$'): void {
  checkNumber(market.rsu.cpu, positive, ['rsu'], 'cpu', root);
  checkNumber(market.rsu.gpu, positive, ['rsu'], 'gpu', root);
  if (market.simulators.length === 0)
    throw new InputError(jsonPath(['simulators'], root), 'is empty', 'must begin with the driving simulator');
  for (const [k, simulator] of market.simulators.entries()) {
    checkNumber(simulator.size, positive, ['simulators', k], 'size', root);
    checkNumber(simulator.work, notNegative, ['simulators', k], 'work', root);
  }
  checkNumber(market.theta, relative, [], 'theta', root);
  checkNumber(market.gamma, notNegative, [], 'gamma', root);
  checkNumber(market.alpha, factor, [], 'alpha', root);
  checkNumber(market.drivingBid, notNegative, [], 'drivingBid', root);
  checkNumber(market.accuracy, share, [], 'accuracy', root);
  for (const [i, vehicle] of market.vehicles.entries())
    checkVehicle(vehicle, ['vehicles', i], market.simulators.length, root);
}
