import { domainOf } from '../domain-class.js';
import { objectList, parameters } from './common.js';
import { stoppingPlace } from './stopping-place.js';

/** The domain `chargingstation` as data. */
export const chargingstationSpec = {
  name: 'chargingstation',
  get: 0x25,
  members: {
    ...objectList,
    ...stoppingPlace,
    ...parameters,
  },
};

/** Charging stations. */
export class ChargingStationDomain extends domainOf(chargingstationSpec) {}
