import type { FreshnessSettings, Scenario, TwinSettings } from '../../src/scenario/index.js';
import type { Service, ServiceInputs } from './service.js';
import type { OnlineTravelTimeService } from './travel-times/service.js';

async function onlineTravelTimes(inputs: ServiceInputs): Promise<OnlineTravelTimeService> {
  const { OnlineTravelTimeService } = await import('./travel-times/service.js');
  return new OnlineTravelTimeService(inputs);
}

async function campaigns(inputs: ServiceInputs): Promise<Service> {
  const { CrowdsourcingService } = await import('./crowdsourcing/service.js');
  return new CrowdsourcingService(inputs);
}

async function freshMap(inputs: ServiceInputs, settings: FreshnessSettings): Promise<Service> {
  const { FreshnessService } = await import('./freshness/freshness-service.js');
  return new FreshnessService(inputs, settings);
}

async function twins(inputs: ServiceInputs, settings: TwinSettings): Promise<Service> {
  const { TwinService } = await import('./twin/twin-service.js');
  return new TwinService(inputs, settings);
}

/** The services that a scenario names, in the order in which they see each traffic step; the code of the others is not even read. */
export async function servicesOf(inputs: ServiceInputs): Promise<Service[]> {
  const { crowdsourcing, freshness, travelTime, twin } = inputs.scenario;
  const online = travelTime.online === undefined ? undefined : await onlineTravelTimes(inputs);
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
    ...(crowdsourcing.enabled ? [await campaigns(shared)] : []),
    ...(freshness === undefined ? [] : [await freshMap(shared, freshness)]),
    ...(twin === undefined ? [] : [await twins(shared, twin)]),
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
  if (!scenario.crowdsourcing.enabled) return false;
  const { campaignPlan } = await import('./crowdsourcing/campaign-plan.js');
  return (await campaignPlan(scenario)).reroutes;
}

/**
 * Looks whether the services of a scenario can be opened, before any work begins.
 * @throws InputError when a module of a user is missing or wrong
 */
export async function checkServices(scenario: Scenario): Promise<void> {
  if (!scenario.crowdsourcing.enabled) return;
  const { campaignPlan } = await import('./crowdsourcing/campaign-plan.js');
  await campaignPlan(scenario);
}
