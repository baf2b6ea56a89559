import type { BidNumber, TimedBid, WbsOptions } from '../../recruitment/index.js';
import { larger, rationals } from '../arithmetic.js';
import type { Rational } from '../rational.js';
import type { SteppedMarket } from './bid-instances.js';
import { bidValue } from './bid-value.js';

const { zero, of, subtract, compare } = rationals;

/** Winning bids and their payments, in rationals. */
export interface ExactBids {
  readonly winners: readonly BidNumber[];
  /** Of the winners, in their order. */
  readonly payments: readonly Rational[];
}

function bidOf({ vehicles }: SteppedMarket, { vehicle, bid }: BidNumber): TimedBid {
  return vehicles[vehicle].bids[bid];
}

/** V_b(w), eq. (8) of wbs: what a bid adds to some others. */
function marginalOf(market: SteppedMarket, winners: readonly BidNumber[], bid: TimedBid): Rational {
  const present = winners.map((winner) => bidOf(market, winner));
  return subtract(bidValue(rationals, market, [...present, bid]), bidValue(rationals, market, present));
}

/** Algorithm 1 of wbs, without one vehicle if wanted. */
function select(market: SteppedMarket, without = -1): BidNumber[] {
  const winners: BidNumber[] = [];
  for (;;) {
    let best: BidNumber | undefined;
    let highest = zero;
    for (const [vehicle, { bids }] of market.vehicles.entries()) {
      if (vehicle === without || winners.some((winner) => winner.vehicle === vehicle)) continue;
      for (const [bid, timed] of bids.entries()) {
        const welfare = subtract(marginalOf(market, winners, timed), of(timed.price));
        if (compare(welfare, highest) <= 0) continue;
        best = { vehicle, bid };
        highest = welfare;
      }
    }
    if (best === undefined) return winners;
    winners.push(best);
  }
}

/** Eq. (10), or Algorithm 2 as printed, in which the rival is a winner before its price is computed. */
function priceOf(market: SteppedMarket, paid: BidNumber, printed: boolean): Rational {
  const rivals = select(market, paid.vehicle);
  const own = bidOf(market, paid);
  let price = zero;
  for (const [m, rival] of rivals.entries()) {
    const reached = rivals.slice(0, printed ? m + 1 : m);
    const timed = bidOf(market, rival);
    const welfare = subtract(marginalOf(market, reached, timed), of(timed.price));
    price = larger(rationals, price, subtract(marginalOf(market, reached, own), welfare));
  }
  return larger(rationals, price, marginalOf(market, rivals, own));
}

/** The bid of a vehicle that leaves it most at the prices of its rivals; ties: its first. */
function bestOfMenu(market: SteppedMarket, vehicle: number): { bid: BidNumber; price: Rational } {
  let best = { bid: { vehicle, bid: 0 }, price: priceOf(market, { vehicle, bid: 0 }, false) };
  const profit = ({ bid, price }: typeof best): Rational => subtract(price, of(bidOf(market, bid).price));
  for (let k = 1; k < market.vehicles[vehicle].bids.length; k++) {
    const other = { bid: { vehicle, bid: k }, price: priceOf(market, { vehicle, bid: k }, false) };
    if (compare(profit(other), profit(best)) > 0) best = other;
  }
  return best;
}

/** WBS, line by line. */
export function exactWbs(market: SteppedMarket, options: WbsOptions): ExactBids {
  const winners = select(market);
  if (options.payment === 'menu') {
    const awards = winners.map(({ vehicle }) => bestOfMenu(market, vehicle));
    return { winners: awards.map(({ bid }) => bid), payments: awards.map(({ price }) => price) };
  }
  const printed = options.payment === 'printed';
  return { winners, payments: winners.map((winner) => priceOf(market, winner, printed)) };
}
