import { basename } from 'node:path';
import type { AuctionReport } from '../../src/report/index.js';
import { type CrowdsourcingSettings, isBuiltIn, type Scenario } from '../../src/scenario/index.js';
import type { CampaignOutcome } from '../services/crowdsourcing/campaign-outcome.js';
import type { AuctionDetail, CrowdsourcingPart, MarketAuction } from './crowdsourcing-part.js';
import { settle, subintervalOf } from './settlement.js';

type AuctionSettings = CrowdsourcingSettings['auction'];

/** The number of tasks that the winners complete in time, as forecast. */
function expectedCompletions({ auction, completions, tasks }: CampaignOutcome): number {
  const winners = new Set(auction.winners);
  const missed = tasks.map(() => 1);
  for (const { bidder, task, forecast } of completions) {
    if (winners.has(bidder)) missed[task] *= Math.max(0, 1 - forecast.completion.reduce((a, b) => a + b, 0));
  }
  return missed.reduce((sum, p) => sum + 1 - p, 0);
}

/** All campaigns of a replication in one row: what was expected, and what came. */
export function campaignResult(outcomes: readonly CampaignOutcome[]): CrowdsourcingPart['campaign'] {
  const total = (of: (outcome: CampaignOutcome) => number): number =>
    outcomes.reduce((sum, outcome) => sum + of(outcome), 0);
  return {
    tasks: total(({ tasks }) => tasks.length),
    bidders: total(({ bidders }) => bidders.length),
    winners: total(({ auction }) => auction.winners.length),
    paymentTotal: total(({ auction }) => auction.paymentTotal),
    withinBudget: outcomes.every(({ auction }) => auction.withinBudget),
    expectedValue: total(({ auction }) => auction.value),
    realisedValue: total((outcome) => settle(outcome).value),
    expectedCompletions: total(expectedCompletions),
    realisedCompletions: total(
      (outcome) =>
        settle(outcome).tasks.filter(
          ({ completion }) => subintervalOf(completion, outcome.boundaries) !== undefined,
        ).length,
    ),
  };
}

/** What each winner really added: the value of the tasks that it completed first. */
function realisedByWinner(outcome: CampaignOutcome): Map<number, number> {
  const realised = settle(outcome).tasks;
  const added = new Map(outcome.auction.winners.map((winner) => [winner, 0]));
  for (const { bidder, task, completion } of outcome.completions) {
    const sum = added.get(bidder);
    if (sum !== undefined && completion !== undefined && completion === realised[task].completion) {
      added.set(bidder, sum + realised[task].value);
    }
  }
  return added;
}

/** Winners and decisions of an auction. */
export function auctionDetail(campaign: CampaignOutcome): AuctionDetail {
  const { auction, bidders, rerouted } = campaign;
  const realised = realisedByWinner(campaign);
  const { payments } = settle(campaign);
  const isPromise = campaign.mechanisms[0].promise !== undefined;
  const selection = auction.trace?.selection ?? [];
  const marginal = new Map(
    selection.filter((step) => step.accepted).map((step) => [step.candidate, step.marginalValue]),
  );
  const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);
  return {
    winners: auction.winners.map((winner) => ({
      vehicle: bidders[winner].state.vehicle,
      tasks: bidders[winner].bundle.map(({ task }) => task),
      cost: bidders[winner].cost,
      payment: auction.payments[winner],
      expectedValue: marginal.get(winner) ?? null,
      realisedValue: realised.get(winner) ?? null,
      ...(isPromise
        ? { promise: { paid: payments.get(winner) ?? 0, isRerouted: rerouted.includes(winner) } }
        : {}),
    })),
    // Bids on promised times are taken by value less price, all of them: the winners tell everything.
    decisions: (isPromise ? [] : selection).map(
      ({ candidate, marginalValue, bid, ratio, cap, accepted }) => ({
        vehicle: bidders[candidate].state.vehicle,
        marginalValue,
        bid,
        ratio: finite(ratio),
        cap: finite(cap),
        accepted,
      }),
    ),
  };
}

/** A mechanism with the settings that concern it. */
export function mechanismInWords({ mechanism, valuation, alpha, wbs }: AuctionSettings): string {
  if (mechanism === 'wbs') return `wbs, ${wbs?.payment ?? 'critical'} payments`;
  const divisor = mechanism === 'tbuma' ? `, alpha ${alpha}` : '';
  return `${isBuiltIn(mechanism) ? mechanism : basename(mechanism)}, valuation ${valuation}${divisor}`;
}

/** The auction of a replication for a person to follow: winners and decisions. */
export function auctionReport(
  detail: MarketAuction,
  replication: number,
  { crowdsourcing: { auction } }: Scenario,
): AuctionReport {
  return {
    replication,
    mechanism: mechanismInWords(auction),
    budget: detail.winners.some(({ promise }) => promise !== undefined) ? null : detail.budget,
    winners: detail.winners.map(({ cost, expectedValue, ...winner }, i) => ({
      ...winner,
      order: i + 1,
      // With payments at critical values no vehicle gains by asking for another price than its cost.
      bid: cost,
      cost,
      expectedValue: expectedValue ?? Number.NaN,
    })),
    decisions: detail.decisions.map(({ ratio, ...decision }, i) => ({
      ...decision,
      step: i + 1,
      ratio: ratio ?? Number.POSITIVE_INFINITY,
      ...(decision.accepted
        ? {}
        : {
            reason:
              decision.marginalValue > decision.bid
                ? 'asks more than the budget allows at this step'
                : 'asks at least what it adds',
          }),
    })),
  };
}
