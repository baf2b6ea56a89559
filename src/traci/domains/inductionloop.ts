import { domainOf } from '../domain-class.js';
import { double, text } from '../internal/codec.js';
import { loopPassages } from '../internal/compound-codecs.js';
import { doubleSetter, getter } from '../internal/member.js';
import { objectList, parameters } from './common.js';
import { detectorCounts } from './detector-counts.js';

/** The domain `inductionloop` as data. */
export const inductionloopSpec = {
  name: 'inductionloop',
  get: 0xa0,
  members: {
    ...objectList,
    ...detectorCounts,
    /** Metres from the lane's start. */
    getPosition: getter(0x42, double),
    /** The lane the loop is on. */
    getLaneID: getter(0x51, text),
    /** The share of the last step in which the loop was covered, in %. */
    getLastStepOccupancy: getter(0x13, double),
    /** The mean length in metres of the vehicles of the last step. */
    getLastStepMeanLength: getter(0x15, double),
    /** Seconds since a vehicle was last on the loop. */
    getTimeSinceDetection: getter(0x16, double),
    /** The vehicles of the last step with their times of entering and leaving. */
    getVehicleData: getter(0x17, loopPassages),
    /** Sets the seconds since the last detection until further notice; a negative value ends it. */
    overrideTimeSinceDetection: doubleSetter(0x22),
    ...parameters,
  },
};

/** Induction loops (E1 detectors). */
export class InductionLoopDomain extends domainOf(inductionloopSpec) {}
