import type { Scenario } from '../../src/scenario/index.js';
import { CrowdsourcingService } from './crowdsourcing/service.js';
import type { Service, ServiceInputs } from './service.js';
import { OnlineTravelTimeService } from './travel-times/service.js';

/** The services that a scenario names, in the order in which they see each traffic step. */
export function servicesOf(inputs: ServiceInputs): Service[] {
  const { crowdsourcing, travelTime } = inputs.scenario;
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
  ];
}

/** Whether a service of the scenario works with link travel times, so that probe rounds must be driven. */
export function needsTravelTimes({ crowdsourcing, travelTime }: Scenario): boolean {
  return crowdsourcing.enabled || travelTime.online !== undefined;
}
