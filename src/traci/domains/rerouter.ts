import { domainOf } from '../domain-class.js';
import { objectList, parameters } from './common.js';

/** The domain `rerouter` as data. */
export const rerouterSpec = {
  name: 'rerouter',
  get: 0x28,
  members: {
    ...objectList,
    ...parameters,
  },
};

/** Rerouters. */
export class RerouterDomain extends domainOf(rerouterSpec) {}
