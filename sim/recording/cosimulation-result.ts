import type { RoadNetwork } from '../../src/network/index.js';
import { calibrationCounts } from '../../src/results/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import type { CosimulationRecord } from '../cosimulation.js';
import { mapDetail } from './campaign-map.js';
import { auctionDetail, campaignResult } from './campaign-report.js';
import { probabilityColumns } from './campaign-tables.js';
import type { CosimulationResult } from './replication-result.js';

const moments = 200;

/** Vehicles on the road at some moments, evenly spread and the same in all replications of a scenario. */
function runningOf({ traffic }: CosimulationRecord): CosimulationResult['running'] {
  const { time, running } = traffic.columns();
  const every = Math.max(1, Math.floor(time.length / moments));
  const rows: number[] = [];
  for (let i = every - 1; i < time.length; i += every) rows.push(i);
  return { time: rows.map((i) => time[i] ?? 0), vehicles: rows.map((i) => running[i] ?? 0) };
}

/**
 * What the report shows of a co-simulation, as plain JSON.
 * @param detailed whether with map and auction
 */
export function cosimulationResult(
  record: CosimulationRecord,
  scenario: Scenario,
  network: RoadNetwork,
  detailed: boolean,
): CosimulationResult {
  const { campaign } = record;
  const { values } = scenario.crowdsourcing.tasks;
  const winners = new Set(campaign.auction.winners);
  const { probability, happened } = probabilityColumns(campaign);
  return {
    campaign: campaignResult(campaign, values),
    completions: campaign.completions.flatMap(({ bidder, forecast, completion }) =>
      winners.has(bidder) && completion !== undefined
        ? [{ predicted: forecast.mean, sd: forecast.sd, realised: completion }]
        : [],
    ),
    calibration: calibrationCounts(Array.from(probability, Number), Array.from(happened, Boolean)),
    running: runningOf(record),
    detail: detailed
      ? { map: mapDetail(campaign, values, network), auction: auctionDetail(campaign, values) }
      : null,
  };
}
