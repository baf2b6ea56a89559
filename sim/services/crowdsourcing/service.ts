import { calibrationCounts } from '../../../src/results/index.js';
import { mapDetail } from '../../recording/campaign-map.js';
import { auctionDetail, campaignResult } from '../../recording/campaign-report.js';
import {
  auctionColumns,
  bidderColumns,
  completionColumns,
  probabilityColumns,
  taskColumns,
} from '../../recording/campaign-tables.js';
import type { CrowdsourcingPart } from '../../recording/crowdsourcing-part.js';
import { campaignMeasures } from '../../recording/measures.js';
import {
  auctionTable,
  bidderTable,
  completionTable,
  probabilityTable,
  taskTable,
} from '../../recording/tables.js';
import type { TrafficStep } from '../../traffic/traffic.js';
import type { Service, ServiceInputs, ServiceRecord } from '../service.js';
import { CrowdsourcingCampaign } from './campaign.js';
import type { CampaignOutcome } from './campaign-outcome.js';

/** The crowdsourcing campaign of a scenario as a service of its co-simulation. */
export class CrowdsourcingService implements Service {
  readonly name = 'crowdsourcing';
  readonly #inputs: ServiceInputs;
  readonly #campaign: CrowdsourcingCampaign;

  constructor(inputs: ServiceInputs) {
    this.#inputs = inputs;
    this.#campaign = new CrowdsourcingCampaign(inputs.sim, inputs.traffic, inputs);
  }

  get undisturbedUntil(): number {
    return this.#campaign.undisturbedUntil;
  }

  begin(start: number): void {
    this.#campaign.begin(start);
  }

  observe(step: TrafficStep): Promise<void> | undefined {
    this.#campaign.observe(step);
    const finished = this.#campaign.finished();
    return finished.length > 0 ? this.#inputs.traffic.release(finished) : undefined;
  }

  /** What came of the campaign. @throws Error when it did not begin */
  outcome(): CampaignOutcome {
    const { outcome } = this.#campaign;
    if (outcome === undefined) throw new Error('the campaign did not begin');
    return outcome;
  }

  leave(detailed: boolean): ServiceRecord {
    const campaign = this.outcome();
    const { scenario, network } = this.#inputs;
    const settings = scenario.crowdsourcing;
    return {
      tables: [
        { schema: auctionTable, columns: auctionColumns(campaign, settings) },
        { schema: bidderTable, columns: bidderColumns(campaign) },
        { schema: taskTable, columns: taskColumns(campaign, settings, network) },
        { schema: completionTable, columns: completionColumns(campaign) },
        { schema: probabilityTable, columns: probabilityColumns(campaign) },
      ],
      measures: campaignMeasures(campaign, settings),
      report: this.#report(campaign, detailed),
    };
  }

  #report(campaign: CampaignOutcome, detailed: boolean): CrowdsourcingPart {
    const { scenario, network } = this.#inputs;
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
      detail: detailed
        ? { map: mapDetail(campaign, values, network), auction: auctionDetail(campaign, values) }
        : null,
    };
  }
}

/** The campaign of a co-simulation. @throws Error when its scenario has none */
export function campaignOf({ services }: { readonly services: readonly Service[] }): CampaignOutcome {
  const service = services.find((one) => one instanceof CrowdsourcingService);
  if (service === undefined) throw new Error('the scenario has no crowdsourcing campaign');
  return service.outcome();
}
