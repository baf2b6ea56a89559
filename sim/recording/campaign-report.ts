import type { AuctionReport } from '../../src/report/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import type { CampaignOutcome } from '../services/crowdsourcing/campaign-outcome.js';
import type { AuctionDetail, CrowdsourcingPart } from './crowdsourcing-part.js';
import { realisedValues, subintervalOf } from './realised-values.js';

/** A campaign in one row: what was expected, and what came. */
export function campaignResult(
  campaign: CampaignOutcome,
  values: readonly number[],
): CrowdsourcingPart['campaign'] {
  const { auction } = campaign;
  const realised = realisedValues(campaign, values);
  const winners = new Set(auction.winners);
  const missed = campaign.tasks.map(() => 1);
  for (const { bidder, task, forecast } of campaign.completions) {
    if (winners.has(bidder)) missed[task] *= Math.max(0, 1 - forecast.completion.reduce((a, b) => a + b, 0));
  }
  return {
    tasks: campaign.tasks.length,
    bidders: campaign.bidders.length,
    winners: auction.winners.length,
    paymentTotal: auction.paymentTotal,
    withinBudget: auction.withinBudget,
    expectedValue: auction.value,
    realisedValue: realised.reduce((sum, { value }) => sum + value, 0),
    expectedCompletions: missed.reduce((sum, p) => sum + 1 - p, 0),
    realisedCompletions: realised.filter(
      ({ completion }) => subintervalOf(completion, campaign.boundaries) !== undefined,
    ).length,
  };
}

/** What each winner really added: the value of the tasks that it completed first. */
function realisedByWinner(outcome: CampaignOutcome, values: readonly number[]): Map<number, number> {
  const realised = realisedValues(outcome, values);
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
export function auctionDetail(campaign: CampaignOutcome, values: readonly number[]): AuctionDetail {
  const { auction, bidders } = campaign;
  const realised = realisedByWinner(campaign, values);
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
    })),
    decisions: selection.map(({ candidate, marginalValue, bid, ratio, cap, accepted }) => ({
      vehicle: bidders[candidate].state.vehicle,
      marginalValue,
      bid,
      ratio: finite(ratio),
      cap: finite(cap),
      accepted,
    })),
  };
}

/** The auction of a replication for a person to follow: winners and decisions. */
export function auctionReport(detail: AuctionDetail, replication: number, scenario: Scenario): AuctionReport {
  const { mechanism, valuation, alpha, budget } = scenario.crowdsourcing.auction;
  return {
    replication,
    mechanism: `${mechanism}, valuation ${valuation}, alpha ${alpha}`,
    budget,
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
