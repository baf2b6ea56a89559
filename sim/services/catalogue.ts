import type { Scenario } from '../../src/scenario/index.js';
import { campaignPlan } from './crowdsourcing/campaign-plan.js';
import { CrowdsourcingService } from './crowdsourcing/service.js';
import type { Service, ServiceInputs } from './service.js';

/** The services that a scenario names, in the order in which they see each traffic step. */
export function servicesOf(inputs: ServiceInputs): Service[] {
  const { crowdsourcing } = inputs.scenario;
  return [...(crowdsourcing.enabled ? [new CrowdsourcingService(inputs)] : [])];
}

/** Whether a service of the scenario works with link travel times, so that probe rounds must be driven. */
export function needsTravelTimes({ crowdsourcing }: Scenario): boolean {
  return crowdsourcing.enabled;
}

/**
 * Whether a service of the scenario sends vehicles other ways, which recorded traffic cannot follow.
 * @throws InputError when a module of a user is missing or wrong
 */
export async function needsLiveTraffic(scenario: Scenario): Promise<boolean> {
  return scenario.crowdsourcing.enabled && (await campaignPlan(scenario)).reroutes;
}

/**
 * Looks whether the services of a scenario can be opened, before any work begins.
 * @throws InputError when a module of a user is missing or wrong
 */
export async function checkServices(scenario: Scenario): Promise<void> {
  if (scenario.crowdsourcing.enabled) await campaignPlan(scenario);
}
