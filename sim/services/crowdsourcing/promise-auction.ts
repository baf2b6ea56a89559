import {
  type AuctionResult,
  type BidMechanism,
  type BidStep,
  keepsBudget,
  taskValueAt,
} from '../../../src/recruitment/index.js';
import type { CampaignMarket } from './campaign-market.js';
import type { Requester } from './requester.js';
import type { TrajectoryBid } from './trajectory-bids.js';

/** What can be chosen when bids on promised times are selected. */
export interface PromiseAuctionOptions {
  /** WBS, or a mechanism of a user with the same type. */
  readonly run: BidMechanism;
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
 * WBS, or what a user has in its place, on the bids of a campaign: each bid promises tasks on one way, each at its expected time of completion. It knows no budget;
 * whether the payments keep that of the requester is told all the same.
 */
export function holdOnPromises(
  { market, trajectories }: Pick<CampaignMarket, 'market' | 'trajectories'>,
  { budget, worth }: Requester,
  { run, payment, everyWay }: PromiseAuctionOptions,
): { readonly auction: AuctionResult; readonly chosen: ReadonlyMap<number, TrajectoryBid> } {
  const offered = trajectories.map((bids) => (everyWay ? bids : bids.filter(({ isOwnWay }) => isOwnWay)));
  const etcOf = ({ participant, forecasts }: TrajectoryBid): [task: number, time: number][] =>
    participant.bundle.map(({ task }, j) => [task, Math.max(0, forecasts[j].mean)]);
  /** Every task counts once, at its earliest promise. */
  const worthOf = (bids: readonly TrajectoryBid[]): number => {
    const best = new Float64Array(market.tasks.length);
    for (const bid of bids)
      for (const [task, time] of etcOf(bid))
        best[task] = Math.max(best[task], taskValueAt(worth.overTime, time));
    return best.reduce((total, own) => total + own, 0);
  };
  const result = run(
    {
      tasks: market.tasks.map(() => worth.overTime),
      vehicles: offered.map((bids) => ({
        bids: bids.map((bid) => ({ price: bid.participant.cost, etc: Object.fromEntries(etcOf(bid)) })),
      })),
    },
    { payment, trace: true },
  );
  const { winners, payments, trace } = result;
  const chosen = new Map(winners.map(({ vehicle, bid }) => [vehicle, offered[vehicle][bid]]));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const value = worthOf([...chosen.values()]);
  const valueOfAll = worthOf(offered.flat());
  const paymentTotal = sum(winners.map(({ vehicle }) => payments[vehicle]));
  const priceTotal = sum([...chosen.values()].map(({ participant }) => participant.cost));
  return {
    auction: {
      mechanism: 'wbs',
      valuation: 'exact',
      winners: winners.map(({ vehicle }) => vehicle),
      payments: Object.fromEntries(winners.map(({ vehicle }) => [vehicle, payments[vehicle]])),
      value,
      valueOfAll,
      bidTotal: priceTotal,
      paymentTotal,
      requesterUtility: value - paymentTotal,
      socialWelfare: value - priceTotal,
      budgetLimited: budget < valueOfAll,
      withinBudget: keepsBudget(paymentTotal, budget),
      trace: { selection: (trace?.selection ?? []).map(selectionStep), payments: {}, sets: [] },
    },
    chosen,
  };
}
