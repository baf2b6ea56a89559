import { domainOf } from '../domain-class.js';
import { position2D, position3D, shape } from '../internal/codec.js';
import { getter } from '../internal/member.js';
import { objectList, parameters } from './common.js';

/** The domain `junction` as data. */
export const junctionSpec = {
  name: 'junction',
  get: 0xa9,
  members: {
    ...objectList,
    /** The position in metres. */
    getPosition: getter(0x42, position2D),
    /** The position in metres, with its height. */
    getPosition3D: getter(0x39, position3D),
    /** The outline in metres. */
    getShape: getter(0x4e, shape),
    ...parameters,
  },
};

/** Junctions, internal ones included. */
export class JunctionDomain extends domainOf(junctionSpec) {}
