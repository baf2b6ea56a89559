import type { RoadNetwork } from '../../src/network/index.js';
import { setValue } from '../../src/recruitment/index.js';
import type { TableColumns } from '../../src/results/index.js';
import type { CompletionForecast } from '../services/crowdsourcing/bids.js';
import type { CampaignOutcome } from '../services/crowdsourcing/campaign-outcome.js';
import { settle, subintervalOf } from './settlement.js';
import type { auctionTable, bidderTable, completionTable, probabilityTable, taskTable } from './tables.js';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Expected value of each task with the winners of the auction, in the auction's own valuation. */
function expectedValues({ auction, completions, mechanisms, requester, tasks }: CampaignOutcome): number[] {
  const winners = new Set(auction.winners);
  const forecasts = tasks.map((): CompletionForecast[] => []);
  for (const { bidder, task, forecast } of completions)
    if (winners.has(bidder)) forecasts[task].push(forecast);
  const { values, at } = requester.worth;
  // An auction on promised times takes them for certain.
  if (mechanisms[0].promise !== undefined)
    return forecasts.map((ofTask) => Math.max(0, ...ofTask.map(({ mean }) => at(Math.max(0, mean)))));
  return forecasts.map((ofTask) => {
    const vehicles = ofTask.map(({ completion }) => ({ bid: 0, completion: { 0: completion } }));
    const market = { budget: 0, tasks: [{ values }], vehicles };
    return setValue(market, undefined, auction.valuation).value;
  });
}

/** The auction in one row, expected beside realised. */
export function auctionColumns(outcome: CampaignOutcome): TableColumns<typeof auctionTable> {
  const { auction, bidders } = outcome;
  const { value: realised, paymentTotal } = settle(outcome);
  return {
    participants: [outcome.participants],
    bidders: [bidders.length],
    winners: [auction.winners.length],
    budget: [outcome.requester.budget],
    payment_total: [auction.paymentTotal],
    within_budget: [auction.withinBudget],
    cost_total: [sum(auction.winners.map((i) => bidders[i].cost))],
    value_of_all: [auction.valueOfAll],
    expected_value: [auction.value],
    realised_value: [realised],
    expected_utility: [auction.value - auction.paymentTotal],
    realised_utility: [realised - paymentTotal],
  };
}

/** The bidders and what the auction gave them. */
export function bidderColumns(outcome: CampaignOutcome): TableColumns<typeof bidderTable> {
  const { auction, bidders } = outcome;
  const order = new Map(auction.winners.map((winner, i) => [winner, i]));
  return {
    bidder: Int32Array.from(bidders, (_, i) => i),
    vehicle: bidders.map(({ state }) => state.vehicle),
    clock: Float64Array.from(bidders, ({ clock }) => clock),
    processing_time: Float64Array.from(bidders, ({ processingTime }) => processingTime),
    tasks: Int32Array.from(bidders, ({ bundle }) => bundle.length),
    cost: Float64Array.from(bidders, ({ cost }) => cost),
    // With payments at critical values no vehicle gains by asking for another price than its cost.
    bid: Float64Array.from(bidders, ({ cost }) => cost),
    order_of_selection: bidders.map((_, i) => order.get(i) ?? null),
    payment: Float64Array.from(bidders, (_, i) => auction.payments[i] ?? 0),
  };
}

/** The tasks and what became of them. */
export function taskColumns(outcome: CampaignOutcome, network: RoadNetwork): TableColumns<typeof taskTable> {
  const { tasks, completions } = outcome;
  const winners = new Set(outcome.auction.winners);
  const bidderCount = new Int32Array(tasks.length);
  const winnerCount = new Int32Array(tasks.length);
  for (const { bidder, task } of completions) {
    bidderCount[task]++;
    if (winners.has(bidder)) winnerCount[task]++;
  }
  const places = tasks.map(({ link, offset }) => network.pointOnLink(link, offset));
  const realised = settle(outcome).tasks;
  return {
    task: Int32Array.from(tasks, (_, i) => i),
    link: tasks.map(({ link }) => network.links[link].id),
    offset: Float64Array.from(tasks, ({ offset }) => offset),
    x: Float64Array.from(places, ({ x }) => x),
    y: Float64Array.from(places, ({ y }) => y),
    bidders: bidderCount,
    winners: winnerCount,
    expected_value: expectedValues(outcome),
    completion: realised.map(({ completion }) => completion ?? null),
    realised_value: realised.map(({ value }) => value),
  };
}

/** Forecast beside fact for every bidder and task. */
export function completionColumns(outcome: CampaignOutcome): TableColumns<typeof completionTable> {
  const { completions } = outcome;
  const winners = new Set(outcome.auction.winners);
  return {
    bidder: Int32Array.from(completions, ({ bidder }) => bidder),
    task: Int32Array.from(completions, ({ task }) => task),
    winner: completions.map(({ bidder }) => winners.has(bidder)),
    forecast_mean: Float64Array.from(completions, ({ forecast }) => forecast.mean),
    forecast_sd: Float64Array.from(completions, ({ forecast }) => forecast.sd),
    in_time: Float64Array.from(completions, ({ forecast }) => sum(forecast.completion)),
    arrival: completions.map(({ arrival }) => arrival ?? null),
    completion: completions.map(({ completion }) => completion ?? null),
  };
}

/** Completion probabilities beside what happened, one row per bidder, task and subinterval. */
export function probabilityColumns(outcome: CampaignOutcome): TableColumns<typeof probabilityTable> {
  const { completions, boundaries } = outcome;
  // Of one that was sent another way nobody knows what would have happened.
  const driven = completions.filter(({ isGivenUp }) => isGivenUp !== true);
  const rows = driven.flatMap((record) => {
    const happened = subintervalOf(record.completion, boundaries);
    return record.forecast.completion.map((probability, k) => ({
      record,
      k,
      probability,
      happened: happened === k,
    }));
  });
  return {
    bidder: Int32Array.from(rows, ({ record }) => record.bidder),
    task: Int32Array.from(rows, ({ record }) => record.task),
    subinterval: Int32Array.from(rows, ({ k }) => k + 1),
    probability: Float64Array.from(rows, ({ probability }) => probability),
    happened: rows.map(({ happened }) => happened),
  };
}
