import { INVALID_DOUBLE_VALUE, StopFlag } from '../../constants.js';
import { double, integer, text } from '../../internal/codec.js';
import { nextStops, stops } from '../../internal/compound-codecs.js';
import { getter, getterWith, question, setter } from '../../internal/member.js';
import type { WriteBuffer } from '../../internal/write-buffer.js';

function writeStop(
  buffer: WriteBuffer,
  nextStopIndex: number,
  edgeID: string,
  position: number,
  laneIndex: number,
  duration: number,
  flags: number,
  startPos: number,
  until: number,
  teleport: number,
): void {
  buffer.compound(9);
  buffer.string(edgeID);
  buffer.double(position);
  buffer.byte(laneIndex);
  buffer.double(duration);
  buffer.int(flags);
  buffer.double(startPos);
  buffer.double(until);
  buffer.int(nextStopIndex);
  buffer.byte(teleport);
}

/** Stops. */
export const stopping = {
  /** 1 stopped + 2 parking + 4 person-triggered + 8 container-triggered + 16 at a bus stop + 32 at a container stop. */
  getStopState: getter(0xb5, integer),
  /** The stops ahead. Flags are numbered otherwise than everywhere else; `getStops` says more. */
  getNextStops: getter(0x73, nextStops),
  /** The stops ahead, at most `limit`, or all for 0; a negative limit gives the last ones made. */
  getStops: getterWith(0x74, stops, (buffer, limit: number = 0) => buffer.int(limit)),
  /** Seconds behind the `until` of the next stop, -1 where it has none. */
  getStopDelay: getter(0x1f, double),
  /** Seconds behind the `arrival` of the next stop, `INVALID_DOUBLE_VALUE` where it has none. */
  getStopArrivalDelay: getter(0x22, double),
  /** An attribute of a stop by its name in XML; negative indices are past stops. */
  getStopParameter: question(0x55, text, (buffer, nextStopIndex: number, key: string) => {
    buffer.compound(2);
    buffer.int(nextStopIndex);
    buffer.string(key);
  }),

  /**
   * Adds or changes a stop.
   * @param position metres on the lane where the stop ends
   * @param duration seconds
   * @param flags sum of `StopFlag` numbers; with a stopping place, `edgeID` is its id
   * @param until seconds of simulation time
   */
  setStop: setter(
    0x12,
    (
      buffer,
      edgeID: string,
      position: number = 1,
      laneIndex: number = 0,
      duration: number = INVALID_DOUBLE_VALUE,
      flags: number = StopFlag.DEFAULT,
      startPos: number = INVALID_DOUBLE_VALUE,
      until: number = INVALID_DOUBLE_VALUE,
    ) => {
      buffer.compound(7);
      buffer.string(edgeID);
      buffer.double(position);
      buffer.byte(laneIndex);
      buffer.double(duration);
      // One byte in the protocol, signed: 0x80 (overhead wire) becomes -128.
      buffer.byte((flags << 24) >> 24);
      buffer.double(startPos);
      buffer.double(until);
    },
  ),
  /** Replaces the stop with an index, or removes it where `edgeID` is `''`. `teleport` 1 cuts the route before it. */
  replaceStop: setter(
    0x17,
    (
      buffer,
      nextStopIndex: number,
      edgeID: string,
      position: number = 1,
      laneIndex: number = 0,
      duration: number = INVALID_DOUBLE_VALUE,
      flags: number = StopFlag.DEFAULT,
      startPos: number = INVALID_DOUBLE_VALUE,
      until: number = INVALID_DOUBLE_VALUE,
      teleport: number = 0,
    ) =>
      writeStop(
        buffer,
        nextStopIndex,
        edgeID,
        position,
        laneIndex,
        duration,
        flags,
        startPos,
        until,
        teleport,
      ),
  ),
  /** Inserts a stop before the one with an index. `teleport` 1 cuts the route before it. */
  insertStop: setter(
    0x18,
    (
      buffer,
      nextStopIndex: number,
      edgeID: string,
      position: number = 1,
      laneIndex: number = 0,
      duration: number = INVALID_DOUBLE_VALUE,
      flags: number = StopFlag.DEFAULT,
      startPos: number = INVALID_DOUBLE_VALUE,
      until: number = INVALID_DOUBLE_VALUE,
      teleport: number = 0,
    ) =>
      writeStop(
        buffer,
        nextStopIndex,
        edgeID,
        position,
        laneIndex,
        duration,
        flags,
        startPos,
        until,
        teleport,
      ),
  ),
  /** Sets an attribute of a stop ahead by its name in XML. */
  setStopParameter: setter(0x55, (buffer, nextStopIndex: number, key: string, value: string) => {
    buffer.compound(3);
    buffer.int(nextStopIndex);
    buffer.string(key);
    buffer.string(value);
  }),
  /** Ends the current stop. */
  resume: setter(0x19, (buffer) => buffer.compound(0)),
  /** Goes to another parking area than the next one planned. */
  rerouteParkingArea: setter(0xc2, (buffer, parkingAreaID: string) => {
    buffer.compound(1);
    buffer.string(parkingAreaID);
  }),
};
