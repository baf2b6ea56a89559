import { domainOf } from '../domain-class.js';
import { double, integer, text, textList } from '../internal/codec.js';
import { doubleSetter, getter, getterWith, setter } from '../internal/member.js';
import { Unwritable, type WriteBuffer } from '../internal/write-buffer.js';
import { objectList, parameters } from './common.js';
import { emissions } from './emissions.js';
import { laneTraffic, permissionSetters } from './lane-traffic.js';

function writeWeight(buffer: WriteBuffer, value: number, begin?: number, end?: number): void {
  if (begin === undefined && end === undefined) buffer.compound(1);
  else if (begin === undefined || end === undefined) {
    throw new Unwritable('has a begin or an end only', 'both begin and end, or neither');
  } else {
    buffer.compound(3);
    buffer.double(begin);
    buffer.double(end);
  }
  buffer.double(value);
}

/** The domain `edge` as data. */
export const edgeSpec = {
  name: 'edge',
  get: 0xaa,
  members: {
    ...objectList,
    ...laneTraffic,
    ...emissions,
    /** The number of lanes. */
    getLaneNumber: getter(0x52, integer),
    /** The street's name. */
    getStreetName: getter(0x1b, text),
    /** The mean friction of the lanes, from 0 to 1. */
    getMeanFriction: getter(0x3d, double),
    /** The persons on the edge in the last step. */
    getLastStepPersonIDs: getter(0x1a, textList),
    /** The travel time in seconds that routing uses at a time. */
    getAdaptedTraveltime: getterWith(0x58, double, (buffer, time: number) => buffer.double(time)),
    /** The effort that routing uses at a time. */
    getEffort: getterWith(0x59, double, (buffer, time: number) => buffer.double(time)),

    /** Sets the travel time in seconds that routing uses, for ever or from `begin` to `end` (seconds). */
    adaptTraveltime: setter(0x58, (buffer, time: number, begin?: number, end?: number) =>
      writeWeight(buffer, time, begin, end),
    ),
    /** Sets the effort that routing uses, for ever or from `begin` to `end` (seconds). */
    setEffort: setter(0x59, (buffer, effort: number, begin?: number, end?: number) =>
      writeWeight(buffer, effort, begin, end),
    ),
    ...permissionSetters,
    /** Sets the speed limit of all lanes in m/s. */
    setMaxSpeed: doubleSetter(0x41),
    /** Sets the friction of all lanes. */
    setFriction: doubleSetter(0x3d),
    ...parameters,
  },
};

/** Edges (links), internal ones included. */
export class EdgeDomain extends domainOf(edgeSpec) {}
