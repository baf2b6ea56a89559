import { double, integer, textList } from '../internal/codec.js';
import { getter, textListSetter } from '../internal/member.js';

/** The traffic on a lane or an edge. */
export const laneTraffic = {
  /** Mean speed of the last step in m/s; the speed limit without vehicles. */
  getLastStepMeanSpeed: getter(0x11, double),
  /** The share of the length that is covered by vehicles. */
  getLastStepOccupancy: getter(0x13, double),
  /** The mean length of the vehicles in metres. */
  getLastStepLength: getter(0x15, double),
  /** The waiting times of all vehicles together in seconds. */
  getWaitingTime: getter(0x7a, double),
  /** The travel time in seconds at the current mean speed. */
  getTraveltime: getter(0x5a, double),
  /** How many vehicles were there in the last step. */
  getLastStepVehicleNumber: getter(0x10, integer),
  /** How many vehicles were slower than 0.1 m/s. */
  getLastStepHaltingNumber: getter(0x14, integer),
  /** The vehicles that were there in the last step. */
  getLastStepVehicleIDs: getter(0x12, textList),
  /** The vehicles that wait to be inserted. */
  getPendingVehicles: getter(0x94, textList),
};

/** Who may use a lane or an edge. */
export const permissionSetters = {
  /** Sets the vehicle classes that are allowed; none means all. */
  setAllowed: textListSetter(0x34),
  /** Sets the vehicle classes that are not allowed. */
  setDisallowed: textListSetter(0x35),
};
