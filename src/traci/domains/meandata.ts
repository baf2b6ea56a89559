import { domainOf } from '../domain-class.js';
import { objectList, parameters } from './common.js';

/** The domain `meandata` as data. */
export const meandataSpec = {
  name: 'meandata',
  get: 0x2a,
  members: {
    ...objectList,
    ...parameters,
  },
};

/** Edge-based and lane-based outputs. */
export class MeanDataDomain extends domainOf(meandataSpec) {}
