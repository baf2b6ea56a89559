import { double, integer, text, textList } from '../internal/codec.js';
import { getter } from '../internal/member.js';

/** What all stopping places have in common. */
export const stoppingPlace = {
  /** The lane the place is on. */
  getLaneID: getter(0x51, text),
  /** Metres from the lane's start to the place's. */
  getStartPos: getter(0x42, double),
  /** Metres from the lane's start to the place's end. */
  getEndPos: getter(0x56, double),
  /** The name. */
  getName: getter(0x1b, text),
  /** How many vehicles have stopped there. */
  getVehicleCount: getter(0x68, integer),
  /** The vehicles that have stopped there. */
  getVehicleIDs: getter(0x69, textList),
};
