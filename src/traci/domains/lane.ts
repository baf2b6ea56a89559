import { domainOf } from '../domain-class.js';
import { double, integer, shape, text, textList } from '../internal/codec.js';
import { laneLinks } from '../internal/compound-codecs.js';
import { doubleSetter, getter, getterWith } from '../internal/member.js';
import { objectList, parameters } from './common.js';
import { emissions } from './emissions.js';
import { laneTraffic, permissionSetters } from './lane-traffic.js';

/** The domain `lane` as data. */
export const laneSpec = {
  name: 'lane',
  get: 0xa3,
  members: {
    ...objectList,
    ...laneTraffic,
    ...emissions,
    /** Length in metres. */
    getLength: getter(0x44, double),
    /** Speed limit in m/s. */
    getMaxSpeed: getter(0x41, double),
    /** Friction, from 0 to 1. */
    getFriction: getter(0x3d, double),
    /** Width in metres. */
    getWidth: getter(0x4d, double),
    /** The vehicle classes that are allowed; empty for all. */
    getAllowed: getter(0x34, textList),
    /** The vehicle classes that are not allowed. */
    getDisallowed: getter(0x35, textList),
    /** How many connections leave the lane. */
    getLinkNumber: getter(0x30, integer),
    /** The connections that leave the lane. */
    getLinks: getter(0x33, laneLinks),
    /** The middle line in metres. */
    getShape: getter(0x4e, shape),
    /** The edge the lane belongs to. */
    getEdgeID: getter(0x31, text),
    /** The lanes with right of way over the connection to a lane; for `''`, those in conflict with this internal lane. */
    getFoes: getterWith(0x37, textList, (buffer, toLaneID: string) => buffer.string(toLaneID)),

    ...permissionSetters,
    /** Sets the speed limit in m/s. */
    setMaxSpeed: doubleSetter(0x41),
    /** Sets the friction. */
    setFriction: doubleSetter(0x3d),
    /** Sets the length in metres. */
    setLength: doubleSetter(0x44),
    ...parameters,
  },
};

/** Lanes, internal ones included. */
export class LaneDomain extends domainOf(laneSpec) {
  /** The internal lanes in conflict with an internal lane. */
  getInternalFoes(laneID: string): Promise<readonly string[]> {
    return this.getFoes(laneID, '');
  }
}
