import { domainOf } from '../domain-class.js';
import { integer, textList } from '../internal/codec.js';
import { getter } from '../internal/member.js';
import { objectList, parameters } from './common.js';
import { stoppingPlace } from './stopping-place.js';

/** The domain `busstop` as data. */
export const busstopSpec = {
  name: 'busstop',
  get: 0xaf,
  members: {
    ...objectList,
    ...stoppingPlace,
    /** How many persons wait there. */
    getPersonCount: getter(0x67, integer),
    /** The persons that wait there. */
    getPersonIDs: getter(0xef, textList),
    ...parameters,
  },
};

/** Bus stops, train stops and container stops. */
export class BusStopDomain extends domainOf(busstopSpec) {}
