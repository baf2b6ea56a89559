import { domainOf } from '../domain-class.js';
import { double, integer, text } from '../internal/codec.js';
import { getter, integerSetter } from '../internal/member.js';
import { objectList, parameters } from './common.js';
import { detectorCounts } from './detector-counts.js';

/** The domain `lanearea` as data. */
export const laneareaSpec = {
  name: 'lanearea',
  get: 0xad,
  members: {
    ...objectList,
    ...detectorCounts,
    /** Metres from the lane's start to the detector's. */
    getPosition: getter(0x42, double),
    /** The lane the detector is on. */
    getLaneID: getter(0x51, text),
    /** Length in metres. */
    getLength: getter(0x44, double),
    /** The jam in vehicles. */
    getJamLengthVehicle: getter(0x18, integer),
    /** The jam in metres. */
    getJamLengthMeters: getter(0x19, double),
    /** The share of the detector's length that is covered, in %. */
    getLastStepOccupancy: getter(0x13, double),
    /** How many vehicles were slower than 0.1 m/s. */
    getLastStepHaltingNumber: getter(0x14, integer),
    /** Sets the number of vehicles until further notice; a negative value ends it. */
    overrideVehicleNumber: integerSetter(0x22),
    ...parameters,
  },
};

/** Lane area detectors (E2). */
export class LaneAreaDomain extends domainOf(laneareaSpec) {}
