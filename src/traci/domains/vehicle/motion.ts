import { INVALID_DOUBLE_VALUE, MoveReason } from '../../constants.js';
import { double, integer, position2D, position3D, text } from '../../internal/codec.js';
import { getter, integerSetter, setter } from '../../internal/member.js';

/** Where a vehicle is and how it moves. */
export const motion = {
  /** Speed along the road in m/s. */
  getSpeed: getter(0x40, double),
  /** Speed across the road in m/s. */
  getLateralSpeed: getter(0x32, double),
  /** Acceleration in m/s². */
  getAcceleration: getter(0x72, double),
  /** The speed in m/s that the vehicle would drive without commands such as `setSpeed`. */
  getSpeedWithoutTraCI: getter(0xb1, double),
  /** The front's position in metres. */
  getPosition: getter(0x42, position2D),
  /** The front's position in metres, with its height. */
  getPosition3D: getter(0x39, position3D),
  /** Heading in degrees, 0 to the north, clockwise. */
  getAngle: getter(0x43, double),
  /** Slope of the road in degrees. */
  getSlope: getter(0x36, double),
  /** The edge the vehicle is on, `''` while it is not in the network. */
  getRoadID: getter(0x50, text),
  /** The lane the vehicle is on. */
  getLaneID: getter(0x51, text),
  /** The index of the vehicle's lane, 0 being the rightmost. */
  getLaneIndex: getter(0x52, integer),
  /** Metres from the lane's start to the vehicle's front. */
  getLanePosition: getter(0x56, double),
  /** Metres from the lane's middle to the vehicle's. */
  getLateralLanePosition: getter(0xb8, double),
  /** Metres driven since departure. */
  getDistance: getter(0x84, double),
  /** The speed limit for this vehicle on its lane in m/s, with its speed factor. */
  getAllowedSpeed: getter(0xb7, double),
  /** Seconds since the vehicle last drove faster than 0.1 m/s. */
  getWaitingTime: getter(0x7a, double),
  /** Seconds slower than 0.1 m/s within the last 100 s (`--waiting-time-memory`). */
  getAccumulatedWaitingTime: getter(0x87, double),
  /** Seconds lost since departure by driving slower than wished. */
  getTimeLoss: getter(0x8c, double),
  /** The signals that are on, as a sum of bits. */
  getSignals: getter(0x5b, integer),
  /** When the vehicle last decided, in seconds of simulation time. */
  getLastActionTime: getter(0x7f, double),
  /** Which rules the vehicle keeps when its speed is set, as a sum of bits. */
  getSpeedMode: getter(0xb3, integer),

  /** Drives at a speed in m/s from now on; -1 gives the control back to SUMO. */
  setSpeed: setter(0x40, (buffer, speed: number) => buffer.double(speed)),
  /** Accelerates by m/s² for a duration in seconds. */
  setAcceleration: setter(0x72, (buffer, acceleration: number, duration: number) => {
    buffer.compound(2);
    buffer.double(acceleration);
    buffer.double(duration);
  }),
  /** Sets the speed (m/s) and acceleration (m/s²) of the step before, from which the next step is computed. */
  setPreviousSpeed: setter(0x3c, (buffer, speed: number, acceleration: number = INVALID_DOUBLE_VALUE) => {
    buffer.compound(2);
    buffer.double(speed);
    buffer.double(acceleration);
  }),
  /** Reaches a speed in m/s smoothly within a duration in seconds. */
  slowDown: setter(0x14, (buffer, speed: number, duration: number) => {
    buffer.compound(2);
    buffer.double(speed);
    buffer.double(duration);
  }),
  /** Sets which rules the vehicle keeps when its speed is set, as a sum of bits. */
  setSpeedMode: integerSetter(0xb3),
  /** Sets the signals that are on, as a sum of bits. */
  setSignals: integerSetter(0x5b),
  /** Puts the vehicle on a lane of its route, `position` metres from its start. */
  moveTo: setter(0x5c, (buffer, laneID: string, position: number, reason: number = MoveReason.AUTOMATIC) => {
    buffer.compound(3);
    buffer.string(laneID);
    buffer.double(position);
    buffer.int(reason);
  }),
  /**
   * Puts the vehicle at x, y (metres) with a heading in degrees.
   * @param edgeID where to look first, or `''`
   * @param laneIndex where to look first, or -1
   * @param keepRoute 1 stays on the route, 0 may go to any edge, 2 may leave the network; 4 more ignores permissions
   * @param matchThreshold how far away a lane may be, in metres
   */
  moveToXY: setter(
    0xb4,
    (
      buffer,
      edgeID: string,
      laneIndex: number,
      x: number,
      y: number,
      angle: number = INVALID_DOUBLE_VALUE,
      keepRoute: number = 1,
      matchThreshold: number = 100,
    ) => {
      buffer.compound(7);
      buffer.string(edgeID);
      buffer.int(laneIndex);
      buffer.double(x);
      buffer.double(y);
      buffer.double(angle);
      buffer.byte(keepRoute);
      buffer.double(matchThreshold);
    },
  ),
};
