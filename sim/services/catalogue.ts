import type { Scenario } from '../../src/scenario/index.js';
import { CrowdsourcingService } from './crowdsourcing/service.js';
import type { Service, ServiceInputs } from './service.js';
import { TwinService } from './twin/twin-service.js';

/** The services that a scenario names, in the order in which they see each traffic step. */
export function servicesOf(inputs: ServiceInputs): Service[] {
  const { crowdsourcing, twin } = inputs.scenario;
  return [
    ...(crowdsourcing.enabled ? [new CrowdsourcingService(inputs)] : []),
    ...(twin === undefined ? [] : [new TwinService(inputs, twin)]),
  ];
}

/** Whether a service of the scenario works with link travel times, so that probe rounds must be driven. */
export function needsTravelTimes({ crowdsourcing }: Scenario): boolean {
  return crowdsourcing.enabled;
}
