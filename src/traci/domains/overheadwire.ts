import { domainOf } from '../domain-class.js';
import { objectList, parameters } from './common.js';
import { stoppingPlace } from './stopping-place.js';

/** The domain `overheadwire` as data. */
export const overheadwireSpec = {
  name: 'overheadwire',
  get: 0x2b,
  members: {
    ...objectList,
    ...stoppingPlace,
    ...parameters,
  },
};

/** Segments of overhead wire. */
export class OverheadWireDomain extends domainOf(overheadwireSpec) {}
