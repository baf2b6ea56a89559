import { domainOf } from '../domain-class.js';
import { text } from '../internal/codec.js';
import { getter } from '../internal/member.js';
import { objectList, parameters } from './common.js';

/** The domain `routeprobe` as data. */
export const routeprobeSpec = {
  name: 'routeprobe',
  get: 0x26,
  members: {
    ...objectList,
    /** The edge the probe is on. */
    getEdgeID: getter(0x50, text),
    /** A route drawn from those of the interval before. */
    sampleLastRouteID: getter(0x20, text),
    /** A route drawn from those of the current interval. */
    sampleCurrentRouteID: getter(0x21, text),
    ...parameters,
  },
};

/** Route probes. */
export class RouteProbeDomain extends domainOf(routeprobeSpec) {}
