import { InputError } from '../input/index.js';
import type { ServiceMarket } from './market.js';
import { type OfferTable, offerTable } from './offer-table.js';
import { modifiedSecondBid } from './offline-auction.js';
import { bestSimulator } from './optimum.js';
import { bidOf, contribution, criticalBid, type ScoreForm } from './score.js';
import { auctionService, serviceOf, type VehicleService } from './service.js';
import { type Revenue, type Surplus, simulationSurplus, sumSurplus, vehicleSurplus } from './surplus.js';

/** A vehicle of which at least one task is served. */
export interface SlotWinner extends VehicleService {
  readonly vehicle: number;
  readonly payment: number;
  readonly surplus: Surplus;
}

/** The outcome of a round with several slots. */
export interface SlotsOutcome {
  /** By number of the vehicle, ascending. */
  readonly winners: readonly SlotWinner[];
  readonly surplus: Surplus;
  readonly revenue: Revenue;
}

/** A feasible task and what it adds to its vehicle's score when it is granted after the better ones. */
interface Marginal {
  readonly vehicle: number;
  /** Number of the task within the vehicle. */
  readonly task: number;
  readonly score: number;
}

/** The feasible tasks of a vehicle by falling contribution (ties: lowest index): the order in which they are granted. */
function taskOrder(table: OfferTable, vehicle: number, worth: (task: number) => number): number[][] {
  const first = table.taskStart[vehicle];
  const order: number[][] = [];
  for (let task = first; task < table.taskStart[vehicle + 1]; task++)
    if (table.feasible[task] === 1) order.push([task - first, worth(task)]);
  return order.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

/** The `slots` largest marginals; on ties the lower vehicle first, and within a vehicle its own order. */
function grant(marginals: Marginal[], slots: number): Marginal[] {
  return marginals.sort((a, b) => b.score - a.score || a.vehicle - b.vehicle).slice(0, slots);
}

function grantedTasks(market: ServiceMarket, granted: readonly Marginal[]): Map<number, boolean[]> {
  const byVehicle = new Map<number, boolean[]>();
  for (const { vehicle, task } of [...granted].sort((a, b) => a.vehicle - b.vehicle)) {
    const flags = byVehicle.get(vehicle) ?? market.vehicles[vehicle].tasks.map(() => false);
    flags[task] = true;
    byVehicle.set(vehicle, flags);
  }
  return byVehicle;
}

function checkSlots(slots: number): void {
  if (!(slots >= 0 && (Number.isInteger(slots) || slots === Infinity)))
    throw new InputError('slots', `is ${slots}`, 'must be a whole number of at least 0, or Infinity');
}

function outcomeOf(winners: readonly SlotWinner[]): SlotsOutcome {
  let online = 0;
  let offline = 0;
  for (const winner of winners) {
    online += winner.payment;
    for (const payment of winner.simulatorPayments) offline += payment;
  }
  return {
    winners,
    surplus: sumSurplus(winners.map(({ surplus }) => surplus)),
    revenue: { online, offline, total: online + offline },
  };
}

/**
 * MTEPViSA for a roadside unit that serves several tasks a round, so that one vehicle does not starve the others: each slot
 * serves one task, and the slots go to the largest marginal scores of all vehicles (twin-market journal, eq. (7)). The tasks of
 * a vehicle are taken by falling contribution, which makes its marginal scores non-increasing (Assumption 1): its first one is
 * the score with its best task, each further one what the next task adds. Thus the granted tasks have the largest sum of scores.
 * Infeasible tasks take no slot. A vehicle pays once, the least bid with which it would still win a slot: what lets its first
 * marginal score reach the `slots`-th largest marginal score of the other vehicles, 0 when these are fewer. Offline, each granted
 * task has its modified second bid. Slots are one after another: every vehicle is reckoned with the whole bandwidth and clocks.
 * @param slots how many tasks can be served, a whole number or `Infinity`
 * @param form default `coupled`
 * @throws InputError when the number of slots or the market is wrong (see `checkMarket`)
 */
export function onlineSlots(market: ServiceMarket, slots: number, form: ScoreForm = 'coupled'): SlotsOutcome {
  checkSlots(slots);
  const table = offerTable(market);
  const marginals: Marginal[] = [];
  const best: number[] = [];
  for (let vehicle = 0; vehicle < market.vehicles.length; vehicle++) {
    const order = taskOrder(table, vehicle, (task) => contribution(table, vehicle, task, form));
    const bid = bidOf(market.vehicles[vehicle]);
    best[vehicle] = order.length === 0 ? 0 : order[0][1];
    for (const [rank, [task, external]] of order.entries()) {
      const scaled = form === 'realised' ? external : bid * external;
      const score = rank > 0 ? scaled : form === 'realised' ? bid + external : bid * (1 + external);
      marginals.push({ vehicle, task, score });
    }
  }
  const granted = grant(marginals, slots);
  const winners: SlotWinner[] = [];
  for (const [vehicle, flags] of grantedTasks(market, granted)) {
    // `grant` sorted the marginals, so the slots-th one of the others is found by counting.
    let others = 0;
    const rival = marginals.find((other) => other.vehicle !== vehicle && ++others === slots);
    const score = { form, bid: bidOf(market.vehicles[vehicle]), external: best[vehicle] };
    const payment = rival === undefined ? 0 : criticalBid(score, rival.score);
    const service = auctionService(table, vehicle, modifiedSecondBid, flags);
    const surplus = vehicleSurplus(table, vehicle, service.simulatorPerTask);
    winners.push({ vehicle, payment, surplus, ...service });
  }
  return outcomeOf(winners);
}

/**
 * The omniscient optimum of a round with several slots, the yardstick of `onlineSlots`: the tasks and simulators with the
 * largest total surplus (twin-market journal, eq. (5a)). Nobody pays.
 * @throws InputError when the number of slots or the market is wrong (see `checkMarket`)
 */
export function slotsOptimum(market: ServiceMarket, slots: number): SlotsOutcome {
  checkSlots(slots);
  const table = offerTable(market);
  const marginals: Marginal[] = [];
  for (let vehicle = 0; vehicle < market.vehicles.length; vehicle++) {
    const order = taskOrder(table, vehicle, (task) =>
      simulationSurplus(table, task, bestSimulator(table, task) ?? 0),
    );
    for (const [rank, [task, worth]] of order.entries()) {
      const twin = rank > 0 ? 0 : market.accuracy * market.vehicles[vehicle].value;
      marginals.push({ vehicle, task, score: twin + worth });
    }
  }
  const winners: SlotWinner[] = [];
  for (const [vehicle, flags] of grantedTasks(market, grant(marginals, slots))) {
    const choice = flags.map((flag, n) => (flag ? bestSimulator(table, table.taskStart[vehicle] + n) : null));
    const payments = choice.map(() => 0);
    const surplus = vehicleSurplus(table, vehicle, choice);
    winners.push({ vehicle, payment: 0, surplus, ...serviceOf(table, vehicle, choice, payments) });
  }
  return outcomeOf(winners);
}
