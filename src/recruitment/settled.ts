import { type BidMarket, bidTableOf } from './bid-market.js';
import { keepsBudget } from './internal/outcome.js';
import type { AuctionMarket, Valuation } from './market.js';
import type { AuctionResult } from './mechanism.js';
import { setValue } from './set-value.js';
import { sumsOfBids, type WbsResult } from './wbs.js';

const total = (payments: Readonly<Record<number, number>>, winners: readonly number[]): number =>
  winners.reduce((sum, winner) => sum + payments[winner], 0);

/**
 * The whole result of an auction of which only winners and payments are known, such as of a mechanism of a user's own.
 * @throws InputError when the market is wrong, or a winner is none of its vehicles
 */
export function settledAuction(
  market: AuctionMarket,
  { winners, payments, trace }: Pick<AuctionResult, 'winners' | 'payments' | 'trace'>,
  mechanism: string,
  valuation: Valuation = 'exact',
): AuctionResult {
  const result = setValue(market, winners, valuation);
  const paymentTotal = total(payments, winners);
  return {
    ...result,
    mechanism,
    payments: Object.fromEntries(winners.map((winner) => [winner, payments[winner]])),
    paymentTotal,
    requesterUtility: result.value - paymentTotal,
    withinBudget: keepsBudget(paymentTotal, market.budget),
    ...(trace === undefined ? {} : { trace }),
  };
}

/** The same of an auction with several bids per vehicle. @throws InputError when the market is wrong */
export function settledBids(
  market: BidMarket,
  { winners, payments }: Pick<WbsResult, 'winners' | 'payments'>,
): Omit<WbsResult, 'mechanism'> {
  const table = bidTableOf(market);
  const bids = winners.map(({ vehicle, bid }) =>
    table.vehicle.findIndex((owner, b) => owner === vehicle && table.numberInVehicle[b] === bid),
  );
  const paymentTotal = total(
    payments,
    winners.map(({ vehicle }) => vehicle),
  );
  return { winners, payments, ...sumsOfBids(table, bids, paymentTotal) };
}
