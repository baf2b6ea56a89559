import type { ServiceMarket } from './market.js';
import { type OfferTable, offersOf } from './offer-table.js';
import type { ScoreForm } from './score.js';
import { serviceOf, type VehicleService } from './service.js';
import { allocateSlots, optimalSlots, type SlotAllocation } from './slot-allocation.js';
import { type Revenue, type Surplus, sumSurplus, vehicleSurplus } from './surplus.js';

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

/** The winners of an allocation with their services. */
function winnersOf(
  table: OfferTable,
  { simulator, simulatorPayment, granted, payment }: SlotAllocation,
): SlotWinner[] {
  const winners: SlotWinner[] = [];
  for (let vehicle = 0; vehicle < granted.length; vehicle++) {
    if (granted[vehicle] === 0) continue;
    const [start, end] = [table.taskStart[vehicle], table.taskStart[vehicle + 1]];
    const simulators = Array.from(simulator.subarray(start, end), (winner) => (winner < 0 ? null : winner));
    const service = serviceOf(table, vehicle, simulators, [...simulatorPayment.subarray(start, end)]);
    const surplus = vehicleSurplus(table, vehicle, simulators);
    winners.push({ vehicle, payment: payment[vehicle], surplus, ...service });
  }
  return winners;
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
 * @param round the market, or its offers where they are reckoned already
 * @throws InputError when the number of slots or the market is wrong (see `checkMarket`)
 */
export function onlineSlots(
  round: ServiceMarket | OfferTable,
  slots: number,
  form: ScoreForm = 'coupled',
): SlotsOutcome {
  const table = offersOf(round);
  return outcomeOf(winnersOf(table, allocateSlots(table, slots, form)));
}

/**
 * The omniscient optimum of a round with several slots, the yardstick of `onlineSlots`: the tasks and simulators with the
 * largest total surplus (twin-market journal, eq. (5a)). Nobody pays.
 * @param round the market, or its offers where they are reckoned already
 * @throws InputError when the number of slots or the market is wrong (see `checkMarket`)
 */
export function slotsOptimum(round: ServiceMarket | OfferTable, slots: number): SlotsOutcome {
  const table = offersOf(round);
  return outcomeOf(winnersOf(table, optimalSlots(table, slots)));
}
