import { domainOf } from '../domain-class.js';
import { textList } from '../internal/codec.js';
import { getter, textListSetter } from '../internal/member.js';
import { objectList, parameters } from './common.js';

/** The domain `route` as data. */
export const routeSpec = {
  name: 'route',
  get: 0xa6,
  members: {
    ...objectList,
    /** The edges of the route. */
    getEdges: getter(0x54, textList),
    /** Adds a route of edges. */
    add: textListSetter(0x80),
    ...parameters,
  },
};

/** Routes. */
export class RouteDomain extends domainOf(routeSpec) {}
