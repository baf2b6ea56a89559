import { double, integer } from '../../internal/codec.js';
import { bestLanes, laneChangeState, neighbour, neighbours } from '../../internal/compound-codecs.js';
import { doubleSetter, getter, getterWith, integerSetter, question, setter } from '../../internal/member.js';

/** Following and changing lanes. */
export const following = {
  /**
   * The vehicle ahead and the gap to it in metres (this vehicle's minimum gap is not counted), or `null`.
   * @param distance how far to look at least, in metres; 0 looks as far as braking takes
   */
  getLeader: getterWith(0x68, neighbour, (buffer, distance: number = 0) => buffer.double(distance)),
  /** The vehicle behind that matters most and the gap to it in metres, or `null`. */
  getFollower: getterWith(0x78, neighbour, (buffer, distance: number = 0) => buffer.double(distance)),
  /** Vehicles beside. `mode` adds up 1 right (else left), 2 leaders (else followers), 4 only those in the way. */
  getNeighbors: question(0xbf, neighbours, (buffer, mode: number) => buffer.ubyte(mode)),
  /** The speed in m/s that the vehicle would choose behind a leader `gap` metres ahead. */
  getFollowSpeed: question(
    0x1c,
    double,
    (
      buffer,
      speed: number,
      gap: number,
      leaderSpeed: number,
      leaderMaxDecel: number,
      leaderID: string = '',
    ) => {
      buffer.compound(5);
      buffer.double(speed);
      buffer.double(gap);
      buffer.double(leaderSpeed);
      buffer.double(leaderMaxDecel);
      buffer.string(leaderID);
    },
  ),
  /** The gap in metres that is safe behind a leader. */
  getSecureGap: question(
    0x1e,
    double,
    (buffer, speed: number, leaderSpeed: number, leaderMaxDecel: number, leaderID: string = '') => {
      buffer.compound(4);
      buffer.double(speed);
      buffer.double(leaderSpeed);
      buffer.double(leaderMaxDecel);
      buffer.string(leaderID);
    },
  ),
  /** The speed in m/s that the vehicle would choose to stop after `gap` metres. */
  getStopSpeed: question(0x1d, double, (buffer, speed: number, gap: number) => {
    buffer.compound(2);
    buffer.double(speed);
    buffer.double(gap);
  }),
  /** How good the lanes of the current edge are for the route. */
  getBestLanes: getter(0xb2, bestLanes),
  /** The wish to change to the left (1), to the right (-1) or to stay (0), as sums of `LaneChangeState` numbers. */
  getLaneChangeState: question(0x13, laneChangeState, (buffer, direction: number) => buffer.int(direction)),
  /** Which motives of lane changes are allowed, as a sum of bits. */
  getLaneChangeMode: getter(0xb6, integer),

  /** Changes to the lane with an index and keeps it for a duration in seconds. */
  changeLane: setter(0x13, (buffer, laneIndex: number, duration: number) => {
    buffer.compound(2);
    buffer.byte(laneIndex);
    buffer.double(duration);
  }),
  /** Changes lanes by an offset (positive to the left) and keeps the lane for a duration in seconds. */
  changeLaneRelative: setter(0x13, (buffer, indexOffset: number, duration: number) => {
    buffer.compound(3);
    buffer.byte(indexOffset);
    buffer.double(duration);
    buffer.byte(1);
  }),
  /** Moves sideways by metres, positive to the left. */
  changeSublane: doubleSetter(0x15),
  /** Sets which motives of lane changes are allowed, as a sum of bits. */
  setLaneChangeMode: integerSetter(0xb6),
  /** Computes anew which lanes suit the route, as after a change of vehicle class. */
  updateBestLanes: setter(0x6a, () => {}),
  /**
   * Opens a gap to the leader, or to `referenceVehicleID`.
   * @param newTimeHeadway seconds
   * @param newSpaceHeadway metres
   * @param duration seconds for which the gap is kept
   * @param changeRate how fast the headway changes, per second
   * @param maxDecel m/s²; -1 leaves the limit to the car-following model
   */
  openGap: setter(
    0x16,
    (
      buffer,
      newTimeHeadway: number,
      newSpaceHeadway: number,
      duration: number,
      changeRate: number,
      maxDecel: number = -1,
      referenceVehicleID?: string,
    ) => {
      buffer.compound(referenceVehicleID === undefined ? 5 : 6);
      buffer.double(newTimeHeadway);
      buffer.double(newSpaceHeadway);
      buffer.double(duration);
      buffer.double(changeRate);
      buffer.double(maxDecel);
      if (referenceVehicleID !== undefined) buffer.string(referenceVehicleID);
    },
  ),
};
