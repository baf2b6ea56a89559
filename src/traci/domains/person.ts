import type { Stage } from '../compounds.js';
import { Depart, INVALID_DOUBLE_VALUE, RemoveReason, StageType } from '../constants.js';
import { domainOf } from '../domain-class.js';
import { double, integer, position2D, position3D, text, textList } from '../internal/codec.js';
import { reservations, stage } from '../internal/compound-codecs.js';
import {
  doubleSetter,
  getter,
  getterWith,
  integerSetter,
  ofDomain,
  question,
  setter,
  textSetter,
} from '../internal/member.js';
import type { WriteBuffer } from '../internal/write-buffer.js';
import { objectList, parameters } from './common.js';
import { vehicleAttributes } from './vehicle-attributes.js';

const APPEND_STAGE = 0xc4;

function writeStage(buffer: WriteBuffer, value: Stage): void {
  buffer.compound(13);
  buffer.int(value.type);
  buffer.string(value.vType);
  buffer.string(value.line);
  buffer.string(value.destStop);
  buffer.stringList(value.edges);
  buffer.double(value.travelTime);
  buffer.double(value.cost);
  buffer.double(value.length);
  buffer.string(value.intended);
  buffer.double(value.depart);
  buffer.double(value.departPos);
  buffer.double(value.arrivalPos);
  buffer.freeText(value.description);
}

/** The domain `person` as data. Stages are counted from 0, the current one. */
export const personSpec = {
  name: 'person',
  get: 0xae,
  members: {
    ...objectList,
    ...vehicleAttributes,
    /** Speed in m/s. */
    getSpeed: getter(0x40, double),
    /** Position in metres. */
    getPosition: getter(0x42, position2D),
    /** Position in metres, with its height. */
    getPosition3D: getter(0x39, position3D),
    /** Heading in degrees, 0 to the north, clockwise. */
    getAngle: getter(0x43, double),
    /** Slope in degrees. */
    getSlope: getter(0x36, double),
    /** The edge the person is at. */
    getRoadID: getter(0x50, text),
    /** The lane the person is at, `''` where the stage has none. */
    getLaneID: getter(0x51, text),
    /** The id of the person's type. */
    getTypeID: getter(0x4f, text),
    /** Metres from the lane's start. */
    getLanePosition: getter(0x56, double),
    /** Seconds since the person last moved. */
    getWaitingTime: getter(0x7a, double),
    /** The next edge of a walk, `''` where there is none. */
    getNextEdge: getter(0xc1, text),
    /** The edges of a stage: all of a walk, the first and the last of a ride. */
    getEdges: getterWith(0x54, textList, (buffer, nextStageIndex: number = 0) => buffer.int(nextStageIndex)),
    /** A stage. */
    getStage: getterWith(0xc0, stage, (buffer, nextStageIndex: number = 0) => buffer.int(nextStageIndex)),
    /** How many stages there are still, at least 1. */
    getRemainingStages: getter(0xc2, integer),
    /** The vehicle the person is in, or `''`. */
    getVehicle: getter(0xc3, text),
    /** The reservations of taxis; with 1, each only once. */
    getTaxiReservations: ofDomain(
      question(0xc6, reservations, (buffer, onlyNew: number = 0) => buffer.int(onlyNew)),
    ),
    /** Makes a reservation of its own for some persons of a reservation (the id); returns the new one's id. */
    splitTaxiReservation: question(0xc7, text, (buffer, personIDs: readonly string[]) =>
      buffer.stringList(personIDs),
    ),

    /** Adds a person on an edge; without stages, it leaves at once. `depart` in seconds. */
    add: setter(
      0x80,
      (
        buffer,
        edgeID: string,
        position: number,
        depart: number = Depart.NOW,
        typeID: string = 'DEFAULT_PEDTYPE',
      ) => {
        buffer.compound(4);
        buffer.string(typeID);
        buffer.string(edgeID);
        buffer.double(depart);
        buffer.double(position);
      },
    ),
    /** Adds a stage to the plan. */
    appendStage: setter(APPEND_STAGE, (buffer, value: Stage) => writeStage(buffer, value)),
    /** Adds waiting for a duration in seconds. */
    appendWaitingStage: setter(
      APPEND_STAGE,
      (buffer, duration: number, description: string = 'waiting', stopID: string = '') => {
        buffer.compound(4);
        buffer.int(StageType.WAITING);
        buffer.double(duration);
        buffer.string(description);
        buffer.string(stopID);
      },
    ),
    /** Adds a walk along edges to a position in metres on the last one. Speed in m/s, -1 for the type's. */
    appendWalkingStage: setter(
      APPEND_STAGE,
      (
        buffer,
        edges: readonly string[] | string,
        arrivalPos: number,
        duration: number = -1,
        speed: number = -1,
        stopID: string = '',
      ) => {
        buffer.compound(6);
        buffer.int(StageType.WALKING);
        buffer.stringList(typeof edges === 'string' ? [edges] : edges);
        buffer.double(arrivalPos);
        buffer.double(duration);
        buffer.double(speed);
        buffer.string(stopID);
      },
    ),
    /** Adds a ride with one of the lines (separated by blanks) to an edge. */
    appendDrivingStage: setter(APPEND_STAGE, (buffer, toEdge: string, lines: string, stopID: string = '') => {
      buffer.compound(4);
      buffer.int(StageType.DRIVING);
      buffer.string(toEdge);
      buffer.string(lines);
      buffer.string(stopID);
    }),
    /** Replaces a stage. */
    replaceStage: setter(0xcd, (buffer, stageIndex: number, value: Stage) => {
      buffer.compound(2);
      buffer.int(stageIndex);
      writeStage(buffer, value);
    }),
    /** Removes a stage; the current one (0) is broken off. */
    removeStage: integerSetter(0xc5),
    /** Computes the way of a walk anew. */
    rerouteTraveltime: setter(0x90, (buffer) => buffer.compound(0)),
    /** Removes the person, for one of `RemoveReason`. */
    remove: setter(0x81, (buffer, reason: number = RemoveReason.VAPORIZED) => buffer.byte(reason)),
    /** Puts the person on a lane of its walk, `position` metres from the lane's start. */
    moveTo: setter(
      0x5c,
      (buffer, laneID: string, position: number, lateralPosition: number = INVALID_DOUBLE_VALUE) => {
        buffer.compound(3);
        buffer.string(laneID);
        buffer.double(position);
        buffer.double(lateralPosition);
      },
    ),
    /** Puts the person at x, y (metres); see `vehicle.moveToXY`. */
    moveToXY: setter(
      0xb4,
      (
        buffer,
        edgeID: string,
        x: number,
        y: number,
        angle: number = INVALID_DOUBLE_VALUE,
        keepRoute: number = 1,
        matchThreshold: number = 100,
      ) => {
        buffer.compound(6);
        buffer.string(edgeID);
        buffer.double(x);
        buffer.double(y);
        buffer.double(angle);
        buffer.byte(keepRoute);
        buffer.double(matchThreshold);
      },
    ),
    /** Sets the highest speed in m/s from now on. */
    setSpeed: doubleSetter(0x40),
    /** Sets the type. */
    setType: textSetter(0x4f),
    ...parameters,
  },
};

/** Persons. */
export class PersonDomain extends domainOf(personSpec) {
  /** Removes all stages; without new ones, the person leaves in the next step. */
  async removeStages(personID: string): Promise<void> {
    const remaining = await this.getRemainingStages(personID);
    const removals = Array.from({ length: remaining - 1 }, () => this.removeStage(personID, 1));
    await Promise.all([...removals, this.removeStage(personID, 0)]);
  }
}
