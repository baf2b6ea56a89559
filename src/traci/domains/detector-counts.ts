import { double, integer, textList } from '../internal/codec.js';
import { getter } from '../internal/member.js';

/** What all detectors count. */
export const detectorCounts = {
  /** How many vehicles were on the detector in the last step. */
  getLastStepVehicleNumber: getter(0x10, integer),
  /** Their mean speed in m/s, -1 without vehicles. */
  getLastStepMeanSpeed: getter(0x11, double),
  /** Their ids. */
  getLastStepVehicleIDs: getter(0x12, textList),
};
