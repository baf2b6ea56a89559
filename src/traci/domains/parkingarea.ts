import { domainOf } from '../domain-class.js';
import { objectList, parameters } from './common.js';
import { stoppingPlace } from './stopping-place.js';

/** The domain `parkingarea` as data. */
export const parkingareaSpec = {
  name: 'parkingarea',
  get: 0x24,
  members: {
    ...objectList,
    ...stoppingPlace,
    ...parameters,
  },
};

/** Parking areas. */
export class ParkingAreaDomain extends domainOf(parkingareaSpec) {}
