import { InputError } from '../input/index.js';
import type { ServiceMarket } from './market.js';
import { type OfferTable, offersOf } from './offer-table.js';
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

/** A feasible task of a vehicle, by its number within it, and what it contributes. */
interface Contribution {
  readonly task: number;
  readonly worth: number;
}

/** The feasible tasks of a vehicle by falling contribution (ties: lowest index): the order in which they are granted. */
function taskOrder(table: OfferTable, vehicle: number, worth: (task: number) => number): Contribution[] {
  const first = table.taskStart[vehicle];
  const order: Contribution[] = [];
  for (let task = first; task < table.taskStart[vehicle + 1]; task++)
    if (table.feasible[task] === 1) order.push({ task: task - first, worth: worth(task) });
  return order.length < 2 ? order : order.sort((a, b) => b.worth - a.worth || a.task - b.task);
}

/** Brings the `slots` largest marginals to the front; on ties the lower vehicle first, and within a vehicle its own order. */
function rankFirst(marginals: Marginal[], slots: number): void {
  if (marginals.length > slots) marginals.sort((a, b) => b.score - a.score || a.vehicle - b.vehicle);
}

/** By vehicle which of its tasks are granted; nothing for a vehicle with none. @param marginals those to grant in front */
function grantedTasks(
  { vehicles }: ServiceMarket,
  marginals: readonly Marginal[],
  slots: number,
): readonly (readonly boolean[] | undefined)[] {
  const byVehicle: (boolean[] | undefined)[] = vehicles.map(() => undefined);
  for (let i = 0; i < Math.min(slots, marginals.length); i++) {
    const { vehicle, task } = marginals[i];
    const flags = byVehicle[vehicle] ?? vehicles[vehicle].tasks.map(() => false);
    flags[task] = true;
    byVehicle[vehicle] = flags;
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
 * @param round the market, or its offers where they are reckoned already
 * @throws InputError when the number of slots or the market is wrong (see `checkMarket`)
 */
export function onlineSlots(
  round: ServiceMarket | OfferTable,
  slots: number,
  form: ScoreForm = 'coupled',
): SlotsOutcome {
  checkSlots(slots);
  const table = offersOf(round);
  const { market } = table;
  const marginals: Marginal[] = [];
  const best: number[] = [];
  for (let vehicle = 0; vehicle < market.vehicles.length; vehicle++) {
    const order = taskOrder(table, vehicle, (task) => contribution(table, vehicle, task, form));
    const bid = bidOf(market.vehicles[vehicle]);
    best[vehicle] = order.length === 0 ? 0 : order[0].worth;
    for (const [rank, { task, worth: external }] of order.entries()) {
      const scaled = form === 'realised' ? external : bid * external;
      const score = rank > 0 ? scaled : form === 'realised' ? bid + external : bid * (1 + external);
      marginals.push({ vehicle, task, score });
    }
  }
  rankFirst(marginals, slots);
  const winners: SlotWinner[] = [];
  for (const [vehicle, flags] of grantedTasks(market, marginals, slots).entries()) {
    if (flags === undefined) continue;
    const rival = rivalOf(vehicle, marginals, slots);
    const score = { form, bid: bidOf(market.vehicles[vehicle]), external: best[vehicle] };
    const payment = rival === undefined ? 0 : criticalBid(score, rival.score);
    const service = auctionService(table, vehicle, modifiedSecondBid, flags);
    const surplus = vehicleSurplus(table, vehicle, service.simulatorPerTask);
    winners.push({ vehicle, payment, surplus, ...service });
  }
  return outcomeOf(winners);
}

/** The `slots`-th of the ranked marginals of all vehicles but one. */
function rivalOf(vehicle: number, marginals: readonly Marginal[], slots: number): Marginal | undefined {
  if (marginals.length <= slots) return undefined;
  let others = 0;
  return marginals.find((other) => other.vehicle !== vehicle && ++others === slots);
}

/** What serving a vehicle brings at the optimum: the simulator of each of its tasks, null where it is not served. */
interface OptimalChoice {
  readonly vehicle: number;
  readonly choice: readonly (number | null)[];
  readonly surplus: Surplus;
}

function optimalChoices(table: OfferTable, slots: number): OptimalChoice[] {
  checkSlots(slots);
  const { market } = table;
  const marginals: Marginal[] = [];
  for (let vehicle = 0; vehicle < market.vehicles.length; vehicle++) {
    const order = taskOrder(table, vehicle, (task) =>
      simulationSurplus(table, task, bestSimulator(table, task) ?? 0),
    );
    for (const [rank, { task, worth }] of order.entries()) {
      const twin = rank > 0 ? 0 : market.accuracy * market.vehicles[vehicle].value;
      marginals.push({ vehicle, task, score: twin + worth });
    }
  }
  rankFirst(marginals, slots);
  const choices: OptimalChoice[] = [];
  for (const [vehicle, flags] of grantedTasks(market, marginals, slots).entries()) {
    if (flags === undefined) continue;
    const choice = flags.map((flag, n) => (flag ? bestSimulator(table, table.taskStart[vehicle] + n) : null));
    choices.push({ vehicle, choice, surplus: vehicleSurplus(table, vehicle, choice) });
  }
  return choices;
}

/**
 * The omniscient optimum of a round with several slots, the yardstick of `onlineSlots`: the tasks and simulators with the
 * largest total surplus (twin-market journal, eq. (5a)). Nobody pays.
 * @param round the market, or its offers where they are reckoned already
 * @throws InputError when the number of slots or the market is wrong (see `checkMarket`)
 */
export function slotsOptimum(round: ServiceMarket | OfferTable, slots: number): SlotsOutcome {
  const table = offersOf(round);
  const winners = optimalChoices(table, slots).map(({ vehicle, choice, surplus }): SlotWinner => {
    const payments = choice.map(() => 0);
    return { vehicle, payment: 0, surplus, ...serviceOf(table, vehicle, choice, payments) };
  });
  return outcomeOf(winners);
}

/** The surplus of `slotsOptimum` alone, without what becomes of the tasks. @throws InputError as it does */
export function slotsOptimumSurplus(round: ServiceMarket | OfferTable, slots: number): Surplus {
  return sumSurplus(optimalChoices(offersOf(round), slots).map(({ surplus }) => surplus));
}
