import type { AuctionMarket, AuctionOptions, Valuation } from '../../recruitment/index.js';
import { larger, rationals, smaller } from '../arithmetic.js';
import type { Rational } from '../rational.js';
import { expectedValue } from './expected-value.js';

const { zero, one, of, add, subtract, multiply, divide, compare } = rationals;

/** Winners and payments of an auction, in rationals. */
export interface ExactOutcome {
  readonly winners: readonly number[];
  /** Of the winners, in their order. */
  readonly payments: readonly Rational[];
}

/** Which of the greedy auctions it is. */
interface Rule {
  readonly valuation: Valuation;
  /** A winner must be worth more than its bid. */
  readonly aboveBid: boolean;
  /** B / alpha; undefined where the budget does not matter. */
  readonly share: Rational | undefined;
  /** The first vehicle that the budget does not allow ends the selection. */
  readonly stops: boolean;
}

interface Turn {
  readonly candidate: number;
  readonly marginal: Rational;
  readonly accepted: boolean;
  /** The winners before this turn, and their value. */
  readonly winners: readonly number[];
  readonly value: Rational;
}

interface Selection {
  readonly turns: readonly Turn[];
  readonly winners: readonly number[];
  readonly value: Rational;
  /** Whether the budget ended it. */
  readonly stopped: boolean;
}

function marginalOf(market: AuctionMarket, rule: Rule, set: readonly number[], value: Rational, i: number) {
  return subtract(expectedValue(rationals, market, [...set, i], rule.valuation), value);
}

/** The highest bid that the budget feasible criterion lets pass; undefined where there is no such limit. */
function capOf(rule: Rule, value: Rational, marginal: Rational): Rational | undefined {
  if (rule.share === undefined) return undefined;
  if (compare(marginal, zero) <= 0) return zero;
  return divide(multiply(rule.share, marginal), add(value, marginal));
}

/** Whether V_a / b_a > V_b / b_b, where V / 0 is infinite for V > 0 and 0 / 0 is 0; without dividing. */
function isBetter(a: Rational, aBid: Rational, b: Rational, bBid: Rational): boolean {
  if (compare(a, zero) <= 0) return false;
  if (compare(b, zero) <= 0) return true;
  return compare(multiply(a, bBid), multiply(b, aBid)) > 0;
}

/** Algorithm 2 of tbuma, turn by turn, without one vehicle if wanted. */
function select(market: AuctionMarket, rule: Rule, without = -1): Selection {
  const open = new Set(market.vehicles.keys());
  open.delete(without);
  const turns: Turn[] = [];
  let winners: readonly number[] = [];
  let value = zero;
  for (;;) {
    let best = -1;
    let bestMarginal = zero;
    for (const i of open) {
      const marginal = marginalOf(market, rule, winners, value, i);
      const [bid, bestBid] = [of(market.vehicles[i].bid), of(market.vehicles[best]?.bid ?? 0)];
      if (best < 0 || isBetter(marginal, bid, bestMarginal, bestBid)) {
        best = i;
        bestMarginal = marginal;
      }
    }
    const over = { turns, winners, value };
    if (best < 0 || compare(bestMarginal, zero) <= 0) return { ...over, stopped: false };
    const bid = of(market.vehicles[best].bid);
    if (rule.aboveBid && compare(bestMarginal, bid) <= 0) return { ...over, stopped: false };
    open.delete(best);
    const cap = capOf(rule, value, bestMarginal);
    const accepted = cap === undefined || compare(bid, cap) <= 0;
    turns.push({ candidate: best, marginal: bestMarginal, accepted, winners, value });
    if (accepted) {
      winners = [...winners, best];
      value = add(value, bestMarginal);
    } else if (rule.stops) return { ...over, stopped: true };
  }
}

/** Algorithm 3 of tbuma, eq. (25) and (26): the highest bid with which a winner would still win. */
function criticalPayment(market: AuctionMarket, rule: Rule, winner: number): Rational {
  const rivals = select(market, rule, winner);
  let payment = zero;
  const atMost = (price: Rational | undefined, cap: Rational | undefined): Rational => {
    if (price === undefined) return cap ?? zero;
    return cap === undefined ? price : smaller(rationals, price, cap);
  };
  for (const { candidate, marginal, accepted, winners, value } of rivals.turns) {
    if (!accepted && !rule.stops) continue;
    const own = marginalOf(market, rule, winners, value, winner);
    const price = divide(multiply(own, of(market.vehicles[candidate].bid)), marginal);
    payment = larger(rationals, payment, atMost(price, capOf(rule, value, own)));
  }
  if (rivals.stopped) return payment;
  const own = marginalOf(market, rule, rivals.winners, rivals.value, winner);
  const last = atMost(rule.aboveBid ? own : undefined, capOf(rule, rivals.value, own));
  return larger(rationals, payment, last);
}

function greedily(market: AuctionMarket, rule: Rule): ExactOutcome {
  const { winners } = select(market, rule);
  return { winners, payments: winners.map((winner) => criticalPayment(market, rule, winner)) };
}

/** TBUMA, Algorithms 2 and 3 line by line. */
export function exactTbuma(market: AuctionMarket, options: AuctionOptions): ExactOutcome {
  const valuation = options.valuation ?? 'exact';
  const budget = of(market.budget);
  const all = expectedValue(rationals, market, [...market.vehicles.keys()], valuation);
  let share: Rational | undefined;
  if (compare(budget, all) < 0) {
    const two = add(one, one);
    // B / min(2, V(I) / B), without dividing by a budget of 0.
    if (options.alpha !== 'paper' || compare(all, multiply(two, budget)) >= 0) share = divide(budget, two);
    else share = divide(multiply(budget, budget), all);
  }
  return greedily(market, { valuation, aboveBid: true, share, stops: false });
}

/** BVM. */
export function exactBvm(market: AuctionMarket, options: AuctionOptions): ExactOutcome {
  return greedily(market, {
    valuation: options.valuation ?? 'exact',
    aboveBid: false,
    share: divide(of(market.budget), add(one, one)),
    stops: (options.onViolation ?? 'stop') === 'stop',
  });
}
