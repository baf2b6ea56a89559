import {
  computationLatency,
  matchQuality,
  type SimulationDemand,
  type SimulationMode,
  type SimulationSupply,
  simulationComputation,
  simulationCount,
  simulationMakespan,
  simulationTransmission,
  transmissionLatency,
} from '../twin/index.js';
import { checkMarket, type MarketVehicle, type ServiceMarket } from './market.js';

/**
 * What a round could bring: every task of every vehicle with every simulator, as columns. Tasks are numbered through, the
 * tasks of one vehicle side by side; an offer is a task with a simulator, number `task x simulators + simulator`.
 * The offers of an infeasible task (T_DT above its deadline) are all 0.
 */
export interface OfferTable {
  readonly market: ServiceMarket;
  /** K + 1. */
  readonly simulators: number;
  /** By vehicle: its first task; one more at the end. */
  readonly taskStart: Int32Array;
  /** By task: seconds to upload; may be `Infinity`. */
  readonly upload: Float64Array;
  /** By task: seconds to compute. */
  readonly computation: Float64Array;
  /** By task: 1 where upload and computation end by the deadline. */
  readonly feasible: Uint8Array;
  /** By offer: Q. */
  readonly simulations: Float64Array;
  /** By offer: m. */
  readonly quality: Float64Array;
  /** By offer: T, seconds from the start to the end of task and simulations, eq. (4). */
  readonly duration: Float64Array;
  /** By offer: U = v m, the simulator's worth per second. */
  readonly worth: Float64Array;
  /** By offer: what the simulator bids per second; entry 0 of a task is the driving simulator's bid b_0. */
  readonly bid: Float64Array;
}

function latencyOf(
  count: number,
  demand: SimulationDemand,
  supply: SimulationSupply,
  mode: SimulationMode,
): number {
  const sending = simulationTransmission(count, demand, supply);
  return simulationMakespan(sending, simulationComputation(count, demand, supply), mode);
}

function fillTask(table: OfferTable, vehicle: MarketVehicle, n: number, task: number): void {
  const { market } = table;
  const { size, work, deadline } = vehicle.tasks[n];
  table.upload[task] = transmissionLatency(size, vehicle.uplinkRate);
  table.computation[task] = computationLatency(size, work, market.rsu.cpu);
  const twinLatency = table.upload[task] + table.computation[task];
  if (twinLatency > deadline) return;
  table.feasible[task] = 1;
  const supply = { downlinkRate: vehicle.downlinkRate, gpu: market.rsu.gpu };
  // Eq. (4) with equality: the deadline itself, not a sum that rounding moves off it, so that equal offers tie exactly.
  const fillsUp = market.simulations !== 'literal' && !market.wholeSimulations;
  const bids = vehicle.simulatorBids?.[n];
  for (let k = 0; k < table.simulators; k++) {
    const offer = task * table.simulators + k;
    const demand = market.simulators[k];
    const count = simulationCount(
      deadline - twinLatency,
      demand,
      supply,
      market.simulations,
      market.wholeSimulations,
    );
    table.simulations[offer] = count;
    table.quality[offer] = matchQuality(
      count,
      vehicle.generativeScores[k],
      vehicle.preferences[k],
      market.theta,
      market.matchQuality,
    );
    table.duration[offer] =
      fillsUp && count > 0 ? deadline : twinLatency + latencyOf(count, demand, supply, market.simulations);
    table.worth[offer] = vehicle.value * table.quality[offer];
    if (k === 0) table.bid[offer] = market.drivingBid;
    else table.bid[offer] = bids?.[k - 1] ?? table.worth[offer];
  }
}

/**
 * Computes all offers of a round.
 * @param root how paths in messages begin
 * @throws InputError when the market is wrong (see `checkMarket`)
 */
export function offerTable(market: ServiceMarket, root = '$'): OfferTable {
  checkMarket(market, root);
  return reckonOffers(market);
}

/** Computes all offers of a round that is known to be right, because it was made of numbers that were checked before. */
export function reckonOffers(market: ServiceMarket): OfferTable {
  const simulators = market.simulators.length;
  const taskStart = new Int32Array(market.vehicles.length + 1);
  for (const [i, vehicle] of market.vehicles.entries())
    taskStart[i + 1] = taskStart[i] + vehicle.tasks.length;
  const tasks = taskStart[market.vehicles.length];
  const offers = tasks * simulators;
  // One piece of memory for all columns of numbers.
  const numbers = new Float64Array(2 * tasks + 5 * offers);
  let end = 0;
  const column = (length: number): Float64Array => {
    end += length;
    return numbers.subarray(end - length, end);
  };
  const table: OfferTable = {
    market,
    simulators,
    taskStart,
    upload: column(tasks),
    computation: column(tasks),
    feasible: new Uint8Array(tasks),
    simulations: column(offers),
    quality: column(offers),
    duration: column(offers),
    worth: column(offers),
    bid: column(offers),
  };
  for (const [i, vehicle] of market.vehicles.entries())
    for (let n = 0; n < vehicle.tasks.length; n++) fillTask(table, vehicle, n, taskStart[i] + n);
  return table;
}

/** The offers of a round: what was reckoned already, or `offerTable` of its market. @throws InputError when the market is wrong */
export function offersOf(round: ServiceMarket | OfferTable): OfferTable {
  return 'taskStart' in round ? round : offerTable(round);
}

let bids = new Float64Array(0);

/** The bids of the traffic simulators for a task of the table, simulator 1 first. The array is the same at every call. */
export function trafficBids({ bid, simulators }: OfferTable, task: number): ArrayLike<number> {
  if (bids.length !== simulators - 1) bids = new Float64Array(simulators - 1);
  const first = task * simulators + 1;
  for (let k = 0; k < bids.length; k++) bids[k] = bid[first + k];
  return bids;
}
