import { InputError } from '../input/index.js';
import { type MarginalScores, marginalScores, rivalScore } from './internal/marginal-scores.js';
import type { ServiceMarket } from './market.js';
import { type OfferTable, offersOf, trafficBids } from './offer-table.js';
import { modifiedSecondBid } from './offline-auction.js';
import { bestSimulator } from './optimum.js';
import { bidOf, contribution, criticalBid, type ScoreForm } from './score.js';
import { type Surplus, simulationSurplus } from './surplus.js';

/** Where the slots of a round go, as columns. */
export interface SlotAllocation {
  /** By task of the offer table: the simulator that won it; -1 where it is not granted. */
  readonly simulator: Int32Array;
  /** By task: what that simulator pays; 0 where there is none. */
  readonly simulatorPayment: Float64Array;
  /** By vehicle: how many of its tasks are granted. */
  readonly granted: Int32Array;
  /** By vehicle: what it pays; 0 for one without a granted task. */
  readonly payment: Float64Array;
  readonly surplus: Surplus;
}

function checkSlots(slots: number): void {
  if (!(slots >= 0 && (Number.isInteger(slots) || slots === Infinity)))
    throw new InputError('slots', `is ${slots}`, 'must be a whole number of at least 0, or Infinity');
}

/** How many tasks of each vehicle are granted; the granted ones get simulator 0, all others -1. */
function grant(
  { count, vehicle, task, ranked }: MarginalScores,
  slots: number,
  simulator: Int32Array,
  granted: Int32Array,
): void {
  simulator.fill(-1);
  for (let i = 0; i < Math.min(slots, count); i++) {
    const row = ranked[i];
    simulator[task[row]] = 0;
    granted[vehicle[row]]++;
  }
}

/** The surplus of granted tasks, vehicle by vehicle. @param simulator by task; -1 where it is not granted */
function surplusOf(table: OfferTable, simulator: Int32Array, granted: Int32Array): Surplus {
  const { market, taskStart } = table;
  let twin = 0;
  let traffic = 0;
  let driving = 0;
  for (let vehicle = 0; vehicle < granted.length; vehicle++) {
    if (granted[vehicle] === 0) continue;
    let ownTraffic = 0;
    let ownDriving = 0;
    for (let task = taskStart[vehicle]; task < taskStart[vehicle + 1]; task++) {
      if (simulator[task] < 0) continue;
      const surplus = simulationSurplus(table, task, simulator[task]);
      if (simulator[task] === 0) ownDriving += surplus;
      else ownTraffic += surplus;
    }
    twin += market.accuracy * market.vehicles[vehicle].value;
    traffic += ownTraffic;
    driving += ownDriving;
  }
  return { twin, traffic, driving, total: twin + traffic + driving };
}

/**
 * The allocation and the payments of `onlineSlots`, without the service of each vehicle.
 * @param round the market, or its offers where they are reckoned already
 * @param slots how many tasks can be served, a whole number or `Infinity`
 * @param form default `coupled`
 * @throws InputError when the number of slots or the market is wrong (see `checkMarket`)
 */
export function allocateSlots(
  round: ServiceMarket | OfferTable,
  slots: number,
  form: ScoreForm = 'coupled',
): SlotAllocation {
  checkSlots(slots);
  const table = offersOf(round);
  const { market, taskStart, feasible, simulators, duration } = table;
  const vehicles = market.vehicles.length;
  const contributions = new Float64Array(feasible.length);
  const bids = new Float64Array(vehicles);
  for (let vehicle = 0; vehicle < vehicles; vehicle++) {
    bids[vehicle] = bidOf(market.vehicles[vehicle]);
    for (let task = taskStart[vehicle]; task < taskStart[vehicle + 1]; task++)
      contributions[task] = contribution(table, vehicle, task, form);
  }
  const marginals = marginalScores(table, slots, contributions, bids, form);
  const simulator = new Int32Array(feasible.length);
  const simulatorPayment = new Float64Array(feasible.length);
  const granted = new Int32Array(vehicles);
  const payment = new Float64Array(vehicles);
  grant(marginals, slots, simulator, granted);
  for (let row = 0; row < marginals.count; row++) {
    const vehicle = marginals.vehicle[row];
    // A vehicle's first row has its best task, with which it would win its first slot.
    if (granted[vehicle] === 0 || (row > 0 && marginals.vehicle[row - 1] === vehicle)) continue;
    const rival = rivalScore(vehicle, marginals, slots);
    if (rival !== undefined)
      payment[vehicle] = criticalBid(
        { form, bid: bids[vehicle], external: marginals.contribution[row] },
        rival,
      );
  }
  for (let task = 0; task < simulator.length; task++) {
    if (simulator[task] < 0) continue;
    const award = modifiedSecondBid(trafficBids(table, task), market.drivingBid, market.alpha);
    simulator[task] = award.simulator;
    simulatorPayment[task] = duration[task * simulators + award.simulator] * award.price;
  }
  return { simulator, simulatorPayment, granted, payment, surplus: surplusOf(table, simulator, granted) };
}

/**
 * The allocation of `slotsOptimum`: the tasks and simulators with the largest total surplus. Nobody pays.
 * @param round the market, or its offers where they are reckoned already
 * @throws InputError when the number of slots or the market is wrong (see `checkMarket`)
 */
export function optimalSlots(round: ServiceMarket | OfferTable, slots: number): SlotAllocation {
  checkSlots(slots);
  const table = offersOf(round);
  const { market, feasible } = table;
  const vehicles = market.vehicles.length;
  const best = new Int32Array(feasible.length);
  const worth = new Float64Array(feasible.length);
  for (let task = 0; task < feasible.length; task++) {
    best[task] = bestSimulator(table, task) ?? 0;
    worth[task] = simulationSurplus(table, task, best[task]);
  }
  const values = new Float64Array(vehicles);
  for (let vehicle = 0; vehicle < vehicles; vehicle++)
    values[vehicle] = market.accuracy * market.vehicles[vehicle].value;
  const simulator = new Int32Array(feasible.length);
  const granted = new Int32Array(vehicles);
  grant(marginalScores(table, slots, worth, values, 'realised'), slots, simulator, granted);
  for (let task = 0; task < simulator.length; task++) if (simulator[task] >= 0) simulator[task] = best[task];
  return {
    simulator,
    simulatorPayment: new Float64Array(feasible.length),
    granted,
    payment: new Float64Array(vehicles),
    surplus: surplusOf(table, simulator, granted),
  };
}
