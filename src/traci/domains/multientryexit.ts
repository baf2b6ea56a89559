import { domainOf } from '../domain-class.js';
import { double, doubleList, integer, textList } from '../internal/codec.js';
import { getter } from '../internal/member.js';
import { objectList, parameters } from './common.js';
import { detectorCounts } from './detector-counts.js';

/** The domain `multientryexit` as data. */
export const multientryexitSpec = {
  name: 'multientryexit',
  get: 0xa1,
  members: {
    ...objectList,
    ...detectorCounts,
    /** The lanes of the entries. */
    getEntryLanes: getter(0x30, textList),
    /** The lanes of the exits. */
    getExitLanes: getter(0x31, textList),
    /** Metres from the lanes' starts to the entries. */
    getEntryPositions: getter(0x42, doubleList),
    /** Metres from the lanes' starts to the exits. */
    getExitPositions: getter(0x43, doubleList),
    /** How many vehicles were slower than 0.1 m/s. */
    getLastStepHaltingNumber: getter(0x14, integer),
    /** The mean travel time in seconds in the interval before. */
    getLastIntervalMeanTravelTime: getter(0x58, double),
    /** The mean number of halts in the interval before. */
    getLastIntervalMeanHaltsPerVehicle: getter(0x20, double),
    /** The mean time loss in seconds in the interval before. */
    getLastIntervalMeanTimeLoss: getter(0x8c, double),
    /** How many vehicles left in the interval before. */
    getLastIntervalVehicleSum: getter(0x21, integer),
    ...parameters,
  },
};

/** Detectors with several entries and exits (E3). */
export class MultiEntryExitDomain extends domainOf(multientryexitSpec) {}
