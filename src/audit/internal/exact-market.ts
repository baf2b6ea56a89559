import {
  type MarketOptions,
  type NormalisedMarket,
  normalisedMarket,
  type OfferTable,
  offerTable,
} from '../../market/index.js';
import { matchQuality } from '../../twin/index.js';
import { larger, rationals } from '../arithmetic.js';
import type { Rational } from '../rational.js';

const { zero, one, of, add, subtract, multiply, divide, compare } = rationals;

/** Winner and payments of a round, in an arithmetic. */
export interface MarketAccount<T> {
  readonly vehicle: number | null;
  readonly vehiclePayment: T;
  readonly simulatorPerTask: readonly (number | null)[];
  readonly simulatorPayments: readonly T[];
}

/** Which of the built-in mechanisms it is. */
export type MarketRule = 'pvisa' | 'epvisa' | 'mtepvisa';

interface Award {
  readonly simulator: number;
  /** What it bids, and what it pays, per second. */
  readonly bid: Rational;
  readonly price: Rational;
}

/** The bids of all simulators for a task, the driving one's first. */
function bidsFor(table: OfferTable, vehicle: number, n: number): Rational[] {
  const { value, simulatorBids } = table.market.vehicles[vehicle];
  const task = table.taskStart[vehicle] + n;
  return Array.from({ length: table.simulators }, (_, k) => {
    if (k === 0) return of(table.market.drivingBid);
    const bid = simulatorBids?.[n]?.[k - 1] ?? null;
    return bid === null ? multiply(of(value), of(table.quality[task * table.simulators + k])) : of(bid);
  });
}

/** The offline auction of a task: second price for PViSA, the modified second bid for the others. */
function offline(table: OfferTable, rule: MarketRule, vehicle: number, n: number): Award {
  const bids = bidsFor(table, vehicle, n);
  const from = rule === 'pvisa' ? 0 : 1;
  let best = from;
  for (let k = from + 1; k < bids.length; k++) if (compare(bids[k], bids[best]) > 0) best = k;
  let second = zero;
  for (let k = from; k < bids.length; k++) if (k !== best) second = larger(rationals, second, bids[k]);
  if (rule === 'pvisa') return { simulator: best, bid: bids[best], price: second };
  const price = multiply(of(table.market.alpha), second);
  if (best < bids.length && compare(bids[best], price) > 0)
    return { simulator: best, bid: bids[best], price };
  return { simulator: 0, bid: bids[0], price: bids[0] };
}

/** What a task adds to the external part of its vehicle's score. */
function external(
  table: OfferTable,
  rule: MarketRule,
  vehicle: number,
  n: number,
  score: MarketOptions['score'],
): Rational {
  const task = table.taskStart[vehicle] + n;
  if (table.feasible[task] === 0) return zero;
  const duration = (k: number): Rational => of(table.duration[task * table.simulators + k]);
  const { gamma, theta, matchQuality: form, vehicles } = table.market;
  if (score === 'realised') {
    const { simulator, bid } = offline(table, rule, vehicle, n);
    const worth = multiply(duration(simulator), bid);
    return simulator === 0 ? multiply(of(gamma), worth) : worth;
  }
  const { cache } = vehicles[vehicle];
  let largest = zero;
  for (let k = 1; k < table.simulators; k++) {
    const simulations = table.simulations[task * table.simulators + k];
    const quality = matchQuality(simulations, 0.5, cache === undefined ? 1 : cache / 2, theta, form);
    largest = larger(rationals, largest, multiply(duration(k), of(quality)));
  }
  return largest;
}

/**
 * A round of a built-in mechanism, line by line. Latencies and match qualities, which hold logarithms, are taken as computed in floating
 * point; all that follows from them is exact.
 */
export function exactMarket(
  market: NormalisedMarket,
  rule: MarketRule,
  { score = 'coupled', pricing = 'critical' }: MarketOptions,
): MarketAccount<Rational> {
  const table = offerTable(normalisedMarket(market));
  const { vehicles } = table.market;
  const bids = vehicles.map(({ bid, value }) => of(bid ?? value));
  const externals = vehicles.map(({ tasks }, i) => {
    const scored = { pvisa: 0, epvisa: 1, mtepvisa: tasks.length }[rule];
    return tasks.slice(0, scored).reduce((sum, _, n) => add(sum, external(table, rule, i, n, score)), zero);
  });
  const scores = bids.map((bid, i) =>
    score === 'realised' ? add(bid, externals[i]) : multiply(bid, add(one, externals[i])),
  );
  const highest = (except: number): number => {
    let best = -1;
    for (const i of scores.keys())
      if (i !== except && (best < 0 || compare(scores[i], scores[best]) > 0)) best = i;
    return best;
  };
  const winner = highest(-1);
  if (winner < 0) return { vehicle: null, vehiclePayment: zero, simulatorPerTask: [], simulatorPayments: [] };
  const runnerUp = highest(winner);
  let vehiclePayment = zero;
  if (runnerUp >= 0) {
    if (pricing === 'paper') vehiclePayment = bids[runnerUp];
    else if (score === 'realised')
      vehiclePayment = larger(rationals, zero, subtract(scores[runnerUp], externals[winner]));
    else vehiclePayment = divide(scores[runnerUp], add(one, externals[winner]));
  }
  const simulatorPerTask: (number | null)[] = [];
  const simulatorPayments: Rational[] = [];
  for (const n of vehicles[winner].tasks.keys()) {
    const task = table.taskStart[winner] + n;
    const award = table.feasible[task] === 0 ? undefined : offline(table, rule, winner, n);
    simulatorPerTask.push(award?.simulator ?? null);
    const seconds = award && of(table.duration[task * table.simulators + award.simulator]);
    simulatorPayments.push(seconds === undefined ? zero : multiply(seconds, award?.price ?? zero));
  }
  return { vehicle: winner, vehiclePayment, simulatorPerTask, simulatorPayments };
}
