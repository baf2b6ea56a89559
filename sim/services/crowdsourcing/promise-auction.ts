import { type AuctionResult, type BidStep, taskValueAt, wbs } from '../../../src/recruitment/index.js';
import type { CampaignMarket } from './campaign-market.js';
import type { Requester } from './requester.js';
import type { TrajectoryBid } from './trajectory-bids.js';

/** What can be chosen when bids on promised times are selected. */
export interface PromiseAuctionOptions {
  readonly payment?: 'critical' | 'menu';
  /** Whether vehicles bid for every way of theirs, or for the one that they are on alone. */
  readonly everyWay: boolean;
}

function selectionStep({ vehicle, marginalValue, price, value }: BidStep) {
  return {
    candidate: vehicle,
    marginalValue,
    bid: price,
    ratio: price > 0 ? marginalValue / price : Number.POSITIVE_INFINITY,
    cap: Number.POSITIVE_INFINITY,
    accepted: true,
    reason: 'accepted' as const,
    value,
  };
}

/**
 * WBS on the bids of a campaign: each bid promises tasks on one way, each at its expected time of completion. It knows no budget;
 * whether the payments keep that of the requester is told all the same.
 */
export function holdOnPromises(
  { market, trajectories }: Pick<CampaignMarket, 'market' | 'trajectories'>,
  { budget, worth }: Requester,
  { payment, everyWay }: PromiseAuctionOptions,
): { readonly auction: AuctionResult; readonly chosen: ReadonlyMap<number, TrajectoryBid> } {
  const offered = trajectories.map((bids) => (everyWay ? bids : bids.filter(({ isOwnWay }) => isOwnWay)));
  const etcOf = ({ participant, forecasts }: TrajectoryBid): [task: number, time: number][] =>
    participant.bundle.map(({ task }, j) => [task, Math.max(0, forecasts[j].mean)]);
  const result = wbs(
    {
      tasks: market.tasks.map(() => worth.overTime),
      vehicles: offered.map((bids) => ({
        bids: bids.map((bid) => ({ price: bid.participant.cost, etc: Object.fromEntries(etcOf(bid)) })),
      })),
    },
    { payment, trace: true },
  );
  const best = new Float64Array(market.tasks.length);
  for (const bid of offered.flat())
    for (const [task, time] of etcOf(bid))
      best[task] = Math.max(best[task], taskValueAt(worth.overTime, time));
  const valueOfAll = best.reduce((sum, value) => sum + value, 0);
  const { value, payments, priceTotal, paymentTotal, socialWelfare, requesterUtility, trace } = result;
  return {
    auction: {
      mechanism: 'wbs',
      valuation: 'exact',
      winners: result.winners.map(({ vehicle }) => vehicle),
      payments,
      value,
      valueOfAll,
      bidTotal: priceTotal,
      paymentTotal,
      requesterUtility,
      socialWelfare,
      budgetLimited: budget < valueOfAll,
      withinBudget: paymentTotal <= budget * (1 + 1e-9),
      trace: { selection: (trace?.selection ?? []).map(selectionStep), payments: {}, sets: [] },
    },
    chosen: new Map(result.winners.map(({ vehicle, bid }) => [vehicle, offered[vehicle][bid]])),
  };
}
