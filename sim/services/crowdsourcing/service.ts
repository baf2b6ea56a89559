import {
  campaignMeasures,
  mechanismMeasures,
  promiseMeasures,
  requesterMeasures,
} from '../../recording/campaign-measures.js';
import { campaignPart, campaignTables } from '../../recording/campaign-record.js';
import type { TrafficStep } from '../../traffic/traffic.js';
import type { Service, ServiceInputs, ServiceRecord } from '../service.js';
import { CrowdsourcingCampaigns } from './campaign.js';
import type { CampaignOutcome } from './campaign-outcome.js';
import { hasSeveralMarkets } from './campaign-plan.js';

/** The crowdsourcing campaigns of a scenario as a service of its co-simulation. */
export class CrowdsourcingService implements Service {
  readonly name = 'crowdsourcing';
  readonly #inputs: ServiceInputs;
  readonly #campaigns: CrowdsourcingCampaigns;

  constructor(inputs: ServiceInputs) {
    this.#inputs = inputs;
    this.#campaigns = new CrowdsourcingCampaigns(inputs.sim, inputs.traffic, inputs);
  }

  get undisturbedUntil(): number {
    return this.#campaigns.undisturbedUntil;
  }

  begin(start: number): void {
    this.#campaigns.begin(start);
  }

  observe(step: TrafficStep): Promise<void> | undefined {
    this.#campaigns.observe(step);
    const finished = this.#campaigns.finished();
    return finished.length > 0 ? this.#inputs.traffic.release(finished) : undefined;
  }

  /** What came of the campaigns: campaign by campaign, in each the requesters in their order. @throws Error when none began */
  outcomes(): readonly CampaignOutcome[] {
    const { outcomes } = this.#campaigns;
    if (outcomes.length === 0) throw new Error('no campaign began');
    return outcomes;
  }

  leave(detailed: boolean): ServiceRecord {
    const outcomes = this.outcomes();
    const { scenario, network } = this.#inputs;
    return {
      tables: campaignTables(outcomes, network, hasSeveralMarkets(scenario)),
      measures: [
        ...campaignMeasures(outcomes),
        ...requesterMeasures(outcomes),
        ...mechanismMeasures(outcomes),
        ...promiseMeasures(outcomes),
      ],
      report: campaignPart(outcomes, network, detailed),
    };
  }
}

/** The campaigns of a co-simulation. @throws Error when its scenario has none */
export function campaignsOf({
  services,
}: {
  readonly services: readonly Service[];
}): readonly CampaignOutcome[] {
  const service = services.find((one) => one instanceof CrowdsourcingService);
  if (service === undefined) throw new Error('the scenario has no crowdsourcing campaign');
  return service.outcomes();
}
