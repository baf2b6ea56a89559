import type { AuctionReport, CampaignResult } from '../../src/report/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import type { CampaignOutcome } from '../services/crowdsourcing/campaign-outcome.js';
import { realisedValues, subintervalOf } from './realised-values.js';
import type { RecordedReplication } from './record-replication.js';

/** A campaign in one row of the report: what was expected, and what came. */
export function campaignResult(
  { replication, record }: RecordedReplication,
  scenario: Scenario,
): CampaignResult {
  const { campaign } = record;
  const { auction } = campaign;
  const realised = realisedValues(campaign, scenario.crowdsourcing.tasks.values);
  const winners = new Set(auction.winners);
  const missed = campaign.tasks.map(() => 1);
  for (const { bidder, task, forecast } of campaign.completions) {
    if (winners.has(bidder)) missed[task] *= Math.max(0, 1 - forecast.completion.reduce((a, b) => a + b, 0));
  }
  return {
    replication,
    seed: scenario.seed,
    budget: scenario.crowdsourcing.auction.budget,
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

/** The auction of a replication for a person to follow: winners and decisions. */
export function auctionReport(
  { replication, record }: RecordedReplication,
  scenario: Scenario,
): AuctionReport {
  const { campaign } = record;
  const { auction, bidders } = campaign;
  const { mechanism, valuation, alpha, budget } = scenario.crowdsourcing.auction;
  const realised = realisedByWinner(campaign, scenario.crowdsourcing.tasks.values);
  const selection = auction.trace?.selection ?? [];
  const marginal = new Map(
    selection.filter((step) => step.accepted).map((step) => [step.candidate, step.marginalValue]),
  );
  return {
    replication,
    mechanism: `${mechanism}, valuation ${valuation}, alpha ${alpha}`,
    budget,
    winners: auction.winners.map((winner, i) => ({
      order: i + 1,
      vehicle: bidders[winner].state.vehicle,
      tasks: bidders[winner].bundle.map(({ task }) => task),
      bid: bidders[winner].cost,
      cost: bidders[winner].cost,
      payment: auction.payments[winner],
      expectedValue: marginal.get(winner) ?? Number.NaN,
      realisedValue: realised.get(winner) ?? null,
    })),
    decisions: selection.map(({ candidate, marginalValue, bid, ratio, cap, accepted }, i) => ({
      step: i + 1,
      vehicle: bidders[candidate].state.vehicle,
      marginalValue,
      bid,
      ratio,
      cap: Number.isFinite(cap) ? cap : null,
      accepted,
      ...(accepted
        ? {}
        : {
            reason:
              marginalValue > bid
                ? 'asks more than the budget allows at this step'
                : 'asks at least what it adds',
          }),
    })),
  };
}
