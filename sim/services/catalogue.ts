import type { Scenario } from '../../src/scenario/index.js';
import { campaignPlan } from './crowdsourcing/campaign-plan.js';
import { CrowdsourcingService } from './crowdsourcing/service.js';
import { FreshnessService } from './freshness/freshness-service.js';
import type { Service, ServiceInputs } from './service.js';
import { OnlineTravelTimeService } from './travel-times/service.js';
import { TwinService } from './twin/twin-service.js';

/** The services that a scenario names, in the order in which they see each traffic step. */
export function servicesOf(inputs: ServiceInputs): Service[] {
  const { crowdsourcing, freshness, travelTime, twin } = inputs.scenario;
  const online = travelTime.online === undefined ? undefined : new OnlineTravelTimeService(inputs);
  // Where link times follow the day, everybody works with those of the moment.
  const shared: ServiceInputs =
    online === undefined
      ? inputs
      : {
          ...inputs,
          get model() {
            return online.model;
          },
        };
  return [
    ...(online === undefined ? [] : [online]),
    ...(crowdsourcing.enabled ? [new CrowdsourcingService(shared)] : []),
    ...(freshness === undefined ? [] : [new FreshnessService(shared, freshness)]),
    ...(twin === undefined ? [] : [new TwinService(shared, twin)]),
  ];
}

/** Whether a service of the scenario works with link travel times, so that probe rounds must be driven. */
export function needsTravelTimes({ crowdsourcing, freshness, travelTime }: Scenario): boolean {
  return crowdsourcing.enabled || freshness !== undefined || travelTime.online !== undefined;
}

/** Whether no service of the scenario works with link travel times before the warm-up ends. */
export function waitsForStart({ freshness, travelTime }: Scenario): boolean {
  return freshness === undefined && travelTime.online === undefined;
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
