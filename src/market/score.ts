import { matchQuality } from '../twin/index.js';
import { type OfferTable, trafficBids } from './offer-table.js';
import { modifiedSecondBid, type OfflineAuction } from './offline-auction.js';

/**
 * How a vehicle's score takes the offline submarket into account (twin-market journal, eq. (6) and (14)).
 * `coupled` (default): Phi = b (1 + X), X from public data only, so no simulator can steer who wins.
 * `realised`: Phi = b + what the offline auctions of its tasks would bring, as in the papers' figures; simulators can steer it.
 */
export type ScoreForm = 'realised' | 'coupled';

/** A vehicle's score in the online submarket. */
export interface Score {
  readonly form: ScoreForm;
  /** b, the vehicle's bid. */
  readonly bid: number;
  /** `realised`: the sum of T x (gamma b_0 or the winner's bid) in value; `coupled`: X, a factor without unit. */
  readonly external: number;
}

/** Phi: b + external when `realised`, b (1 + external) when `coupled`. */
export function scoreTotal(score: Score): number {
  return score.form === 'realised' ? score.bid + score.external : score.bid * (1 + score.external);
}

/**
 * The least bid with which a vehicle reaches a score, its external part unchanged: its critical payment when the score is the
 * best of the others. Eq. (9) and (15) of the journal print other payments, which are neither truthful nor individually rational.
 */
export function criticalBid(score: Score, threshold: number): number {
  return score.form === 'realised'
    ? Math.max(0, threshold - score.external)
    : threshold / (1 + score.external);
}

/**
 * What one task adds to the realised score: T gamma b_0 if the driving simulator wins its offline auction, else T times the
 * winner's bid (its worth U, when it bids truthfully). 0 for an infeasible task.
 */
export function realisedContribution(
  table: OfferTable,
  task: number,
  auction: OfflineAuction = modifiedSecondBid,
): number {
  if (table.feasible[task] === 0) return 0;
  const { gamma, drivingBid, alpha } = table.market;
  const { simulator } = auction(trafficBids(table, task), drivingBid, alpha);
  const offer = task * table.simulators + simulator;
  return table.duration[offer] * (simulator === 0 ? gamma * drivingBid : table.bid[offer]);
}

/** What the coupled score takes for every generative score. */
const publicGenerativeScore = 0.5;

function publicQuality(table: OfferTable, vehicle: number, offer: number): number {
  const { theta, matchQuality: form, vehicles } = table.market;
  const { cache } = vehicles[vehicle];
  const preference = cache === undefined ? 1 : cache / 2;
  return matchQuality(table.simulations[offer], publicGenerativeScore, preference, theta, form);
}

/**
 * What one task adds to X of the coupled score: the largest T_k m_k of the traffic simulators, m from public data: G = .5 and
 * h = half the preference cache (1 where the cache is not known). 0 for an infeasible task, and without traffic simulators.
 */
export function coupledContribution(table: OfferTable, vehicle: number, task: number): number {
  if (table.feasible[task] === 0) return 0;
  const first = task * table.simulators;
  let most = first;
  let longest = 0;
  for (let offer = first + 1; offer < first + table.simulators; offer++) {
    if (most === first || table.simulations[offer] > table.simulations[most]) most = offer;
    if (table.duration[offer] > longest) longest = table.duration[offer];
  }
  if (most === first) return 0;
  // m grows with Q alone here, so most simulations over the longest time need no comparison.
  if (table.duration[most] === longest) return longest * publicQuality(table, vehicle, most);
  let largest = 0;
  for (let offer = first + 1; offer < first + table.simulators; offer++)
    largest = Math.max(largest, table.duration[offer] * publicQuality(table, vehicle, offer));
  return largest;
}

/** What one task adds to the external part of its vehicle's score. */
export function contribution(table: OfferTable, vehicle: number, task: number, form: ScoreForm): number {
  return form === 'realised' ? realisedContribution(table, task) : coupledContribution(table, vehicle, task);
}

/** b: what the vehicle bids, its value where it gives no bid. */
export function bidOf(vehicle: { readonly value: number; readonly bid?: number }): number {
  return vehicle.bid ?? vehicle.value;
}

/**
 * The score of a vehicle over its first tasks.
 * @param tasks how many of its tasks count: 0 for PViSA, 1 for EPViSA, all for MTEPViSA
 */
export function scoreOf(table: OfferTable, vehicle: number, tasks: number, form: ScoreForm): Score {
  const first = table.taskStart[vehicle];
  const end = Math.min(first + tasks, table.taskStart[vehicle + 1]);
  let external = 0;
  for (let task = first; task < end; task++) external += contribution(table, vehicle, task, form);
  return { form, bid: bidOf(table.market.vehicles[vehicle]), external };
}
