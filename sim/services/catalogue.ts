import type { Scenario } from '../../src/scenario/index.js';
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
