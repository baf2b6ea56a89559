import type { Scenario } from '../../src/scenario/index.js';
import { campaignPlan, reroutesWinners } from './crowdsourcing/campaign-plan.js';
import { CrowdsourcingService } from './crowdsourcing/service.js';
import { FreshnessService } from './freshness/freshness-service.js';
import type { Service, ServiceInputs } from './service.js';

/** The services that a scenario names, in the order in which they see each traffic step. */
export function servicesOf(inputs: ServiceInputs): Service[] {
  const { crowdsourcing, freshness } = inputs.scenario;
  return [
    ...(crowdsourcing.enabled ? [new CrowdsourcingService(inputs)] : []),
    ...(freshness === undefined ? [] : [new FreshnessService(inputs, freshness)]),
  ];
}

/** Whether a service of the scenario works with link travel times, so that probe rounds must be driven. */
export function needsTravelTimes({ crowdsourcing, freshness }: Scenario): boolean {
  return crowdsourcing.enabled || freshness !== undefined;
}

/** Whether a service of the scenario sends vehicles other ways, which recorded traffic cannot follow. */
export function needsLiveTraffic({ crowdsourcing }: Scenario): boolean {
  return crowdsourcing.enabled && reroutesWinners(crowdsourcing);
}

/**
 * Looks whether the services of a scenario can be opened, before any work begins.
 * @throws InputError when a module of a user is missing or wrong
 */
export async function checkServices(scenario: Scenario): Promise<void> {
  if (scenario.crowdsourcing.enabled) await campaignPlan(scenario);
}
