import { InputError } from '../input/index.js';
import type { ServiceMarket } from './market.js';
import { type OfferTable, offersOf } from './offer-table.js';
import { modifiedSecondBid } from './offline-auction.js';
import { bestSimulator } from './optimum.js';
import { bidOf, contribution, criticalBid, type ScoreForm, scoreTotal } from './score.js';
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

/**
 * The feasible tasks, vehicle by vehicle, and what each adds to its vehicle's score when it is granted after the better ones. The
 * tasks of a vehicle stand by falling contribution (ties: lowest index): in the order in which they are granted. Columns of a round.
 */
interface Marginals {
  readonly count: number;
  readonly vehicle: Int32Array;
  /** Number of the task within the vehicle. */
  readonly task: Int32Array;
  readonly contribution: Float64Array;
  readonly score: Float64Array;
  /** Rows by falling score, so many as slots in front; on ties the lower vehicle first, and within a vehicle its own order. */
  readonly ranked: Int32Array;
}

/**
 * @param worth what a task contributes, by its number in the table
 * @param score what a contribution adds to the score of a vehicle that has been granted `rank` tasks
 */
function marginalsOf(
  table: OfferTable,
  slots: number,
  worth: (vehicle: number, task: number) => number,
  score: (vehicle: number, rank: number, contribution: number) => number,
): Marginals {
  const { taskStart, feasible } = table;
  const vehicles = taskStart.length - 1;
  const vehicle = new Int32Array(feasible.length);
  const task = new Int32Array(feasible.length);
  const contribution = new Float64Array(feasible.length);
  const scores = new Float64Array(feasible.length);
  let count = 0;
  for (let v = 0; v < vehicles; v++) {
    const first = count;
    for (let number = taskStart[v]; number < taskStart[v + 1]; number++) {
      if (feasible[number] === 0) continue;
      const own = worth(v, number);
      let row = count++;
      for (; row > first && own > contribution[row - 1]; row--) {
        task[row] = task[row - 1];
        contribution[row] = contribution[row - 1];
      }
      task[row] = number - taskStart[v];
      contribution[row] = own;
    }
    for (let row = first; row < count; row++) {
      vehicle[row] = v;
      scores[row] = score(v, row - first, contribution[row]);
    }
  }
  const ranked = Int32Array.from({ length: count }, (_, row) => row);
  if (count > slots) ranked.sort((a, b) => scores[b] - scores[a] || a - b);
  return { count, vehicle, task, contribution, score: scores, ranked };
}

/** By vehicle which of its tasks are granted; nothing for a vehicle with none. */
function grantedTasks(
  { vehicles }: ServiceMarket,
  { count, vehicle, task, ranked }: Marginals,
  slots: number,
): readonly (readonly boolean[] | undefined)[] {
  const byVehicle: (boolean[] | undefined)[] = vehicles.map(() => undefined);
  for (let i = 0; i < Math.min(slots, count); i++) {
    const row = ranked[i];
    const flags = byVehicle[vehicle[row]] ?? vehicles[vehicle[row]].tasks.map(() => false);
    flags[task[row]] = true;
    byVehicle[vehicle[row]] = flags;
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
  const bids = market.vehicles.map(bidOf);
  const marginals = marginalsOf(
    table,
    slots,
    (vehicle, task) => contribution(table, vehicle, task, form),
    (vehicle, rank, external) => {
      if (rank === 0) return scoreTotal({ form, bid: bids[vehicle], external });
      return form === 'realised' ? external : bids[vehicle] * external;
    },
  );
  const best = new Float64Array(market.vehicles.length);
  for (let row = marginals.count - 1; row >= 0; row--)
    best[marginals.vehicle[row]] = marginals.contribution[row];
  const winners: SlotWinner[] = [];
  for (const [vehicle, flags] of grantedTasks(market, marginals, slots).entries()) {
    if (flags === undefined) continue;
    const rival = rivalScore(vehicle, marginals, slots);
    const score = { form, bid: bids[vehicle], external: best[vehicle] };
    const payment = rival === undefined ? 0 : criticalBid(score, rival);
    const { simulatorPerTask, simulatorPayments, tasks } = auctionService(
      table,
      vehicle,
      modifiedSecondBid,
      flags,
    );
    const surplus = vehicleSurplus(table, vehicle, simulatorPerTask);
    winners.push({ vehicle, payment, surplus, simulatorPerTask, simulatorPayments, tasks });
  }
  return outcomeOf(winners);
}

/** The score of the `slots`-th of the ranked marginals of all vehicles but one; undefined where there are fewer. */
function rivalScore(
  vehicle: number,
  { count, vehicle: of, score, ranked }: Marginals,
  slots: number,
): number | undefined {
  let others = 0;
  for (let i = 0; count > slots && i < count; i++)
    if (of[ranked[i]] !== vehicle && ++others === slots) return score[ranked[i]];
  return undefined;
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
  const marginals = marginalsOf(
    table,
    slots,
    (_, task) => simulationSurplus(table, task, bestSimulator(table, task) ?? 0),
    (vehicle, rank, worth) => (rank > 0 ? 0 : market.accuracy * market.vehicles[vehicle].value) + worth,
  );
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
