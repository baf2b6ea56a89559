import type { RoadNetwork } from '../../src/network/index.js';
import {
  calibrationCounts,
  type Table,
  type TableColumns,
  type TableSchema,
} from '../../src/results/index.js';
import type { CampaignOutcome } from '../services/crowdsourcing/campaign-outcome.js';
import { mapDetail } from './campaign-map.js';
import { auctionDetail, campaignResult } from './campaign-report.js';
import {
  auctionColumns,
  bidderColumns,
  completionColumns,
  probabilityColumns,
  taskColumns,
} from './campaign-tables.js';
import type { CrowdsourcingPart, MarketPart } from './crowdsourcing-part.js';
import {
  joinMarkets,
  mechanismColumns,
  mechanismTable,
  promiseColumns,
  promiseTable,
} from './market-tables.js';
import { mechanismRow } from './mechanism-row.js';
import { settle } from './settlement.js';
import { auctionTable, bidderTable, completionTable, probabilityTable, taskTable } from './tables.js';

/**
 * The tables of the campaigns of one replication. Those of a scenario with several markets have two more columns, which tell
 * campaign and requester, and stand beside the table of all mechanisms, and with wbs that of the promises.
 */
export function campaignTables(
  outcomes: readonly CampaignOutcome[],
  network: RoadNetwork,
  hasSeveralMarkets: boolean,
): Table[] {
  const tableOf = <S extends TableSchema>(
    schema: S,
    columnsOf: (outcome: CampaignOutcome) => TableColumns<S>,
  ): Table =>
    hasSeveralMarkets
      ? joinMarkets(schema, outcomes, columnsOf)
      : { schema, columns: columnsOf(outcomes[0]) };
  const promises = outcomes[0].mechanisms[0].promise !== undefined;
  return [
    tableOf(auctionTable, auctionColumns),
    tableOf(bidderTable, bidderColumns),
    tableOf(taskTable, (outcome) => taskColumns(outcome, network)),
    tableOf(completionTable, completionColumns),
    tableOf(probabilityTable, probabilityColumns),
    ...(hasSeveralMarkets ? [{ schema: mechanismTable, columns: mechanismColumns(outcomes) }] : []),
    ...(promises ? [{ schema: promiseTable, columns: promiseColumns(outcomes) }] : []),
  ];
}

function marketsOf(outcome: CampaignOutcome): MarketPart[] {
  const { campaign, start, requester, tasks, bidders, mechanisms } = outcome;
  return mechanisms.map((held) => ({
    campaign,
    start,
    requester: requester.name,
    tasks: tasks.length,
    bidders: bidders.length,
    budget: requester.budget,
    mechanism: held.mechanism,
    acts: held === mechanisms[0],
    ...mechanismRow(outcome, held),
  }));
}

/**
 * What the report shows of the campaigns of one replication.
 * @param detailed whether with map and auctions
 */
export function campaignPart(
  outcomes: readonly CampaignOutcome[],
  network: RoadNetwork,
  detailed: boolean,
): CrowdsourcingPart {
  const probabilities = outcomes.map(probabilityColumns);
  // The map shows one campaign, else tasks of different times would stand side by side.
  const first = outcomes
    .filter(({ campaign }) => campaign === 0)
    .map((outcome) => mapDetail(outcome, network));
  return {
    campaign: campaignResult(outcomes),
    completions: outcomes.flatMap(({ auction, completions }) => {
      const winners = new Set(auction.winners);
      return completions.flatMap(({ bidder, forecast, completion }) =>
        winners.has(bidder) && completion !== undefined
          ? [{ predicted: forecast.mean, sd: forecast.sd, realised: completion }]
          : [],
      );
    }),
    calibration: calibrationCounts(
      probabilities.flatMap(({ probability }) => Array.from(probability, Number)),
      probabilities.flatMap(({ happened }) => Array.from(happened, Boolean)),
    ),
    markets: outcomes.flatMap(marketsOf),
    promises: outcomes.flatMap((outcome) =>
      settle(outcome).promises.map(({ record, isKept }) => ({
        promised: Math.max(0, record.forecast.mean),
        completion: record.completion ?? null,
        kept: isKept,
      })),
    ),
    detail: detailed
      ? {
          map: {
            tasks: first.flatMap(({ tasks }) => tasks),
            routes: first.flatMap(({ routes }) => routes),
          },
          auctions: outcomes.map((outcome) => ({
            campaign: outcome.campaign,
            requester: outcome.requester.name,
            budget: outcome.requester.budget,
            ...auctionDetail(outcome),
          })),
        }
      : null,
  };
}
